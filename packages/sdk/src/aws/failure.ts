// What an error of an AWS client means for what was sent: refused for good, held until somebody mends something,
// too fast, not written, or perhaps written.
import { type FailureKind, SendFailure } from "../sink.js";
import { memberText, textOf } from "../text-of.js";

/** The same request can never succeed. */
const refused: ReadonlySet<string> = new Set([
  "InvalidArgumentException",
  "ValidationException",
  "SerializationException",
]);

/** Not the data's fault: permissions, credentials, clocks, keys, a stream that is not there (yet). */
const held: ReadonlySet<string> = new Set([
  "AccessDenied",
  "AccessDeniedException",
  "CredentialsProviderError",
  "ExpiredToken",
  "ExpiredTokenException",
  "IncompleteSignature",
  "IncompleteSignatureException",
  "InvalidClientTokenId",
  "InvalidKMSResourceException",
  "InvalidSignatureException",
  "InvalidSourceException",
  "InvalidAccessKeyId",
  "MissingAuthenticationToken",
  "MissingAuthenticationTokenException",
  "NoSuchBucket",
  "NotAuthorized",
  "PermanentRedirect",
  "OptInRequired",
  "RequestExpired",
  "RequestTimeTooSkewed",
  "ResourceNotFoundException",
  "SignatureDoesNotMatch",
  "TokenRefreshRequired",
  "UnrecognizedClientException",
]);

const throttled: ReadonlySet<string> = new Set([
  "LimitExceededException",
  "RequestLimitExceeded",
  "ServiceUnavailableException",
  "SlowDown",
  "Throttling",
  "ThrottlingException",
  "ThrottledException",
  "TooManyRequestsException",
]);

/** The connection was never made, so nothing was written. */
const unconnected: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** What a failed call means. */
export function awsFailure(error: unknown): SendFailure {
  const name = memberText(error, "name", "Error");
  const message = memberText(error, "message", textOf(error));
  const { code, status } = detailsOf(error);
  return new SendFailure(kindOf(name, code, status), `${name}: ${message}`, { cause: error });
}

function detailsOf(error: unknown): { readonly code?: string; readonly status?: number } {
  try {
    const { code, $metadata } = error as { code?: string; $metadata?: { httpStatusCode?: number } };
    return {
      ...(code === undefined ? {} : { code }),
      ...($metadata?.httpStatusCode === undefined ? {} : { status: $metadata.httpStatusCode }),
    };
  } catch {
    // Somebody threw what is no error at all.
    return {};
  }
}

function kindOf(name: string, code: string | undefined, status: number | undefined): FailureKind {
  if (refused.has(name)) return "refused";
  if (held.has(name) || name.startsWith("KMS")) return "held";
  if (throttled.has(name) || status === 429) return "throttled";
  if (code !== undefined && unconnected.has(code)) return "failed";
  // A 4xx says that the request was not taken; anything else may have come after the records were written.
  return status !== undefined && status >= 400 && status < 500 ? "failed" : "unsure";
}
