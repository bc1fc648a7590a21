// What becomes of an event that is not tracked: thrown in tests, otherwise explained and kept as a dead letter.
// What is refused is counted by reason, whatever becomes of it then.
import { eventId, timestampText } from "@tracklake/envelope";
import type { Counter } from "../counts.js";
import type { DeadLetter, DeadLetterReason } from "../dead-letters/dead-letters.js";
import { letterValues } from "../dead-letters/letter-values.js";
import type { Definitions, EncodeState, EventDefinition, Explainers, Violation } from "../definitions.js";
import { SdkError } from "../errors.js";
import type { WriteReceipt } from "../receipt.js";
import { textOf } from "../text-of.js";
import { Explanations, type Work } from "./explanations.js";
import { Letters } from "./letters.js";
import type { Notices } from "./notices.js";
import type { Settings } from "./options.js";
import type { SetContext } from "./set-context.js";
import { reasonsOf, wordingOf } from "./violations.js";

/** A context as it was set, with its name. */
export type NamedContext = SetContext & { readonly name: string };

/** What was refused: the line for its size, or the properties or contexts for what is in them. */
export type Refusal =
  | "too-large"
  | { readonly encoded: boolean; readonly unknown: number; readonly contexts: readonly NamedContext[] };

/** A call of track that is refused. */
export interface RefusedCall {
  readonly receipt: WriteReceipt;
  readonly event: Pick<EventDefinition, "name"> & Partial<EventDefinition>;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly properties: object;
}

interface RefusalsOptions {
  readonly definitions: Definitions;
  readonly settings: Settings;
  readonly counter: Counter;
  readonly hash: EncodeState["hash"];
  /** The id of the hash's key. */
  readonly keyId?: string | undefined;
  readonly notices: Notices;
}

/** Which values are personal is known from the explainers alone, so that without them none may leave memory. */
const NO_VALUES = "its values are not kept";

/** Explains refused events and keeps them. */
export class Refusals {
  readonly #options: RefusalsOptions;
  readonly #explanations: Explanations;
  readonly #letters: Letters;
  readonly #pending = new Set<Promise<void>>();

  constructor(options: RefusalsOptions) {
    this.#options = options;
    this.#explanations = new Explanations(options.definitions, options.notices);
    this.#letters = new Letters(options);
  }

  /** Events that are being explained. */
  get pending(): ReadonlySet<Promise<void>> {
    return this.#pending;
  }

  /** Time is up: what is not explained by now is a dead letter without an explanation. */
  explainNoMore(): void {
    this.#explanations.end();
  }

  /** Time is up: what is not kept by now counts as dropped. */
  end(): void {
    this.explainNoMore();
    this.#letters.end();
  }

