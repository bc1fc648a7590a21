// What any error means to the person at the terminal: a code, a message that says what to do, an exit code.
// Errors of the packages carry codes of their own; those of the system are worded here.
import { CliError, type CliErrorCode, type ExitCode, isCliError } from "./errors.js";
import { jsonText } from "./print/json.js";

/** A failure as it is printed. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly exit: ExitCode;
  readonly details: Readonly<Record<string, unknown>>;
}

/** How a run ends at an error of a package: by the error's class, and by its code where that says otherwise. */
const packageExits: Readonly<
  Record<string, { readonly exit: ExitCode; readonly codes?: Readonly<Record<string, ExitCode>> }>
> = {
  SchemaError: { exit: 1 },
  CompatError: { exit: 1 },
  RegistryError: { exit: 1, codes: { "store-unwritable": 3 } },
  CodegenError: { exit: 1, codes: { "output-unwritable": 3 } },
  TablesError: {
    exit: 1,
    codes: { "bad-lake": 2, "bad-layout": 2, "live-unreadable": 3, "table-missing": 2, "plan-unreadable": 2 },
  },
  ReviewError: { exit: 1 },
  CatalogueError: { exit: 1 },
  LocalError: { exit: 3, codes: { "name-taken": 2, "option-invalid": 2, "faults-invalid": 2 } },
};

/** Reads any error as a failure. */
export function failureOf(error: unknown): Failure {
  const known = isCliError(error) ? error : systemFailure(error);
  if (known) return { code: known.code, message: known.message, exit: known.exit, details: known.details };
  const exits = error instanceof Error ? packageExits[error.name] : undefined;
  if (error instanceof Error && exits) {
    const code = String((error as Error & { code?: unknown }).code ?? error.name);
    const message = [error.message, ...advice(error.cause)].join("\n");
    return { code, message, exit: exits.codes?.[code] ?? exits.exit, details: {} };
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    code: "unexpected",
    message: `tracklake itself failed: ${message}\nRun it again with --debug and report what it prints.`,
    exit: 3,
    details: {},
  };
}

/** A failure as `--json` prints it. */
export function failureJson({ code, message, details }: Failure): string {
  return `${jsonText({ error: { code, message, ...details } }, 2)}\n`;
}

type SystemError = Error & { code?: unknown; path?: unknown; port?: unknown; syscall?: unknown };

const unwritable: Readonly<Record<string, string>> = {
  EACCES: "permission was denied; check who owns it",
  EPERM: "it is not permitted; check who owns it",
  EROFS: "the file system is read-only; choose another folder",
  ENOSPC: "the disk is full; free some space",
  EDQUOT: "the disk quota is used up; free some space",
  EFBIG: "the file is larger than this process may write; raise the limit (ulimit -f)",
  ENOTDIR: "a part of its path is a file, not a folder; move that file or choose another folder",
  EEXIST: "a file is there where a folder is needed; move that file or choose another folder",
  EISDIR: "a folder is there where a file is needed; move that folder",
  EMFILE: "too many files are open; raise the limit (ulimit -n)",
};

/** What a write, which names no path, can only mean. */
const ofTheDisk = new Set(["ENOSPC", "EDQUOT", "EFBIG", "EROFS"]);

const unreachable = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EAI_AGAIN", "EHOSTUNREACH"]);

function systemFailure(error: unknown): CliError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path, port, message, syscall } = error as SystemError;
  if (typeof code !== "string") return undefined;
  if (code === "EADDRINUSE") return taken(typeof port === "number" ? port : undefined, error);
  if (syscall === "watch" && (code === "ENOSPC" || code === "EMFILE")) {
    const text =
      "This machine watches as many files as it may. Raise fs.inotify.max_user_watches, or generate by hand.";
    return failure("not-watched", text, error);
  }
  const reason = unwritable[code];
  if (reason !== undefined && typeof path === "string") return failure("not-writable", `${path}: ${reason}.`, error);
  if (reason !== undefined && ofTheDisk.has(code)) {
    return failure("not-writable", `A file could not be written: ${reason}.`, error);
  }
  if (unreachable.has(code)) {
    return failure(
      "not-reachable",
      `${message || code}. Check the endpoint and the network, then run it again.`,
      error,
    );
  }
  return undefined;
}

/** A line that says what to do about the disk, when that is why a package failed. */
function advice(cause: unknown): string[] {
  const code = cause instanceof Error ? String((cause as SystemError).code) : "";
  return ofTheDisk.has(code) ? [`The system says: ${unwritable[code]}.`] : [];
}

function taken(port: number | undefined, cause: Error): CliError {
  const which = port === undefined ? "The port" : `Port ${port}`;
  return failure("port-taken", `${which} is in use by another process. Stop it, or choose another with --port.`, cause);
}

function failure(code: CliErrorCode, message: string, cause: Error): CliError {
  return new CliError(code, message, { cause });
}
