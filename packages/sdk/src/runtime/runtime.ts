// The tracker's core: validate and encode, queue, send, and keep count of every event.
// In production no call throws: what cannot be tracked is a dead letter or counted as dropped.
import { ENCODER_ABI } from "@tracklake/envelope";
import { Counter, type Counts } from "../counts.js";
import type { Definitions, EventDefinition } from "../definitions.js";
import { REFUSED, TOO_LARGE } from "../encode/field-buffer.js";
import { SdkError } from "../errors.js";
import { FieldEncoder } from "../line/field-encoder.js";
import { LineWriter } from "../line/line-writer.js";
import type { Parcel } from "../line/parcel.js";
import type { Health } from "../metrics/health.js";
import { LoopDelay } from "../metrics/loop-delay.js";
import type { Metrics } from "../metrics/metrics.js";
import { type Receipt, refusedReceipt, WriteReceipt } from "../receipt.js";
import { onThaw } from "../serverless/thaw.js";
import { textOf } from "../text-of.js";
import { activeTrace } from "../trace/active-span.js";
import { Contexts, type ContextValues } from "./contexts.js";
import { Heartbeat, hasHeartbeat } from "./heartbeat.js";
import { discharge, enrol, type Living } from "./lifecycle.js";
import { Notices } from "./notices.js";
import { type Settings, settingsOf, type TrackerOptions } from "./options.js";
import { protection } from "./pii.js";
import { Pipeline } from "./pipeline.js";
import { type NamedContext, Refusals } from "./refusals.js";
import { within } from "./within.js";

/** What every generated tracker can do beside its events. */
export interface Runtime {
  /** Tracks an event by its name; generated methods call this. Never throws in production. */
  track(name: string, properties?: object): Receipt;
  /**
   * Sends what was tracked until nothing is queued, spooled, in flight or being explained any more; calls at the same
   * time share it.
   *
   * @param options - `deadline`: milliseconds after which it resolves all the same, default none.
   */
  flush(options?: { readonly deadline?: number }): Promise<Counts>;
  /**
   * Sends what is left, then stops; calling it again gives the same answer.
   *
   * @param options - `deadline`: milliseconds that sending may take, default 10,000. What is left then is handed over by
   * the spool to the next process; without one it becomes dead letters with their whole lines.
   */
  close(options?: { readonly deadline?: number }): Promise<Counts>;
  /** The states of all events at this moment. */
  counts(): Counts;
  /** Everything that is measured at this moment. The event loop is watched from the first call on. */
  metrics(): Metrics;
  /** Whether it does its work, for a readiness probe. */
  health(): Health;
  /** Runs a function whose events carry these contexts, beside those that are set. */
  withContext<Result>(contexts: ContextValues, body: () => Result): Result;
  /** Sets contexts for the rest of the current asynchronous context. */
  setContext(contexts: ContextValues): void;
}

const DEFAULT_DEADLINE = 10_000;
/** Of a deadline, how much the sink has before the fallback takes what is left. */
const BEFORE_FALLBACK = 0.6;
/** Milliseconds for which a process that ends by itself is kept alive to send what is left. */
const BEFORE_EXIT = 3_000;

/**
 * Makes the runtime of a generated client.
 *
 * @throws SdkError `abi-mismatch` or `wrong-option`.
 */
export function createRuntime(definitions: Definitions, options: TrackerOptions): Runtime {
  if (definitions.abi !== ENCODER_ABI) {
    throw new SdkError(
      "abi-mismatch",
      `the generated client has encoder ABI ${definitions.abi}, @tracklake/sdk has ${ENCODER_ABI}: run npx tracklake generate with the same version.`,
    );
  }
  return new Tracker(definitions, settingsOf(options));
}

class Tracker implements Runtime, Living {
  readonly #events: ReadonlyMap<string, EventDefinition>;
  readonly #settings: Settings;
  readonly #counter = new Counter();
  readonly #contexts: Contexts;
  readonly #encoder: FieldEncoder;
  readonly #keyColumn: string;
  readonly #writer: LineWriter;
  readonly #heartbeat: Heartbeat | undefined;
  readonly #notices: Notices;
  readonly #refusals: Refusals;
  readonly #pipeline: Pipeline;
  readonly #loopDelay = new LoopDelay();
  readonly #metricsTimer: NodeJS.Timeout | undefined;
  readonly #endThaw: () => void;
  #flushing: Promise<void> | undefined;
  #waiting = 0;
  #gaveUp = false;
  #closing: Promise<Counts> | undefined;