  /** An event that the client does not have. @throws SdkError `unknown-event` in test mode. */
  unknownEvent(call: RefusedCall): void {
    const { name } = call.event;
    this.#options.counter.refuse("unknown-event");
    this.#throwInTests(
      call,
      "unknown-event",
      () => `track: there is no event ${JSON.stringify(name)}. Define it and run npx tracklake generate.`,
    );
    const violations = [{ path: "", reason: "is not an event of the generated client" }];
    this.#deadLetter(call, "violation", violations, [], undefined);
  }

  /** An event that does not fit. @throws SdkError `violation` in test mode. */
  violation(call: RefusedCall, refusal: Refusal): void {
    const { definitions, counter } = this.#options;
    const { name } = call.event;
    counter.refuse(refusal === "too-large" ? refusal : "violation");
    this.#throwInTests(call, "violation", () =>
      wordingOf({ event: name, violations: this.#violations(call, refusal, definitions.explainersNow()) }),
    );
    const contexts = refusal === "too-large" ? [] : refusal.contexts;
    const held = [...contexts.map(({ value }) => value), call.properties];
    const taken = this.#explain(held, (held, explainers, whole) => {
      // Of a copy that is not whole the last may be missing.
      const of = (index: number) => held[index] ?? {};
      const then = contexts.map((context, index) => ({ ...context, value: of(index) }));
      const as = refusal === "too-large" ? refusal : { ...refusal, contexts: then };
      this.#explained({ ...call, properties: of(contexts.length) }, as, explainers, whole);
    });
    if (taken) return;
    const violations = [{ path: "", reason: `was refused with too many others at once to be explained; ${NO_VALUES}` }];
    this.#deadLetter(call, refusal === "too-large" ? refusal : "violation", violations, [], undefined);
  }

  /** Says, in development, which properties of an event were left out. */
  sayStripped(name: string, properties: object): void {
    this.#explain(properties, (held, explainers) => {
      const violations = reasonsOf(explainers?.events[name], held, true, true);
      const named = wordingOf({ event: name, violations });
      this.#options.notices.hintOnce(`${named}; it is left out and counted.`);
    });
  }

  #explain<Held>(held: Held, work: Work<Held>): boolean {
    const taken = this.#explanations.explain(held, work);
    if (taken && this.#explanations.waiting) void this.#later(() => this.#explanations.done);
    return taken;
  }

  #explained(call: RefusedCall, refusal: Refusal, explainers: Explainers | undefined, whole: boolean): void {
    const violations = this.#explanation(call, refusal, explainers, whole);
    if (refusal === "too-large") this.#deadLetter(call, refusal, violations, [], explainers, whole);
    else this.#deadLetter(call, "violation", violations, refusal.contexts, explainers, whole);
  }

  #explanation(
    call: RefusedCall,
    refusal: Refusal,
    explainers: Explainers | undefined,
    whole: boolean,
  ): readonly Violation[] {
    if (!explainers) return [{ path: "", reason: `does not fit its definition; ${NO_VALUES}` }];
    if (whole || refusal === "too-large") return this.#violations(call, refusal, explainers);
    return [{ path: "", reason: "does not fit its definition, and has too many members to be explained" }];
  }

  /** A line that was valid and cannot be delivered: kept whole. */
  keepLine(line: string, reason: DeadLetterReason, why: string, wasSpooled: boolean): Promise<void> {
    const { event_id, event_name, event_major, event_revision, event_time } = JSON.parse(line) as DeadLetter;
    const { service } = this.#options.settings;
    const head = { event_id, event_name, event_time, service, reason };
    const version = { event_major: Number(event_major), event_revision: Number(event_revision) };
    const violations = [{ path: "", reason: why }];
    if (reason === "refused-by-service") this.#options.counter.refuse(reason);
    return this.#later(() => this.#letters.keep({ ...head, ...version, violations, line }, wasSpooled));
  }

  #throwInTests({ receipt }: RefusedCall, code: "violation" | "unknown-event", message: () => string): void {
    if (this.#options.settings.mode !== "test") return;
    const reason = "violation-thrown";
    this.#options.counter.drop(reason);
    receipt.settle({ ok: false, level: "none", reason });
    throw new SdkError(code, message());
  }

  #violations({ event, properties }: RefusedCall, refusal: Refusal, explainers: Explainers): readonly Violation[] {
    if (refusal === "too-large") {
      return [{ path: "", reason: "is larger than a line may be (1,024,000 bytes with its newline)" }];
    }
    const strict = this.#options.settings.unknown === "refuse";
    const ofContexts = refusal.contexts.flatMap(({ name, value, text, unknown }) => {
      const reasons = reasonsOf(explainers.contexts[name], value, text !== undefined, strict && unknown > 0);
      return reasons.map(({ path, reason }) => ({ path: `/contexts/${name}${path}`, reason }));
    });
    const own = reasonsOf(explainers.events[event.name], properties, refusal.encoded, strict && refusal.unknown > 0);
    return [...ofContexts, ...own];
  }

  #deadLetter(
    { receipt, event, time, properties }: RefusedCall,
    reason: DeadLetterReason,
    violations: readonly Violation[],
    contexts: readonly NamedContext[],
    explainers: Explainers | undefined,
    whole = true,
  ): void {
    const { hash, keyId, notices, settings } = this.#options;
    const letter: DeadLetter = {
      // Nobody else knows of the event, so its id may be made now; its time is that of the call.
      event_id: eventId(time),
      event_name: event.name,
      ...(event.major === undefined ? {} : { event_major: event.major }),
      ...(event.revision === undefined ? {} : { event_revision: event.revision }),
      event_time: timestampText(time) ?? "",
      service: settings.service,
      environment: settings.environment,
      reason,
      violations,
      ...letterValues(event.name, properties, contexts, { explainers, hash, whole }),
      ...(event.hashes && keyId !== undefined ? { pii_key_id: keyId } : {}),
    };
    const report = { event: event.name, violations };
    if (settings.mode === "development") notices.hint(wordingOf(report));
    else notices.hintOnce(`${event.name} was refused and is a dead letter; further ones are only counted.`);
    const failed = (error: unknown) => notices.hintOnce(`onViolation threw ${textOf(error)}`);
    try {
      // A hook of the host may well be asynchronous, and reject.
      Promise.resolve(settings.onViolation?.(report)).catch(failed);
    } catch (error) {
      failed(error);
    }
    void this.#later(async () => {
      await this.#letters.keep(letter, false);
      receipt.settle({ ok: false, level: "none", reason: wordingOf(report) });
    });
  }

  #later(work: () => Promise<void>): Promise<void> {
    const done = work().finally(() => this.#pending.delete(done));
    this.#pending.add(done);
    return done;
  }
}
