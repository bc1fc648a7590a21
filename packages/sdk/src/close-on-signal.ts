// Closing when the platform asks for it: SIGTERM from ECS, Kubernetes or systemd, SIGINT from a terminal.
import type { Counts } from "./counts.js";
import type { Runtime } from "./runtime/runtime.js";
import { textOf } from "./text-of.js";

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
 * Closes a tracker when the process is asked to end, once.
 *
 * @returns A function that takes the listeners away again.
 * @example
 * closeOnSignal(tracker, { deadline: 5_000 });
 */
export function closeOnSignal(tracker: Pick<Runtime, "close">, options: CloseOnSignalOptions = {}): () => void {
  const { signals = ["SIGTERM", "SIGINT"], deadline = 5_000, onClosed = end } = options;
  const close = (signal: NodeJS.Signals) => {
    stop();
    void tracker.close({ deadline }).then(
      (counts) => onClosed(counts, signal),
      (error: unknown) => {
        process.emitWarning(`tracklake: the tracker could not be closed (${textOf(error)}).`);
        process.kill(process.pid, signal);
      },
    );
  };
  const stop = () => {
    for (const signal of signals) process.off(signal, close);
  };
  for (const signal of signals) process.once(signal, close);
  return stop;
}

/** No listener is left, so the signal does what it does by itself. */
function end(_counts: Counts, signal: NodeJS.Signals): void {
  process.kill(process.pid, signal);
}
