// What an error of an AWS client means, and what to do next. Wording lives here alone.
import { lakeFormationGrant } from "./lake-formation.js";

/** What went wrong with a call. */
export interface AwsProblem {
  readonly kind: "missing" | "refused" | "grant" | "credentials" | "clock" | "unreachable" | "other";
  readonly message: string;
  readonly fix: string;
}

/** What is known of the call. */
export interface AwsCall {
  /** The permission that it takes, such as `glue:GetTables`. */
  readonly action: string;
  /** The ARN of who calls, once it is known. */
  readonly caller?: string | undefined;
  /** The database of the Data Catalog that it named. */
  readonly database?: string | undefined;
}

const missing = /NotFound|NoSuch|EntityNotFound|^404$/;
const refused = /AccessDenied|Forbidden|Unauthorized|NotAuthorized|AllAccessDisabled|^403$/;
const expired = /ExpiredToken|TokenRefreshRequired|RequestExpired/;
const unknownKeys = /InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidToken/;
const network = /ECONN|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|TimeoutError|socket hang up/;

/** Reads an error. */
export function awsProblem(error: unknown, { action, caller, database }: AwsCall): AwsProblem {
  const { name, message, code, status } = read(error);
  const said = `${name}${message === "" || message === name ? "" : `: ${message}`}`;
  if (/RequestTimeTooSkewed|Signature expired|Signature not yet current/.test(said)) {
    return { kind: "clock", message: said, fix: "Set this machine's clock: let it follow a time server (NTP)." };
  }
  if (/CredentialsProvider|Could not load credentials/.test(said)) {
    return { kind: "credentials", message: "no AWS credentials are found", fix: credentialsFix };
  }
  if (expired.test(name)) return { kind: "credentials", message: `the credentials have expired (${name})`, fix: renew };
  if (unknownKeys.test(name)) {
    const text = `AWS does not know these credentials (${name})`;
    return { kind: "credentials", message: text, fix: credentialsFix };
  }
  const grant = lakeFormationGrant(message, caller, { action, database });
  if (grant) return { kind: "grant", message: said, fix: grant };
  if (refused.test(name) || status === 403) {
    const who = caller ?? "this identity";
    return { kind: "refused", message: said, fix: `Allow ${who} ${action}: npx tracklake doctor --policy doctor` };
  }
  if (missing.test(name) || status === 404) return { kind: "missing", message: said, fix: "" };
  if (network.test(`${name} ${code} ${message}`)) {
    const text = `no answer (${code || name})`;
    return { kind: "unreachable", message: text, fix: "Check the network, the proxy, --region and --endpoint." };
  }
  return { kind: "other", message: said, fix: "Look at what the message says, then run doctor --aws again." };
}

const renew = "Sign in again, such as aws sso login, or renew the session's keys.";
const credentialsFix = "Sign in (aws sso login), name a profile in AWS_PROFILE, or give this machine a role.";

function read(error: unknown) {
  const { name, message, code, $metadata } = error as Error & {
    code?: unknown;
    $metadata?: { readonly httpStatusCode?: number };
  };
  const text = error instanceof Error ? message : String(error);
  return {
    name: String(name ?? "Error"),
    message: text === "UnknownError" ? "" : text,
    code: typeof code === "string" ? code : "",
    status: $metadata?.httpStatusCode,
  };
}
