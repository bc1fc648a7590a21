// The life of a tracker beside its events: flushed, frozen and thawed, closed, or ended with its process.
import type { Counter, Counts } from "../counts.js";
import { onFreeze, onThaw } from "../serverless/thaw.js";
import { textOf } from "../text-of.js";
import type { Heartbeat } from "./heartbeat.js";
import { discharge, enrol, type Living } from "./lifecycle.js";
import type { Measurements } from "./measurements.js";
import type { Notices } from "./notices.js";
import type { Settings } from "./options.js";
import type { Pipeline } from "./pipeline.js";
import { putAway } from "./put-away.js";
import type { Refusals } from "./refusals.js";
import { within } from "./within.js";

/** Of a deadline, how much the sink has before the fallback takes what is left. */
const BEFORE_FALLBACK = 0.6;
/** Of a deadline, how much is kept for the dead letters of what is not sent by then, and milliseconds at most. */
const FOR_LETTERS = 0.1;
const FOR_LETTERS_MOST = 1_000;
/** Milliseconds for them at the least, since they are lost otherwise. */
const FOR_LETTERS_LEAST = 250;
/** Milliseconds after which a disk counts as one that hangs, at the least: lines are nowhere safer. */
const FOR_DISK_LEAST = 250;
/** Milliseconds for which a process that ends by itself is kept alive to send what is left. */
const BEFORE_EXIT = 3_000;

/** What a life is made of. */
export interface LifeParts {
  readonly settings: Settings;
  readonly counter: Counter;
  readonly pipeline: Pipeline;
  readonly refusals: Refusals;
  readonly notices: Notices;
  readonly measurements: Measurements;
  readonly heartbeat?: Heartbeat | undefined;
}

/** One tracker's, from when it is made until it is closed. */
export class Life implements Living {
  readonly #parts: LifeParts;
  readonly #ends: readonly (() => void)[];
  #flushing: Promise<void> | undefined;
  #waiting = 0;
  /** Flushes with a deadline. */
  readonly #waits = new Set<() => void>();
  #gaveUp = false;
  #closing: Promise<Counts> | undefined;

  constructor(parts: LifeParts) {
    this.#parts = parts;
    parts.heartbeat?.start();
    this.#ends = [onFreeze(() => this.#freeze()), onThaw(() => this.#thaw())];
    enrol(this);
  }

  /** Whether it is closed, or about to be. */
  get closed(): boolean {
    return this.#closing !== undefined;
  }

  async flush(deadline?: number): Promise<Counts> {
    const { pipeline, counter } = this.#parts;
    this.#flushing ??= this.#untilIdle().finally(() => {
      this.#flushing = undefined;
    });
    this.#waiting++;
    pipeline.sender.awaited = true;
    await (deadline === undefined ? this.#flushing : within(this.#flushing, deadline, this.#waits));
    this.#waiting--;
    // Whoever gave up waiting keeps the process alive no longer.
    if (this.#waiting === 0) pipeline.sender.awaited = false;
    return counter.snapshot();
  }

  close(deadline: number): Promise<Counts> {
    if (!this.#closing) {
      // The last word on each table's sequence, while events are still taken.
      this.#parts.heartbeat?.close();
      this.#closing = this.#close(deadline);
    }
    return this.#closing;
  }

  beforeExit(): Promise<unknown> {
    const { queued, spooled } = this.#parts.counter.snapshot();
    if (queued + spooled === 0 || this.#gaveUp) return Promise.resolve();
    return this.flush(BEFORE_EXIT).then((counts) => {
      // A process is not kept alive for longer by a sink that is down: what is left is kept at its exit.
      this.#gaveUp = counts.queued + counts.spooled > 0;
    });
  }

  exit(): void {
    const { counter, pipeline, notices } = this.#parts;
    const { queued } = counter.snapshot();
    const lost = queued - pipeline.keepNow();
    if (lost <= 0) return;
    notices.warn(
      `the process ended with ${lost} events in memory alone; they are lost. Await tracker.close() before it.`,
    );
  }

  #freeze(): void {
    this.#parts.heartbeat?.pause();
    this.#parts.measurements.pause();
    this.#parts.pipeline.sender.freeze();
    for (const end of this.#waits) end();
  }

  #thaw(): void {
    this.#parts.pipeline.sender.thaw();
    this.#parts.heartbeat?.resume();
    this.#parts.measurements.start();
  }

  async #untilIdle(): Promise<void> {
    const { pipeline, refusals } = this.#parts;
    do {
      await Promise.all([pipeline.drain(), ...refusals.pending]);
    } while (!pipeline.sender.stopped && (pipeline.bytes > 0 || refusals.pending.size > 0));
  }

  async #close(deadline: number): Promise<Counts> {
    const { settings, counter, pipeline, refusals, measurements } = this.#parts;
    const begun = performance.now();
    const ends = begun + deadline;
    const forLetters = Math.min(deadline * FOR_LETTERS, FOR_LETTERS_MOST);
    pipeline.sender.hurry();
    const flushed = this.flush();
    if (settings.fallback && !(await within(flushed, deadline * BEFORE_FALLBACK))) pipeline.sender.useFallback();
    await within(flushed, ends - forLetters - performance.now());
    // What a disk does not take is left to the dead letters, which may be elsewhere.
    const disk = Math.max(ends - forLetters / 2, begun + FOR_DISK_LEAST);
    const left = await pipeline.close(disk, () => Math.max(ends, performance.now() + FOR_LETTERS_LEAST));
    const until = Math.max(ends, performance.now() + FOR_LETTERS_LEAST);
    await putAway(left, { refusals, counter, until });
    await this.#endRefusals(until);
    for (const end of this.#ends) end();
    await this.#closeSinks(until);
    measurements.stop();
    discharge(this);
    this.#sayWhatIsLeft(left.reduce((sum, { from, to }) => sum + to - from, 0));
    return counter.snapshot();
  }

  async #endRefusals(until: number): Promise<void> {
    const { pending } = this.#parts.refusals;
    const settled = async () => {
      while (pending.size > 0) await Promise.all(pending);
    };
    if (await within(settled(), until - performance.now())) return;
    // What is not explained yet still becomes a letter; what is not kept then counts as dropped.
    this.#parts.refusals.explainNoMore();
    await within(settled(), FOR_LETTERS_LEAST);
    this.#parts.refusals.end();
    await settled();
  }

  #sayWhatIsLeft(lines: number): void {
    const { counter, settings, notices } = this.#parts;
    const { handedOver, deadLetteredBy } = counter.snapshot();
    const letters = deadLetteredBy["closed-before-delivery"] ?? 0;
    const lost = lines - letters;
    if (letters > 0)
      notices.warn(`closed with ${letters} events undelivered; they are dead letters with their whole lines`);
    if (lost > 0) notices.warn(`closed with ${lost} events that the dead letters did not take; they are lost`);
    if (handedOver > 0)
      notices.warn(
        `closed with ${handedOver} events undelivered; they are in ${settings.spool.directory}, where the next process finds them`,
      );
  }

  async #closeSinks(until: number): Promise<void> {
    const { settings, notices } = this.#parts;
    for (const sink of [settings.sink, settings.fallback]) {
      try {
        const closed = Promise.resolve(sink?.close?.());
        const time = Math.max(until - performance.now(), FOR_LETTERS_LEAST);
        if (!(await within(closed, time))) notices.hint(`${sink?.name} did not close in time; it is left as it is`);
      } catch (error) {
        notices.hint(`the sink could not be closed: ${textOf(error)}`);
      }
    }
  }
}
