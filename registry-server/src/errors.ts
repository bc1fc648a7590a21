// Errors of the HTTP registry, and how each kind of failure becomes an answer.
// Every answer that is not a page or data is JSON: { error: { code, message, … } }.
import { isCompatError } from "@tracklake/compat";
import { isRegistryError, type RegistryError, type RegistryErrorCode, registryErrorCodes } from "@tracklake/registry";
import { type Finding, isSchemaError } from "@tracklake/schema";

/** What each code of {@link ServerError} means. */
export const serverErrorCodes = {
  "not-found": "There is no such route, event or version.",
  "bad-request": "The request's body or a parameter has the wrong form.",
  unauthorised: "A publish needs the token, as Authorization: Bearer ….",
  "publish-off": "The server was started without a publish token and takes no publishes.",
  "lint-failed":
    "The events break rules of lint or of compatibility, or no table can be made of them; the findings are in the answer.",
  "too-many": "Too many publishes in a minute.",
  internal: "The server failed; its log says why.",
  "wrong-use": "The server was started with options that do not fit.",
} as const;

/** A code of {@link ServerError}. */
export type ServerErrorCode = keyof typeof serverErrorCodes;

/** A failure that has an HTTP answer. */
export class ServerError extends Error {
  override readonly name = "ServerError";
  readonly code: ServerErrorCode;
  /** HTTP status. */
  readonly status: number;
  readonly findings: readonly Finding[] | undefined;

  constructor(code: ServerErrorCode, status: number, message: string, findings?: readonly Finding[]) {
    super(message);
    this.code = code;
    this.status = status;
    this.findings = findings;
  }
}

/** Whether an error is a {@link ServerError}. */
export function isServerError(error: unknown): error is ServerError {
  return error instanceof Error && error.name === "ServerError";
}

/** An answer to a failure. */
export interface ErrorAnswer {
  readonly status: number;
  readonly body: {
    readonly error: { readonly code: string; readonly message: string; readonly findings?: readonly Finding[] };
  };
}

/** The answer to any failure; what is the server's own becomes 500 or 507 without its details. */
export function answerTo(error: unknown): ErrorAnswer {
  if (isServerError(error)) {
    const { status, code, message, findings } = error;
    return { status, body: { error: { code, message, ...(findings ? { findings } : {}) } } };
  }
  if (isRegistryError(error)) return answerToRegistry(error);
  if (isCompatError(error)) return { status: 400, body: { error: { code: error.code, message: error.message } } };
  if (isSchemaError(error)) return { status: 400, body: { error: { code: error.code, message: error.message } } };
  const status = httpStatusOf(error);
  if (status !== undefined)
    return { status, body: { error: { code: "bad-request", message: (error as Error).message } } };
  return { status: 500, body: { error: { code: "internal", message: "The server failed; its log says why." } } };
}

/** What a request asks for that the history, which is sound, does not allow. */
const conflicts: readonly RegistryErrorCode[] = ["history-moved", "entry-exists", "nothing-to-retire"];

/** Everything else is wrong with the server's history or its disk: no request mends it, and its message names paths. */
function answerToRegistry(error: RegistryError): ErrorAnswer {
  const { code, message, cause } = error;
  if (conflicts.includes(code)) return { status: 409, body: { error: { code, message } } };
  const full = ["ENOSPC", "EDQUOT"].includes((cause as NodeJS.ErrnoException | undefined)?.code ?? "");
  const meaning = registryErrorCodes[code];
  return { status: full ? 507 : 500, body: { error: { code, message: `${meaning} The server's log says more.` } } };
}

/** Body parsers mark what the client did wrong with a status from 400 to 499. */
function httpStatusOf(error: unknown): number | undefined {
  const status = error instanceof Error ? (error as { status?: unknown }).status : undefined;
  return typeof status === "number" && status >= 400 && status < 500 ? status : undefined;
}
