// What the encoder's law says of one call of track: whether the event may be tracked, and what its whole line then holds.
import { lineLimits, timestampText } from "@tracklake/envelope";
import type { EventModel, FieldModel } from "@tracklake/schema";
import { type Explainer, type Explainers, normalise } from "@tracklake/sdk/encoder";
import { FILLER } from "./arbitrary-model.js";
import type { Tracked } from "./arbitrary-value.js";
import { filled } from "./filled.js";
import { piiKey, protectedFields } from "./protected.js";
import { isShallow, isWellFormed, type Written, written } from "./written-limits.js";

/** Names that have to be quoted, and take more bytes than characters. */
export const host = { service: 'bil"ling 漢', environment: "production" };

/** One group of fields: those of a context that is set, or the properties. */
interface Part {
  readonly fields: readonly FieldModel[];
  /** The law's n. */
  readonly n: object;
  /** ajv accepts n, its texts are well-formed, and its JSON nests no deeper than it may. */
  readonly fits: boolean;
  readonly tooDeep: boolean;
}

/** What becomes of a call. */
export interface Verdict {
  readonly parts: readonly Part[];
  /** All parts fit. */
  readonly fits: boolean;
  /** They do, and the line would be over its bytes. */
  readonly tooLong: boolean;
  /** They do, and a personal value would be over them before it is protected. */
  readonly tooLongPlain: boolean;
  /** The line's bytes with its newline. */
  readonly bytes: number;
  /** The line's columns but for the ids, which are random. */
  columns(): Record<string, unknown>;
}

/** The law of one model. */
export class Law {
  readonly #model: EventModel;
  readonly #timeZone: string;
  readonly #explainers: Explainers;

  constructor(model: EventModel, timeZone: string, explainers: Explainers) {
    this.#model = model;
    this.#timeZone = timeZone;
    this.#explainers = explainers;
  }

  /** @param sequence - The number that the line has if there is one. */
  verdict(call: Tracked, sequence: number): Verdict {
    const parts = this.#parts(call);
    const fits = parts.every((part) => part.fits);
    const sizes = fits ? parts.map(({ fields, n }) => written(fields, n as Record<string, unknown>)) : [];
    const bytes = this.#bytes(call, sizes, sequence);
    const head = this.#head(call, sequence);
    return {
      parts,
      fits,
      tooLong: bytes > lineLimits.bytes,
      tooLongPlain: sizes.some(({ plain }) => plain > lineLimits.bytes),
      bytes,
      columns: () => Object.assign({}, head, ...parts.map(({ fields, n }) => protectedFields(fields, n))),
    };
  }

  /** The same call with its filler filled to the byte, where there is one and all else fits. */
  atLimit(call: Tracked, sequence: number): Tracked {
    const { fill } = call;
    const owner = this.#model.contexts.find(({ fields }) => fields.some(isFiller));
    const field = (owner?.fields ?? this.#model.properties).find(isFiller);
    if (!fill || !field || (owner && !isObject(call.contexts[owner.name]))) return call;
    const holding = (value: unknown): Tracked => {
      if (!owner) return { ...call, value: { ...(call.value as object), [FILLER]: value } };
      const context = { ...(call.contexts[owner.name] as object), [FILLER]: value };
      return { ...call, contexts: { ...call.contexts, [owner.name]: context } };
    };
    if (!this.#parts(holding(undefined)).every(({ fits }) => fits)) return call;
    const value = filled(field.type, fill, lineLimits.bytes + fill.distance, (filler) => {
      const sizes = this.#parts(holding(filler)).map(({ fields, n }) => written(fields, n as Record<string, unknown>));
      if (field.pii === undefined) return this.#bytes(call, sizes, sequence);
      return Math.max(...sizes.map(({ plain }) => plain));
    });
    return value === undefined ? call : holding(value);
  }

  #parts({ value, contexts }: Tracked): Part[] {
    const { event, contexts: explainers } = { event: this.#explainers.events.event, ...this.#explainers };
    const set = this.#model.contexts.filter(({ name }) => contexts[name] !== undefined && contexts[name] !== null);
    return [
      ...set.map(({ name, fields }) => partOf(fields, explainers[name], contexts[name])),
      partOf(this.#model.properties, event, value === undefined ? {} : value),
    ];
  }

  #head({ time }: Tracked, sequence: number): object {
    return {
      event_name: this.#model.name,
      event_major: 1,
      event_revision: 1,
      event_time: timestampText(time),
      event_date: new Date(time).toLocaleDateString("sv-SE", { timeZone: this.#timeZone }),
      ...host,
      event_sequence: sequence,
      ...(hasHashes(this.#model) ? { pii_key_id: piiKey.id } : {}),
    };
  }

  #bytes(call: Tracked, sizes: readonly Written[], sequence: number): number {
    const ids = { event_id: " ".repeat(36), instance_id: " ".repeat(36) };
    const head = Buffer.byteLength(JSON.stringify({ ...ids, ...this.#head(call, sequence) }));
    return sizes.reduce((sum, { bytes }) => sum + bytes, head) + 1;
  }
}

function partOf(fields: readonly FieldModel[], explainer: Explainer | undefined, value: unknown): Part {
  if (!explainer) throw new Error("the client lacks an explainer");
  const n = normalise(explainer.shape, value) as object;
  const accepted = explainer.explain(n).length === 0;
  const tooDeep = accepted && !isShallow({ kind: "struct", fields }, n);
  return { fields, n, tooDeep, fits: accepted && !tooDeep && isWellFormed(n) };
}

/** Whether a line of the model can hold a hash: what is within a dropped field is dropped with it. */
function hasHashes(model: EventModel): boolean {
  const kept = JSON.stringify(model, (_, value) => (value?.pii === "drop" ? null : value));
  return kept.includes('"pii":"hash"');
}

function isFiller({ name }: FieldModel): boolean {
  return name === FILLER;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
