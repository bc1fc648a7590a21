// Closing when the platform asks for it: SIGTERM from ECS, Kubernetes or systemd, SIGINT from a terminal.
import { constants } from "node:os";
import type { Counts } from "./counts.js";
import type { Runtime } from "./runtime/runtime.js";
import { textOf } from "./text-of.js";

/**
 * How many signals end the process at once. The second is no impatience yet: a terminal's Ctrl+C reaches npm and the
 * service, and npm passes it on, so that one keystroke comes as two.
 */
const ENOUGH = 3;

/** What closing on a signal may be told. */
export interface CloseOnSignalOptions {
  /** @default ["SIGTERM", "SIGINT"] */
  readonly signals?: readonly NodeJS.Signals[];
  /** Milliseconds for sending what is left. ECS and Kubernetes kill after 30 s unless told otherwise. @default 5000 */
  readonly deadline?: number;
  /** What to do once it is closed. @default ends the process as the signal would have */
  readonly onClosed?: (counts: Counts, signal: NodeJS.Signals) => void;
}

/**
 * Closes a tracker when the process is asked to end, once. A second signal changes nothing; the third ends the process at
 * once, with 128 and the signal's number, and what is in memory is left in the spool for the next one.
 *
 * @returns A function that takes the listeners away again.
 * @example
 * closeOnSignal(tracker, { deadline: 5_000 });
 */
export function closeOnSignal(tracker: Pick<Runtime, "close">, options: CloseOnSignalOptions = {}): () => void {
  const { signals = ["SIGTERM", "SIGINT"], deadline = 5_000, onClosed = end } = options;
  let asked = 0;
  const close = (signal: NodeJS.Signals) => {
    asked++;
    if (asked >= ENOUGH) process.exit(128 + constants.signals[signal]);
    if (asked > 1) return;
    void tracker.close({ deadline }).then(
      (counts) => {
        stop();
        onClosed(counts, signal);
      },
      (error: unknown) => {
        stop();
        process.emitWarning(`tracklake: the tracker could not be closed (${textOf(error)}).`);
        raise(signal);
      },
    );
  };
  const stop = () => {
    for (const signal of signals) process.off(signal, close);
  };
  for (const signal of signals) process.on(signal, close);
  return stop;
}

function end(_counts: Counts, signal: NodeJS.Signals): void {
  raise(signal);
}

/**
 * The signal does what it does by itself, or what others who listen make of it. A container's first process has no such
 * default: Linux delivers it no signal that it does not handle (pid_namespaces(7)), so it exits as a shell would tell it.
 */
function raise(signal: NodeJS.Signals): void {
  if (process.pid === 1 && process.listenerCount(signal) === 0) process.exit(128 + constants.signals[signal]);
  process.kill(process.pid, signal);
}
