// The command's one error class: expected failures, each with its code, its exit code and what to do next.
// Every code stands in the table below and in the README.

/** What a run of the command ends with: 0 fine, 1 findings or changes, 2 wrong use, 3 could not run. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What each code of {@link CliError} means. */
export const cliErrorCodes = {
  "wrong-use": "An argument or option does not fit.",
  "config-missing": "There is no tracklake.config.ts in this folder.",
  "config-invalid": "The configuration cannot be loaded, or a key of it does not fit.",
  "schemas-missing": "The folder of the schemas is not there.",
  "schema-broken": "A file of the schemas does not compile, or fails while it is loaded.",
  "lint-failed": "The definitions break rules of lint or of the history; nothing was written.",
  "fix-undone": "Fixes would have changed more than what was fixed; the files are as they were.",
  "no-history": "What --from names holds no registry history.",
  "base-unknown": "What --base or CI names is no commit of the repository.",
  "base-missing": "The clone does not hold the commit where the change began.",
  "nothing-to-acknowledge": "No change of the definitions is the one that was named.",
  "event-unknown": "No event has this name.",
  "sql-refused": "The query has a syntax error, or asks for something that is not there.",
  "dimension-failed": "The source of a dimension could not be read.",
  "not-a-terminal": "The command has to ask, and nobody is there to answer.",
  "port-taken": "Another process listens on this port.",
  "not-writable": "A file or folder cannot be written.",
  "not-watched": "The machine can watch no more files.",
  "not-reachable": "A service cannot be reached, or refuses access.",
  "compiler-missing": "The TypeScript compiler is not installed in this project.",
  "ratchet-broken": "The file of tolerated findings cannot be read.",
  "redrive-running": "Another redrive works on the same folder.",
  "not-applied": "A table that is to be read is not in the catalogue yet: apply comes first.",
  "engine-failed": "Athena or Trino refused a statement, or failed while it ran.",
  interrupted: "Somebody interrupted the command before its work was done.",
} as const;

/** A code of {@link CliError}. */
export type CliErrorCode = keyof typeof cliErrorCodes;

const exitCodes: Readonly<Record<CliErrorCode, ExitCode>> = {
  "wrong-use": 2,
  "config-missing": 2,
  "config-invalid": 2,
  "schemas-missing": 2,
  "schema-broken": 1,
  "lint-failed": 1,
  "fix-undone": 1,
  "no-history": 2,
  "base-unknown": 2,
  "base-missing": 3,
  "nothing-to-acknowledge": 2,
  "event-unknown": 2,
  "sql-refused": 2,
  "dimension-failed": 3,
  "not-a-terminal": 2,
  "port-taken": 3,
  "not-writable": 3,
  "not-watched": 3,
  "not-reachable": 3,
  "compiler-missing": 3,
  "ratchet-broken": 2,
  "redrive-running": 3,
  "not-applied": 3,
  "engine-failed": 3,
  interrupted: 3,
};

/** What an error carries beside its message. */
export interface CliErrorOptions extends ErrorOptions {
  /** What `--json` prints beside code and message, such as the findings. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** An expected failure: printed without its stack unless `--debug` is given. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly code: CliErrorCode;
  readonly exit: ExitCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: CliErrorCode, message: string, { details = {}, ...options }: CliErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.exit = exitCodes[code];
    this.details = details;
  }
}

/** Whether an error is a {@link CliError}. */
export function isCliError(error: unknown): error is CliError {
  return error instanceof Error && error.name === "CliError" && "code" in error;
}
