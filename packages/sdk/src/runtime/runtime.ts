// The tracker's core: validate and encode, queue, send, and keep count of every event.
// In production no call throws: what cannot be tracked is a dead letter or counted as dropped.
import { ENCODER_ABI } from "@tracklake/envelope";
import { Counter, type Counts } from "../counts.js";
import type { DeadLetterReason } from "../dead-letters/dead-letters.js";
import type { Definitions, EncodeState, EventDefinition } from "../definitions.js";
import { LineQueue, type QueuedLine } from "../delivery/queue.js";
import { Sender } from "../delivery/sender.js";
import { SdkError } from "../errors.js";
import { PendingReceipt, type Receipt } from "../receipt.js";
import { Contexts, type ContextValues } from "./contexts.js";
import { LineWriter } from "./line-writer.js";
import { Notices } from "./notices.js";
import { type Settings, settingsOf, type TrackerOptions } from "./options.js";
import { piiHash } from "./pii.js";
import { type NamedContext, Refusals } from "./refusals.js";

/** What every generated tracker can do beside its events. */
export interface Runtime {
  /** Tracks an event by its name; generated methods call this. Never throws in production. */
  track(name: string, properties?: object): Receipt;
  /** Resolves when nothing is queued, in flight or being explained any more; calls at the same time share it. */
  flush(): Promise<void>;
  /**
   * Sends what is left, then stops; calling it again gives the same answer.
   *
   * @param options - `deadline`: milliseconds that sending may take, default 10,000. What is left then becomes dead
   * letters with their whole lines.
   */
  close(options?: { readonly deadline?: number }): Promise<Counts>;
  /** The states of all events at this moment. */
  counts(): Counts;
  /** Runs a function whose events carry these contexts, beside those that are set. */
  withContext<Result>(contexts: ContextValues, body: () => Result): Result;
  /** Sets contexts for the rest of the current asynchronous context. */
  setContext(contexts: ContextValues): void;
}

const DEFAULT_DEADLINE = 10_000;

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

class Tracker implements Runtime {
  readonly #definitions: Definitions;
  readonly #settings: Settings;
  readonly #counter = new Counter();
  readonly #queue: LineQueue;
  readonly #sender: Sender;
  readonly #contexts: Contexts;
  readonly #writer: LineWriter;
  readonly #state: EncodeState;
  readonly #notices: Notices;
  readonly #refusals: Refusals;
  #flushing: Promise<void> | undefined;
  #closing: Promise<Counts> | undefined;

