// What a tracker tells of itself: its numbers, its health, and the hook that is told of them at intervals.
import type { Counter } from "../counts.js";
import type { Health } from "../metrics/health.js";
import { LoopDelay } from "../metrics/loop-delay.js";
import type { Metrics } from "../metrics/metrics.js";
import { textOf } from "../text-of.js";
import type { Notices } from "./notices.js";
import type { Settings } from "./options.js";
import type { Pipeline } from "./pipeline.js";

/** What is measured, and who is told. */
export interface MeasurementsOptions {
  readonly settings: Pick<Settings, "onMetrics" | "metricsInterval">;
  readonly counter: Counter;
  readonly pipeline: Pipeline;
  readonly notices: Notices;
}

/** One tracker's. */
export class Measurements {
  readonly #options: MeasurementsOptions;
  readonly #loopDelay = new LoopDelay();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: MeasurementsOptions) {
    this.#options = options;
    this.start();
  }

  /** Tells the hook at intervals; the timer keeps no process alive. */
  start(): void {
    const { onMetrics, metricsInterval } = this.#options.settings;
    if (onMetrics) this.#timer ??= setInterval(() => this.#tell(onMetrics), metricsInterval).unref();
  }

  /** Tells nobody until it is started again. */
  pause(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Tells the last numbers, and stops. */
  stop(): void {
    const { onMetrics } = this.#options.settings;
    this.pause();
    if (onMetrics) this.#tell(onMetrics);
    this.#loopDelay.stop();
  }

  metrics(): Metrics {
    const { counter, pipeline } = this.#options;
    const { spool, sender, bytes } = pipeline;
    const { calls, callsFailed, bytesSent, eventsPerRecord, batchFill } = sender.stats;
    return {
      ...counter.snapshot(),
      memoryBytes: bytes,
      spoolBytes: spool?.bytes ?? 0,
      oldestAge: spool?.oldest === undefined ? 0 : Math.max(0, Date.now() - spool.oldest),
      sinkDownFor: sender.downFor ?? 0,
      calls,
      callsFailed,
      bytesSent,
      eventsPerRecord,
      batchFill,
      eventLoopDelay: this.#loopDelay.read(),
    };
  }

  health(closed: boolean): Health {
    const { counter, pipeline } = this.#options;
    const { queued, spooled } = counter.snapshot();
    const problems = closed ? ["the tracker is closed"] : pipeline.problems;
    return {
      ok: problems.length === 0,
      problems,
      holding: pipeline.sender.downFor !== undefined,
      keeping: pipeline.keeping,
      pending: queued + spooled,
    };
  }

  #tell(hook: (metrics: Metrics) => void): void {
    const failed = (error: unknown) => this.#options.notices.hintOnce(`onMetrics threw ${textOf(error)}`);
    try {
      // A hook of the host may well be asynchronous, and reject.
      Promise.resolve(hook(this.metrics())).catch(failed);
    } catch (error) {
      failed(error);
    }
  }
}
