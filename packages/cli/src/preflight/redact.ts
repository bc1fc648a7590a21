// Takes secrets out of a text before it is printed: what the environment holds under telling names, what the AWS SDK
// signs with, and what has the form of a credential.

/** Takes secrets out of a text. */
export type Redact = (text: string) => string;

/** Names of variables whose values are nobody else's business. */
const telling = /SECRET|TOKEN|PASSW|PRIVATE|CREDENTIAL|API_?KEY|ACCESS_?KEY|DATABASE_URL|DSN/i;
/** Shorter values would take apart words that mean something else. */
const LEAST_CHARACTERS = 6;
const GONE = "[redacted]";

const forms: readonly [RegExp, string][] = [
  // Access key ids. IAM User Guide, "Understanding unique ID prefixes".
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, GONE],
  [/\b((?:X-Amz-)?(?:Signature|Credential|Security-Token)["']?\s*[=:]\s*["']?)[^\s,&"']+/gi, `$1${GONE}`],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${GONE}@`],
];

/** Makes the function. @param more - Secrets that are known otherwise, such as those of a profile. */
export function redactor(
  env: Readonly<Record<string, string | undefined>>,
  more: readonly (string | undefined)[] = [],
): Redact {
  const named = Object.entries(env).flatMap(([name, value]) => (telling.test(name) ? [value] : []));
  const secrets = [...named, ...more]
    .filter((value): value is string => value !== undefined && value.length >= LEAST_CHARACTERS)
    // A long one first: a short one may be a part of it.
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let shown = text;
    for (const secret of secrets) {
      shown = shown.replaceAll(secret, GONE).replaceAll(encodeURIComponent(secret), GONE);
    }
    for (const [form, replacement] of forms) shown = shown.replace(form, replacement);
    return shown;
  };
}