  constructor(definitions: Definitions, settings: Settings) {
    this.#events = new Map(Object.entries(definitions.events));
    this.#settings = settings;
    const { hash, keyId, column } = protection(settings.pii ?? settings.piiKey, () => this.#withoutKey());
    this.#keyColumn = column;
    this.#encoder = new FieldEncoder(hash);
    this.#contexts = new Contexts(definitions, hash);
    this.#notices = new Notices(settings.logger);
    const { service, environment } = settings;
    const [counter, notices] = [this.#counter, this.#notices];
    this.#refusals = new Refusals({ definitions, settings, counter, hash, keyId, notices });
    this.#writer = new LineWriter({ timeZone: definitions.timeZone, service, environment });
    this.#pipeline = new Pipeline({
      settings,
      counter,
      notices,
      writer: this.#writer,
      refuse: (line, reason, wasSpooled) => this.#refusals.keepLine(line, "refused-by-service", reason, wasSpooled),
    });
    const { onMetrics, metricsInterval } = settings;
    if (onMetrics) this.#metricsTimer = setInterval(() => this.#tellMetrics(onMetrics), metricsInterval).unref();
    settings.sink.attach?.(this);
    this.#endThaw = onThaw(() => this.#pipeline.sender.thaw());
    if (settings.heartbeat && hasHeartbeat(definitions)) {
      this.#heartbeat = new Heartbeat({
        sequences: () => this.#writer.sequences(),
        track: (name, properties) => this.track(name, properties),
      });
      this.#heartbeat.start();
    }
    enrol(this);
  }

  track(name: string, properties: object = {}): Receipt {
    const time = this.#time();
    const event = this.#events.get(name);
    this.#counter.accept();
    if (this.#closing) return this.#drop("closed");
    if (!event) return this.#unknownEvent(name, time, properties);
    if (!this.#pipeline.hasRoom) return this.#drop("queue-full");

    const encoder = this.#encoder;
    const encoded = encoder.encode(event, properties);
    if (encoded === TOO_LARGE) return this.#tooLarge(event, time, properties);
    const unknown = encoder.unknown;
    let contexts = event.hashes ? activeTrace() + this.#keyColumn : activeTrace();
    let fits = encoded !== REFUSED;
    let strange = unknown;
    for (const name of event.contexts) {
      const context = this.#contexts.get(name);
      if (!context) this.#withoutContext(event, name);
      else {
        contexts += context.text ?? "";
        fits &&= context.text !== undefined;
        strange += context.unknown;
      }
    }
    if (!fits || (strange > 0 && this.#settings.unknown === "refuse")) {
      return this.#violation(event, time, properties, encoded !== REFUSED, unknown);
    }
    const receipt = this.#pipeline.write(event, time, contexts, encoder.fields);
    if (!receipt) return this.#tooLarge(event, time, properties);
    if (strange > 0) this.#stripped(event, properties, strange);
    return receipt;
  }

  async flush({ deadline }: { readonly deadline?: number } = {}): Promise<Counts> {
    this.#flushing ??= this.#untilIdle().finally(() => {
      this.#flushing = undefined;
    });
    this.#waiting++;
    this.#pipeline.sender.awaited = true;
    await (deadline === undefined ? this.#flushing : within(this.#flushing, deadline));
    this.#waiting--;
    // Whoever gave up waiting keeps the process alive no longer.
    if (this.#waiting === 0) this.#pipeline.sender.awaited = false;
    return this.counts();
  }

  close({ deadline = DEFAULT_DEADLINE }: { readonly deadline?: number } = {}): Promise<Counts> {
    if (!this.#closing) {
      // The last word on each table's sequence, while events are still taken.
      this.#heartbeat?.close();
      this.#closing = this.#close(deadline);
    }
    return this.#closing;
  }

  counts(): Counts {
    return this.#counter.snapshot();
  }

  metrics(): Metrics {
    const { spool, sender, bytes } = this.#pipeline;
    const { calls, callsFailed, bytesSent, eventsPerRecord, batchFill } = sender.stats;
    return {
      ...this.counts(),
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

  health(): Health {
    const { queued, spooled } = this.counts();
    const problems = this.#closing ? ["the tracker is closed"] : this.#pipeline.problems;
    return {
      ok: problems.length === 0,
      problems,
      holding: this.#pipeline.sender.downFor !== undefined,
      keeping: this.#pipeline.keeping,
      pending: queued + spooled,
    };
  }

  withContext<Result>(contexts: ContextValues, body: () => Result): Result {
    return this.#contexts.run(contexts, body);
  }

  setContext(contexts: ContextValues): void {
    this.#contexts.set(contexts);
  }

  beforeExit(): Promise<unknown> {
    const { queued, spooled } = this.counts();
    if (queued + spooled === 0 || this.#gaveUp) return Promise.resolve();
    return this.flush({ deadline: BEFORE_EXIT }).then((counts) => {
      // A process is not kept alive for longer by a sink that is down: what is left is kept at its exit.
      this.#gaveUp = counts.queued + counts.spooled > 0;
    });
  }

  exit(): void {
    this.#pipeline.keepNow();
  }

  async #untilIdle(): Promise<void> {
    do {
      await Promise.all([this.#pipeline.drain(), ...this.#refusals.pending]);
    } while (!this.#pipeline.sender.stopped && (this.#pipeline.bytes > 0 || this.#refusals.pending.size > 0));
  }

  async #close(deadline: number): Promise<Counts> {
    const ends = performance.now() + deadline;
    this.#pipeline.sender.hurry();
    const flushed = this.flush();
    if (this.#settings.fallback && !(await within(flushed, deadline * BEFORE_FALLBACK))) {
      this.#pipeline.sender.useFallback();
    }
    await within(flushed, ends - performance.now());
    const left = await this.#pipeline.close();
    let lines = 0;
    for (const { parcel, from, to } of left) {
      lines += to - from;
      for (let line = from; line < to; line++) await this.#giveUp(parcel, line);
    }
    while (this.#refusals.pending.size > 0) await Promise.all(this.#refusals.pending);
    this.#endThaw();
    await this.#closeSink();
    clearInterval(this.#metricsTimer);
    if (this.#settings.onMetrics) this.#tellMetrics(this.#settings.onMetrics);
    this.#loopDelay.stop();
    discharge(this);
    this.#sayWhatIsLeft(lines);
    return this.counts();
  }

  #tellMetrics(hook: (metrics: Metrics) => void): void {
    const failed = (error: unknown) => this.#notices.once(`onMetrics threw ${textOf(error)}`);
    try {
      // A hook of the host may well be asynchronous, and reject.
      Promise.resolve(hook(this.metrics())).catch(failed);
    } catch (error) {
      failed(error);
    }
  }

  async #giveUp(parcel: Parcel, line: number): Promise<void> {
    const text = parcel.bytes.toString("utf8", parcel.start(line), parcel.start(line + 1));
    const why = "the tracker was closed before the sink took it";
    await this.#refusals.keepLine(text, "closed-before-delivery", why, parcel.segment !== undefined);
    parcel.finish(line, line + 1, { ok: false, level: "none", reason: why });
  }

  #sayWhatIsLeft(lines: number): void {
    const { handedOver } = this.counts();
    if (lines > 0) {
      this.#notices.warn(`closed with ${lines} events undelivered; they are dead letters with their whole lines`);
    }
    if (handedOver > 0) {
      this.#notices.warn(
        `closed with ${handedOver} events undelivered; they are in ${this.#settings.spool.directory}, where the next process finds them`,
      );
    }
  }

  async #closeSink(): Promise<void> {
    for (const sink of [this.#settings.sink, this.#settings.fallback]) {
      try {
        await sink?.close?.();
      } catch (error) {
        this.#notices.warn(`the sink could not be closed: ${textOf(error)}`);
      }
    }
  }

  /** Milliseconds since 1970; a clock of the host that gives none, or throws, is said once and not asked further. */
  #time(): number {
    try {
      const time = this.#settings.clock();
      if (Number.isFinite(time)) return time;
      this.#notices.once("the clock gave no time; the system's is taken.");
    } catch (error) {
      this.#notices.once(`the clock threw ${textOf(error)}; the system's is taken.`);
    }
    return Date.now();
  }

  #withoutContext(event: EventDefinition, name: string): void {
    if (this.#settings.mode !== "development") return;
    this.#notices.once(
      `${event.name} was tracked without its context "${name}"; its columns are NULL. Set it by withContext or the middleware.`,
    );
  }

  #unknownEvent(name: string, time: number, properties: object): Receipt {
    const receipt = new WriteReceipt();
    this.#refusals.unknownEvent({ receipt, event: { name: textOf(name).slice(0, 200) }, time, properties });
    return receipt;
  }

  #violation(event: EventDefinition, time: number, properties: object, encoded: boolean, unknown: number): Receipt {
    const receipt = new WriteReceipt();
    const contexts = event.contexts.flatMap((name): NamedContext[] => {
      const context = this.#contexts.get(name);
      return context ? [{ ...context, name }] : [];
    });
    this.#refusals.violation({ receipt, event, time, properties }, { encoded, unknown, contexts });
    return receipt;
  }

  #tooLarge(event: EventDefinition, time: number, properties: object): Receipt {
    const receipt = new WriteReceipt();
    this.#refusals.violation({ receipt, event, time, properties }, "too-large");
    return receipt;
  }

  #stripped(event: EventDefinition, properties: object, count: number): void {
    this.#counter.stripped += count;
    // In development they are named, which takes the explanation of the definition.
    if (this.#settings.mode === "development") this.#refusals.sayStripped(event.name, properties);
    else
      this.#notices.once(
        `${event.name} was tracked with properties that its definition does not name; they are left out and counted.`,
      );
  }

  #withoutKey(): void {
    this.#counter.hashesWithoutKey++;
    this.#notices.once("personal values to be hashed are left out, since there is no key; give the tracker pii.keys.");
  }

  #drop(reason: "closed" | "queue-full"): Receipt {
    this.#counter.drop(reason);
    if (reason === "queue-full")
      this.#notices.once(
        `the queue is full (${this.#settings.queueBytes} bytes); further events are dropped and counted.`,
      );
    if (reason === "closed") this.#notices.once("track was called after close; such events are dropped and counted.");
    return refusedReceipt(reason);
  }
}
