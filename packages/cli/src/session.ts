// One run of one command: its world, its common options, and how it speaks.
// Results go to stdout, as text or as JSON; progress and errors go to stderr.
import pc from "picocolors";
import { type CliErrorOptions, type ExitCode, isCliError } from "./errors.js";
import { failureJson, failureOf } from "./failure.js";
import type { Io, Output } from "./io.js";
import { jsonText } from "./print/json.js";

/** Options that every command takes. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly debug?: boolean;
  /** Path of the configuration file. */
  readonly config?: string;
}

/** Colours of one stream; plain where there is no terminal. */
export type Colors = ReturnType<typeof pc.createColors>;

/** What a command's action gets. */
export interface Session {
  readonly io: Io;
  readonly json: boolean;
  readonly debug: boolean;
  readonly config: string | undefined;
  /** Colours of stdout. */
  readonly colors: Colors;
  /** Prints a result: the text, or with `--json` the data. */
  result(data: unknown, text: () => string): void;
  /** Prints a line of progress to stderr. */
  progress(line: string): void;
  /** Prints a warning to stderr. */
  warn(line: string): void;
  /** Prints a failure and says how the run ends. */
  fail(error: unknown): ExitCode;
}

/** Makes the session of a run. */
export function createSession(io: Io, { json = false, debug = false, config }: CommonOptions): Session {
  const onStderr = colorsOf(io, io.stderr);
  const line = (output: Output, text: string) => output.write(text.endsWith("\n") ? text : `${text}\n`);
  return {
    io,
    json,
    debug,
    config,
    colors: colorsOf(io, io.stdout),
    result(data, text) {
      if (json) return void line(io.stdout, jsonText(data, 2));
      const written = text();
      if (written !== "") line(io.stdout, written);
    },
    progress: (text) => void line(io.stderr, onStderr.dim(text)),
    warn: (text) => void line(io.stderr, `${onStderr.yellow("warning")} ${text}`),
    fail(error) {
      const failure = failureOf(error);
      const { message, exit } = failure;
      if (json) line(io.stdout, failureJson(failure));
      line(io.stderr, `${onStderr.red("error")} ${message}`);
      if (debug) line(io.stderr, onStderr.dim(stackOf(error)));
      return exit;
    },
  };
}

function colorsOf({ env }: Io, output: Output): Colors {
  const wanted = env.NO_COLOR ? false : env.FORCE_COLOR ? true : output.isTTY === true && env.TERM !== "dumb";
  return pc.createColors(wanted);
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = (error as Error & CliErrorOptions).cause;
  const own = error.stack ?? error.message;
  return cause === undefined ? own : `${own}\ncaused by ${isCliError(cause) ? cause.message : stackOf(cause)}`;
}
