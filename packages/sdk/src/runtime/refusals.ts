// What becomes of an event that is not tracked: thrown in tests, otherwise explained and kept as a dead letter.
// The explanation is loaded when it is first needed, so the host's call has long returned.
import { eventId, timestampText } from "@tracklake/envelope";
import type { Counter } from "../counts.js";
import type { DeadLetter, DeadLetterReason } from "../dead-letters/dead-letters.js";
import { letterValues } from "../dead-letters/letter-values.js";
import type { Definitions, EncodeState, EventDefinition, Explainers, Violation } from "../definitions.js";
import { SdkError } from "../errors.js";
import type { WriteReceipt } from "../receipt.js";
import type { Notices } from "./notices.js";
import type { Settings } from "./options.js";
import type { SetContext } from "./set-context.js";
import { textOf } from "../text-of.js";
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

/** Explains refused events and keeps them. */
export class Refusals {
  readonly #options: RefusalsOptions;
  readonly #pending = new Set<Promise<void>>();
  #loaded: Explainers | undefined;

  constructor(options: RefusalsOptions) {
    this.#options = options;
  }

  /** Events that are being explained. */
  get pending(): ReadonlySet<Promise<void>> {
    return this.#pending;
  }

  /** An event that the client does not have. @throws SdkError `unknown-event` in test mode. */
  unknownEvent(call: RefusedCall): void {
    const { name } = call.event;
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
    const { definitions } = this.#options;
    const { name } = call.event;
    this.#throwInTests(call, "violation", () =>
      wordingOf({ event: name, violations: this.#violations(call, refusal, definitions.explainersNow()) }),
    );
    // Once the explanation is there it is given at the call, since the host may use its object for something else.
    if (this.#loaded) this.#explained(call, refusal, this.#loaded);
    else void this.#later(async () => this.#explained(call, refusal, await this.#explainers()));
  }

  /** Says, in development, which properties of an event were left out. */
  sayStripped(name: string, properties: object): void {
    const say = (explainers: Explainers | undefined) => {
      const violations = reasonsOf(explainers?.events[name], properties, true, true);
      const named = wordingOf({ event: name, violations });
      this.#options.notices.once(`${named}; it is left out and counted.`);
    };
    if (this.#loaded) say(this.#loaded);
    else void this.#later(async () => say(await this.#explainers()));
  }

  #explained(call: RefusedCall, refusal: Refusal, explainers: Explainers | undefined): void {
    const violations = explainers
      ? this.#violations(call, refusal, explainers)
      : [{ path: "", reason: "does not fit its definition" }];
    if (refusal === "too-large") this.#deadLetter(call, refusal, violations, [], explainers);
    else this.#deadLetter(call, "violation", violations, refusal.contexts, explainers);
  }

  /** A line that was valid and cannot be delivered: kept whole. */
  keepLine(line: string, reason: DeadLetterReason, why: string, wasSpooled: boolean): Promise<void> {
    const { event_id, event_name, event_major, event_revision, event_time } = JSON.parse(line) as DeadLetter;
    const { service } = this.#options.settings;
    const head = { event_id, event_name, event_time, service, reason };
    const version = { event_major: Number(event_major), event_revision: Number(event_revision) };
    const violations = [{ path: "", reason: why }];
    return this.#later(() => this.#keep({ ...head, ...version, violations, line }, wasSpooled));
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

  async #explainers(): Promise<Explainers | undefined> {
    try {
      this.#loaded = await this.#options.definitions.explainers();
      return this.#loaded;
    } catch (error) {
      this.#options.notices.once(
        `the explainers of the generated client cannot be loaded (${textOf(error)}); dead letters come without reasons.`,
      );
      return undefined;
    }
  }

  #deadLetter(
    { receipt, event, time, properties }: RefusedCall,
    reason: DeadLetterReason,
    violations: readonly Violation[],
    contexts: readonly NamedContext[],
    explainers: Explainers | undefined,
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
      ...letterValues(event.name, properties, contexts, explainers, hash),
      ...(event.hashes && keyId !== undefined ? { pii_key_id: keyId } : {}),
    };
    const report = { event: event.name, violations };
    if (settings.mode === "development") notices.warn(wordingOf(report));
    else notices.once(`${event.name} was refused and is a dead letter; further ones are only counted.`);
    const failed = (error: unknown) => notices.once(`onViolation threw ${textOf(error)}`);
    try {
      // A hook of the host may well be asynchronous, and reject.
      Promise.resolve(settings.onViolation?.(report)).catch(failed);
    } catch (error) {
      failed(error);
    }
    void this.#later(async () => {
      await this.#keep(letter, false);
      receipt.settle({ ok: false, level: "none", reason: wordingOf(report) });
    });
  }

  async #keep(letter: DeadLetter, wasSpooled: boolean): Promise<void> {
    const { settings, notices, counter } = this.#options;
    let kept = false;
    try {
      kept = await settings.deadLetters.add(letter);
      if (!kept) notices.once("there is no room for more dead letters; further ones are dropped and counted.");
    } catch (error) {
      notices.once(`dead letters cannot be kept (${textOf(error)}); they are dropped and counted.`);
    }
    if (kept) counter.deadLetter(letter.reason, wasSpooled);
    else counter.drop("dead-letters-full", 1, wasSpooled);
  }

  #later(work: () => Promise<void>): Promise<void> {
    const done = work().finally(() => this.#pending.delete(done));
    this.#pending.add(done);
    return done;
  }
}
