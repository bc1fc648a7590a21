// The tracker: validate and encode, write the line, and account for what is not taken.
// In production no call throws: what cannot be tracked is a dead letter or counted as dropped.
import { Counter, type Counts } from "../counts.js";
import type { Definitions, EventDefinition } from "../definitions.js";
import { REFUSED, TOO_LARGE } from "../encode/field-buffer.js";
import { SdkError } from "../errors.js";
import { FieldEncoder } from "../line/field-encoder.js";
import { LineWriter } from "../line/line-writer.js";
import type { Health } from "../metrics/health.js";
import type { Metrics } from "../metrics/metrics.js";
import { type Receipt, refusedReceipt, WriteReceipt } from "../receipt.js";
import { textOf } from "../text-of.js";
import { activeTrace } from "../trace/active-span.js";
import { Contexts, type ContextValues } from "./contexts.js";
import { Heartbeat, hasHeartbeat } from "./heartbeat.js";
import { Life } from "./life.js";
import { Measurements } from "./measurements.js";
import { Notices } from "./notices.js";
import type { Settings } from "./options.js";
import { protection } from "./pii.js";
import { Pipeline } from "./pipeline.js";
import { type NamedContext, Refusals } from "./refusals.js";
import type { Runtime } from "./runtime.js";

/** Milliseconds that closing may take, unless said otherwise. */
const DEFAULT_DEADLINE = 10_000;

/** A tracker of one generated client. */
export class Tracker implements Runtime {
  readonly #events: ReadonlyMap<string, EventDefinition>;
  readonly #settings: Settings;
  readonly #counter = new Counter();
  readonly #contexts: Contexts;
  readonly #encoder: FieldEncoder;
  readonly #keyColumn: string;
  readonly #writer: LineWriter;
  readonly #notices: Notices;
  readonly #refusals: Refusals;
  readonly #pipeline: Pipeline;
  readonly #measurements: Measurements;
  readonly #life: Life;

  constructor(definitions: Definitions, settings: Settings) {
    this.#events = new Map(Object.entries(definitions.events));
    this.#settings = settings;
    const { hash, keyId, column } = protection(settings.pii ?? settings.piiKey, () => this.#withoutKey());
    this.#keyColumn = column;
    this.#encoder = new FieldEncoder(hash);
    this.#contexts = new Contexts(definitions, hash, (name) => this.#unknownContext(name));
    this.#notices = new Notices(settings);
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
      refuseNoMore: () => this.#refusals.end(),
    });
    const pipeline = this.#pipeline;
    this.#measurements = new Measurements({ settings, counter, pipeline, notices });
    settings.sink.attach?.(this);
    const { heartbeat } = settings;
    this.#life = new Life({
      ...{ settings, counter, pipeline, notices },
      refusals: this.#refusals,
      measurements: this.#measurements,
      heartbeat: heartbeat && hasHeartbeat(definitions) ? this.#newHeartbeat() : undefined,
    });
  }

  track(name: string, properties: object = {}): Receipt {
    const time = this.#time();
    const event = this.#events.get(name);
    this.#counter.accept();
    if (this.#life.closed) return this.#drop("closed");
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

  flush({ deadline }: { readonly deadline?: number } = {}): Promise<Counts> {
    return this.#life.flush(deadline);
  }

  close({ deadline = DEFAULT_DEADLINE }: { readonly deadline?: number } = {}): Promise<Counts> {
    return this.#life.close(deadline);
  }

  counts(): Counts {
    return this.#counter.snapshot();
  }

  metrics(): Metrics {
    return this.#measurements.metrics();
  }

  health(): Health {
    return this.#measurements.health(this.#life.closed);
  }

  withContext<Result>(contexts: ContextValues, body: () => Result): Result {
    return this.#contexts.run(contexts, body);
  }

  setContext(contexts: ContextValues): void {
    this.#contexts.set(contexts);
  }

  #newHeartbeat(): Heartbeat {
    return new Heartbeat({
      sequences: () => this.#writer.sequences(),
      track: (name, properties) => this.track(name, properties),
    });
  }

  /** Milliseconds since 1970; a clock of the host that gives none, or throws, is said once and not asked further. */
  #time(): number {
    try {
      const time = this.#settings.clock();
      if (Number.isFinite(time)) return time;
      this.#notices.hintOnce("the clock gave no time; the system's is taken.");
    } catch (error) {
      this.#notices.hintOnce(`the clock threw ${textOf(error)}; the system's is taken.`);
    }
    return Date.now();
  }

  #unknownContext(name: string): void {
    const message = `a context "${textOf(name).slice(0, 200)}" was set, and no definition has one of this name; it is left out`;
    if (this.#settings.mode === "test") throw new SdkError("violation", `${message}.`);
    this.#counter.stripped++;
    this.#notices.hintOnce(`${message} and counted.`);
  }

  #withoutContext(event: EventDefinition, name: string): void {
    if (this.#settings.mode !== "development") return;
    this.#notices.hintOnce(
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
      this.#notices.hintOnce(
        `${event.name} was tracked with properties that its definition does not name; they are left out and counted.`,
      );
  }

  #withoutKey(): void {
    this.#counter.hashesWithoutKey++;
    this.#notices.hintOnce(
      "personal values to be hashed are left out, since there is no key; give the tracker pii.keys.",
    );
  }

  #drop(reason: "closed" | "queue-full"): Receipt {
    this.#counter.refuse(reason);
    this.#counter.drop(reason);
    if (reason === "closed") this.#notices.once("track was called after close; such events are dropped and counted.");
    else {
      this.#pipeline.atCap();
      const { queueBytes } = this.#settings;
      this.#notices.once(`the queue is full (${queueBytes} bytes); further events are dropped and counted.`);
    }
    return refusedReceipt(reason);
  }
}
