// How late the event loop runs: what the host feels of everything that goes on in its process, ours included.
import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";

/** Milliseconds between two looks. */
const RESOLUTION = 10;

/** The event loop's delay, watched from the first reading on. */
export class LoopDelay {
  #histogram: IntervalHistogram | undefined;

  /** The 99th percentile since the last reading, in milliseconds; 0 at the first. */
  read(): number {
    if (!this.#histogram) {
      this.#histogram = monitorEventLoopDelay({ resolution: RESOLUTION });
      this.#histogram.enable();
      return 0;
    }
    const { count } = this.#histogram;
    const late = count === 0 ? 0 : this.#histogram.percentile(99) / 1e6 - RESOLUTION;
    this.#histogram.reset();
    return Math.max(0, late);
  }

  stop(): void {
    this.#histogram?.disable();
  }
}
