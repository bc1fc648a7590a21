// An engine that runs statements of Athena's SQL elsewhere: Athena itself, or a Trino.
// A very small port, so that whatever needs an engine runs on both, and on a double in tests.
import { CliError } from "../errors.js";

/** What an engine says of a statement, while it runs and when it has ended. */
export interface EngineStats {
  /** Bytes that the statement has read, as the engine counts them: what Athena bills by. */
  readonly bytesRead: number;
  /** Milliseconds since it was given to the engine. */
  readonly milliseconds: number;
  /** From 0 to 1, where the engine knows. */
  readonly done?: number;
}

/** What a statement gave. */
export interface EngineResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Values as the engine's protocol has them: text or `null` from Athena, JSON values from Trino. */
  readonly rows: readonly (readonly unknown[])[];
  readonly stats: EngineStats;
}

/** Choices of one statement. */
export interface RunOptions {
  /** When it aborts, the statement is cancelled in the engine too. */
  readonly signal?: AbortSignal | undefined;
  /** Told each time that the engine is asked how far it is. */
  readonly onProgress?: (stats: EngineStats) => void;
}

/** Runs statements, one at a call; calls may overlap. */
export interface Engine {
  /** `athena`, `trino`. */
  readonly name: string;
  /**
   * Runs one statement to its end.
   *
   * @throws CliError `engine-failed` when the engine refuses it or fails, `interrupted` when the signal aborts.
   */
  run(sql: string, options?: RunOptions): Promise<EngineResult>;
}

/** Waits; ends early, without an error, when the signal aborts. */
export type Pause = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** Waits by the clock. */
export const byClock: Pause = (milliseconds, signal) =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    if (signal?.aborted) end();
    else signal?.addEventListener("abort", end, { once: true });
  });

/** The failure of a statement that was cancelled because somebody asked for it. */
export function interrupted(engine: string): CliError {
  return new CliError("interrupted", `The statement was cancelled in ${engine}. Run the command again: it goes on.`);
}

/** The failure of a statement, with what the engine said and the statement's beginning. */
export function engineFailed(engine: string, said: string, sql: string, cause?: unknown): CliError {
  const first = sql.replace(/\s+/g, " ").slice(0, 160);
  return new CliError("engine-failed", `${engine} could not run a statement: ${said}\n  ${first}`, {
    ...(cause === undefined ? {} : { cause }),
    details: { engine, sql },
  });
}
