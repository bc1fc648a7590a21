// The tracker's core: validate and encode, queue, send, and keep count of every event.
// In production no call throws: what cannot be tracked is a dead letter or counted as dropped.
import { ENCODER_ABI, timestampText } from "@tracklake/envelope";
import { Counter, type Counts } from "../counts.js";
import type { DeadLetter, DeadLetterReason } from "../dead-letters/dead-letters.js";
import { type Redacted, redacted } from "../dead-letters/redact.js";
import type { Definitions, EncodeState, EventDefinition, Explainer, Explainers, Violation } from "../definitions.js";
import { LineQueue, type QueuedLine } from "../delivery/queue.js";
import { Sender } from "../delivery/sender.js";
import { SdkError } from "../errors.js";
import { PendingReceipt, type Receipt } from "../receipt.js";
import { Contexts, type ContextValues, type SetContext } from "./contexts.js";
import { LineWriter } from "./line-writer.js";
import { type Settings, settingsOf, type TrackerOptions } from "./options.js";
import { piiHash } from "./pii.js";
import { reasonsOf, wordingOf } from "./violations.js";

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

type NamedContext = SetContext & { readonly name: string };

/** What was refused: the line for its size, or the properties or contexts for what is in them. */
type Refusal =
  | "too-large"
  | { readonly encoded: boolean; readonly unknown: number; readonly contexts: readonly NamedContext[] };

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
  readonly #explaining = new Set<Promise<void>>();
  readonly #said = new Set<string>();
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
    this.#queue = new LineQueue(settings.queueBytes);
    this.#sender = new Sender({
      sink: settings.sink,
      queue: this.#queue,
      counter: this.#counter,
      interval: settings.flushInterval,
      refuse: (line, reason) => this.#refusedByService(line, reason),
      notice: (message) => this.#warn(message),
    });
  }

  track(name: string, properties: object = {}): Receipt {
    const time = this.#settings.clock();
    const id = this.#writer.newId(time);
    const receipt = new PendingReceipt(id);
    const event = Object.hasOwn(this.#definitions.events, name) ? this.#definitions.events[name] : undefined;
    this.#counter.accept();
    if (this.#closing) return this.#drop(receipt, "closed");
    if (!event) return this.#unknownEvent(receipt, name, time, properties);

    const fields = this.#encode(event, properties);
    const unknown = this.#state.unknown;
    const contexts = this.#contextsOf(event);
    const text = contexts.reduce((all, context) => all + (context.text ?? ""), "");
    const strange = unknown + contexts.reduce((sum, context) => sum + context.unknown, 0);
    const whole = fields !== undefined && contexts.every((context) => context.text !== undefined);
    if (!whole || (strange > 0 && this.#settings.unknown === "refuse")) {
      return this.#violation(receipt, event, time, properties, { encoded: fields !== undefined, unknown, contexts });
    }
    const line = this.#writer.write(id, event, time, text + fields);
    if (!line) return this.#violation(receipt, event, time, properties, "too-large");
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
    while (!this.#sender.stopped && (this.#queue.bytes > 0 || this.#explaining.size > 0)) {
      await Promise.all([this.#sender.drain(), ...this.#explaining]);
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
    await Promise.all(this.#explaining);
    await this.#settings.sink.close?.();
    if (left.length > 0)
      this.#warn(`closed with ${left.length} events undelivered; they are dead letters with their whole lines`);
    return this.counts();
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
        this.#warnOnce(
          `${event.name} was tracked without its context "${name}"; its columns are NULL. Set it by withContext or the middleware.`,
        );
      }
      return [];
    });
  }

  #stripped(event: EventDefinition, count: number): void {
    this.#counter.stripped += count;
    this.#warnOnce(
      `${event.name} was tracked with properties that its definition does not name; they are left out and counted.`,
    );
  }

  #unknownEvent(receipt: PendingReceipt, name: string, time: number, properties: object): Receipt {
    const violations = [{ path: "", reason: "is not an event of the generated client" }];
    const label = String(name).slice(0, 200);
    if (this.#settings.mode === "test") {
      this.#drop(receipt, "violation-thrown");
      throw new SdkError(
        "unknown-event",
        `track: there is no event ${JSON.stringify(label)}. Define it and run npx tracklake generate.`,
      );
    }
    this.#later(async () =>
      this.#deadLetter(receipt, { name: label }, time, "violation", violations, properties, undefined),
    );
    return receipt;
  }

  #violation(
    receipt: PendingReceipt,
    event: EventDefinition,
    time: number,
    properties: object,
    what: Refusal,
  ): Receipt {
    const strict = this.#settings.unknown === "refuse";
    const violationsBy = (explainers: Explainers): readonly Violation[] => {
      if (what === "too-large") {
        return [{ path: "", reason: "is larger than a line may be (1,024,000 bytes with its newline)" }];
      }
      const ofContexts = what.contexts.flatMap(({ name, value, text, unknown }) =>
        reasonsOf(explainers.contexts[name], value, text !== undefined, strict && unknown > 0).map(
          ({ path, reason }) => ({
            path: `/contexts/${name}${path}`,
            reason,
          }),
        ),
      );
      const own = reasonsOf(explainers.events[event.name], properties, what.encoded, strict && what.unknown > 0);
      return [...ofContexts, ...own];
    };
    if (this.#settings.mode === "test") {
      this.#drop(receipt, "violation-thrown");
      throw new SdkError(
        "violation",
        wordingOf({ event: event.name, violations: violationsBy(this.#definitions.explainersNow()) }),
      );
    }
    this.#later(async () => {
      const explainers = await this.#explainers();
      const violations = explainers ? violationsBy(explainers) : [{ path: "", reason: "does not fit its definition" }];
      const reason = what === "too-large" ? what : "violation";
      await this.#deadLetter(receipt, event, time, reason, violations, properties, explainers);
    });
    return receipt;
  }

  async #explainers(): Promise<Explainers | undefined> {
    try {
      return await this.#definitions.explainers();
    } catch (error) {
      this.#warnOnce(
        `the explainers of the generated client cannot be loaded (${String(error)}); dead letters come without reasons.`,
      );
      return undefined;
    }
  }

  async #deadLetter(
    receipt: PendingReceipt,
    event: Pick<EventDefinition, "name"> & Partial<EventDefinition>,
    time: number,
    reason: DeadLetterReason,
    violations: readonly Violation[],
    properties: object,
    explainers: Explainers | undefined,
  ): Promise<void> {
    const { known, unknown } = this.#redacted(explainers?.events[event.name], properties);
    const letter: DeadLetter = {
      event_id: receipt.eventId,
      event_name: event.name,
      ...(event.major === undefined ? {} : { event_major: event.major }),
      ...(event.revision === undefined ? {} : { event_revision: event.revision }),
      event_time: timestampText(time) ?? "",
      service: this.#settings.service,
      reason,
      violations,
      known,
      unknown,
    };
    const report = { event: event.name, violations };
    if (this.#settings.mode === "development") this.#warn(wordingOf(report));
    else this.#warnOnce(`${event.name} was refused and is a dead letter; further ones are only counted.`);
    try {
      this.#settings.onViolation?.(report);
    } catch (error) {
      this.#warnOnce(`onViolation threw ${String(error)}`);
    }
    await this.#keep(letter, receipt, wordingOf(report));
  }

  #redacted(explainer: Explainer | undefined, properties: object): Redacted {
    try {
      return redacted(explainer, properties, this.#state.hash);
    } catch {
      // A proxy of the host threw wherever it was touched; nothing of it can be kept.
      return { known: undefined, unknown: [] };
    }
  }

  #refusedByService(line: QueuedLine, reason: string): Promise<void> {
    return this.#keepLine(line, "refused-by-service", reason);
  }

  async #keepLine(line: QueuedLine, reason: DeadLetterReason, why: string): Promise<void> {
    const { event_name, event_major, event_revision, event_time } = JSON.parse(line.text) as DeadLetter;
    this.#queue.release(line);
    const head = { event_id: line.eventId, event_name, event_time, service: this.#settings.service, reason };
    const version = { event_major: Number(event_major), event_revision: Number(event_revision) };
    await this.#keep(
      { ...head, ...version, violations: [{ path: "", reason: why }], line: line.text },
      line.receipt,
      why,
    );
  }

  async #keep(letter: DeadLetter, receipt: PendingReceipt, why: string): Promise<void> {
    let kept = false;
    try {
      kept = await this.#settings.deadLetters.add(letter);
      if (!kept) this.#warnOnce("there is no room for more dead letters; further ones are dropped and counted.");
    } catch (error) {
      this.#warnOnce(`dead letters cannot be kept (${String(error)}); they are dropped and counted.`);
    }
    if (kept) this.#counter.deadLetter(letter.reason);
    else this.#counter.drop("dead-letters-full");
    receipt.settle({ ok: false, level: "none", reason: why });
  }

  #drop(receipt: PendingReceipt, reason: string): Receipt {
    this.#counter.drop(reason);
    receipt.settle({ ok: false, level: "none", reason });
    if (reason === "queue-full")
      this.#warnOnce(`the queue is full (${this.#settings.queueBytes} bytes); further events are dropped and counted.`);
    if (reason === "closed") this.#warnOnce("track was called after close; such events are dropped and counted.");
    return receipt;
  }

  #later(work: () => Promise<void>): void {
    const done = work().finally(() => this.#explaining.delete(done));
    this.#explaining.add(done);
  }

  #warn(message: string): void {
    try {
      this.#settings.logger.warn(`tracklake: ${message}`);
    } catch (error) {
      process.emitWarning(`tracklake: ${message} (and the logger threw ${String(error)})`);
    }
  }

  #warnOnce(message: string): void {
    if (this.#said.has(message) || this.#said.size > 1_000) return;
    this.#said.add(message);
    this.#warn(message);
  }
}
