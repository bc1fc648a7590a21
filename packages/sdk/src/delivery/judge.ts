// What the answers of a sink mean: whether it is well, throttled or down, how fast it may be sent to, and what is said
// of that.
import { SendStats } from "../metrics/send-stats.js";
import { linesIn, type Shipment } from "./backlog.js";
import type { Answered, Channel } from "./channel.js";
import { Holding } from "./holding.js";
import { Pace } from "./pace.js";
import { Rate } from "./rate.js";
import { BATCH, type SenderOptions } from "./sender-options.js";

/** While calls fail, no more of them by the second than this many times what is usual. */
const FAILING_RATE = 1.1;
/** Milliseconds between calls while they fail, at most, whatever is usual. */
const LONGEST_INTERVAL = 30_000;

/** Judges the calls of one sender. */
export class Judge {
  readonly pace: Pace;
  readonly stats = new SendStats();
  readonly #main: Channel;
  readonly #options: SenderOptions;
  readonly #holding: Holding;
  readonly #calls: Rate;
  #throttled = false;
  #lifted = false;

  /** @param main - The sink's own channel; any other is the fallback's. */
  constructor(main: Channel, options: SenderOptions) {
    const { now, notice, drainRate } = options;
    this.#main = main;
    this.#options = options;
    this.#holding = new Holding(main.sink.name, notice, now);
    this.#calls = new Rate(60, now());
    this.pace = new Pace(drainRate, now());
  }

  /** A call is made. */
  called(channel: Channel, batch: readonly Shipment[]): void {
    const now = this.#options.now();
    const bytes = batch.reduce((sum, shipment) => sum + shipment.bytes, 0);
    if (channel === this.#main) this.pace.sent(bytes, now);
    if (!channel.circuit.failing) this.#calls.add(1, now);
    this.stats.call(batch.length, linesIn(batch), bytes, bytes / Math.min(BATCH, channel.sink.limits.bytesPerBatch));
  }

  /** It was answered. */
  answered(channel: Channel, { delivered, failed, trouble }: Answered): void {
    const { counter, now } = this.#options;
    const main = channel === this.#main;
    if (trouble && delivered.length === 0) this.stats.callsFailed++;
    if (trouble?.kind === "unsure") counter.possiblyDuplicated += linesIn(failed);
    if (main && trouble?.kind === "throttled" && failed.length >= delivered.length) {
      this.#throttled = true;
      this.pace.throttled(now());
    }
    if (trouble && delivered.length <= failed.length) {
      channel.circuit.failed(trouble.kind === "held", main ? this.#failingInterval() : 0);
      if (main && channel.circuit.downFor !== undefined) this.#holding.down(trouble.reason);
      return;
    }
    const wasDown = channel.circuit.succeeded();
    if (!main) return;
    this.pace.went(this.#throttled);
    if (!wasDown) return;
    this.#holding.up();
    this.pace.drain(now());
  }

  /** Nothing is held back any more. */
  free(): void {
    this.#throttled = false;
    this.pace.free();
  }

  /** The end is near: neither pace nor what is usual limits any more, and what fails is tried again after its back-off. */
  lift(): void {
    this.#lifted = true;
    this.pace.lift();
  }

  /**
   * Milliseconds between calls that are not undercut while they fail. It is the sink's measure: a fallback is called
   * when the sink is down, so what is usual for the one says nothing of the other.
   */
  #failingInterval(): number {
    if (this.#lifted) return 0;
    const usual = this.#calls.perSecond(this.#options.now());
    const interval = usual === undefined || usual === 0 ? this.#options.interval : 1_000 / (usual * FAILING_RATE);
    return Math.min(interval, LONGEST_INTERVAL);
  }
}