  constructor(definitions: Definitions, settings: Settings) {
    this.#definitions = definitions;
    this.#settings = settings;
    this.#state = { unknown: 0, hash: piiHash(settings.piiKey) };
    this.#contexts = new Contexts(definitions, this.#state.hash);
    this.#writer = new LineWriter({
      timeZone: definitions.timeZone,
      service: settings.service,
      environment: settings.environment,
    });
    this.#notices = new Notices(settings.logger);
    this.#refusals = new Refusals({
      definitions,
      settings,
      counter: this.#counter,
      hash: this.#state.hash,
      notices: this.#notices,
    });
    this.#queue = new LineQueue(settings.queueBytes);
    this.#sender = new Sender({
      sink: settings.sink,
      queue: this.#queue,
      counter: this.#counter,
      interval: settings.flushInterval,
      refuse: (line, reason) => this.#keepLine(line, "refused-by-service", reason),
      notice: (message) => this.#notices.warn(message),
    });
  }

  track(name: string, properties: object = {}): Receipt {
    const time = this.#settings.clock();
    const id = this.#writer.newId(time);
    const receipt = new PendingReceipt(id);
    const event = Object.hasOwn(this.#definitions.events, name) ? this.#definitions.events[name] : undefined;
    this.#counter.accept();
    if (this.#closing) return this.#drop(receipt, "closed");
    if (!event) {
      this.#refusals.unknownEvent({ receipt, event: { name: String(name).slice(0, 200) }, time, properties });
      return receipt;
    }
    const call = { receipt, event, time, properties };

    const fields = this.#encode(event, properties);
    const unknown = this.#state.unknown;
    const contexts = this.#contextsOf(event);
    const text = contexts.reduce((all, context) => all + (context.text ?? ""), "");
    const strange = unknown + contexts.reduce((sum, context) => sum + context.unknown, 0);
    const whole = fields !== undefined && contexts.every((context) => context.text !== undefined);
    if (!whole || (strange > 0 && this.#settings.unknown === "refuse")) {
      this.#refusals.violation(call, { encoded: fields !== undefined, unknown, contexts });
      return receipt;
    }
    const line = this.#writer.write(id, event, time, text + fields);
    if (!line) {
      this.#refusals.violation(call, "too-large");
      return receipt;
    }
    if (strange > 0) this.#stripped(event, strange);
    const queued: QueuedLine = { ...line, receipt };
    if (!this.#queue.push(queued)) return this.#drop(receipt, "queue-full");
    receipt.queued();
    this.#sender.wake();
    return receipt;
  }

  flush(): Promise<void> {
    this.#flushing ??= this.#untilIdle().finally(() => {
      this.#flushing = undefined;
    });
    return this.#flushing;
  }

  close({ deadline = DEFAULT_DEADLINE }: { readonly deadline?: number } = {}): Promise<Counts> {
    this.#closing ??= this.#close(deadline);
    return this.#closing;
  }

  counts(): Counts {
    return this.#counter.snapshot();
  }

  withContext<Result>(contexts: ContextValues, body: () => Result): Result {
    return this.#contexts.run(contexts, body);
  }

  setContext(contexts: ContextValues): void {
    this.#contexts.set(contexts);
  }

  async #untilIdle(): Promise<void> {
    while (!this.#sender.stopped && (this.#queue.bytes > 0 || this.#refusals.pending.size > 0)) {
      await Promise.all([this.#sender.drain(), ...this.#refusals.pending]);
    }
  }

  async #close(deadline: number): Promise<Counts> {
    // The timer keeps the process alive until closing is done, which is what the host asked for.
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, deadline);
    });
    await Promise.race([this.flush(), late]);
    clearTimeout(timer);
    const left = this.#sender.stop();
    await Promise.all(
      left.map((line) =>
        this.#keepLine(line, "closed-before-delivery", "the tracker was closed before the sink took it"),
      ),
    );
    while (this.#refusals.pending.size > 0) await Promise.all(this.#refusals.pending);
    await this.#closeSink();
    if (left.length > 0)
      this.#notices.warn(`closed with ${left.length} events undelivered; they are dead letters with their whole lines`);
    return this.counts();
  }

  async #closeSink(): Promise<void> {
    try {
      await this.#settings.sink.close?.();
    } catch (error) {
      this.#notices.warn(`the sink could not be closed: ${String(error)}`);
    }
  }

  #keepLine(line: QueuedLine, reason: DeadLetterReason, why: string): Promise<void> {
    this.#queue.release(line);
    return this.#refusals.keepLine(line, reason, why);
  }

  #encode(event: EventDefinition, properties: object): string | undefined {
    this.#state.unknown = 0;
    try {
      return event.encode(properties, this.#state);
    } catch {
      // A getter or a toJSON of the host threw; the explanation meets it again and says so.
      return undefined;
    }
  }

  #contextsOf(event: EventDefinition): NamedContext[] {
    return event.contexts.flatMap((name) => {
      const context = this.#contexts.get(name);
      if (context) return [{ ...context, name }];
      if (this.#settings.mode === "development") {
        this.#notices.once(
          `${event.name} was tracked without its context "${name}"; its columns are NULL. Set it by withContext or the middleware.`,
        );
      }
      return [];
    });
  }

  #stripped(event: EventDefinition, count: number): void {
    this.#counter.stripped += count;
    this.#notices.once(
      `${event.name} was tracked with properties that its definition does not name; they are left out and counted.`,
    );
  }

  #drop(receipt: PendingReceipt, reason: string): Receipt {
    this.#counter.drop(reason);
    receipt.settle({ ok: false, level: "none", reason });
    if (reason === "queue-full")
      this.#notices.once(
        `the queue is full (${this.#settings.queueBytes} bytes); further events are dropped and counted.`,
      );
    if (reason === "closed") this.#notices.once("track was called after close; such events are dropped and counted.");
    return receipt;
  }
}
