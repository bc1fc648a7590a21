// The contract between generated code and this runtime: what gen/encoders.js exports. ABI number in envelope.
// Generated code calls the helpers of `@tracklake/sdk/encoder`; the runtime calls these functions.
import type { FieldBuffer } from "./encode/field-buffer.js";

/** What an encoder leaves behind for its caller; one object is used again for every call. */
export interface EncodeState {
  /** Unknown properties met (at every depth) since the runtime set it to 0. */
  unknown: number;
  /** Protects a personal value: the text to write, or `undefined` to leave the field out. */
  hash(value: string): string | undefined;
}

/**
 * Validates and writes in one pass.
 *
 * @returns The fields as text to go inside the line's object, each beginning with a comma
 * (`,"plan":"pro","seats":5`; `""` when there are none), or `undefined` when the value is refused.
 */
export type Encode = (value: unknown, state: EncodeState) => string | undefined;

/**
 * Validates and writes in one pass, as bytes from the start of a buffer: the same fields as {@link Encode} gives.
 *
 * @returns Where they end, or a number under 0 when the value is refused (`REFUSED`, `TOO_LARGE`).
 */
export type EncodeBytes = (value: unknown, out: FieldBuffer) => number;

/** A generated event. */
export interface EventDefinition {
  readonly name: string;
  readonly major: number;
  readonly revision: number;
  /** Names of the contexts whose columns the event's table has, in their order. */
  readonly contexts: readonly string[];
  /** Whether the event or a context of it hashes personal text: its lines then name the key. */
  readonly hashes?: true;
  readonly encode: Encode;
  /** The quick way to the same fields; without it they are made as text. */
  readonly encodeBytes?: EncodeBytes;
}

/** A generated context. */
export interface ContextDefinition {
  readonly name: string;
  readonly encode: Encode;
}

/** One reason for a refusal. */
export interface Violation {
  /** JSON pointer into the properties, such as `/items/0/price`; `""` is the whole. */
  readonly path: string;
  /** What is wrong, without the value. */
  readonly reason: string;
}

/** A compact description of a type for the slow path: enough to normalise, strip and redact. */
export type Shape =
  | "plain" // written as it is
  | "timestamp" // Date and date-time text become UTC text
  | "bigint" // becomes decimal text for the explainer
  | "json" // becomes its JSON text
  | { readonly struct: Readonly<Record<string, FieldShape>> }
  | { readonly array: Shape }
  | { readonly map: Shape };

/** A field's shape and protection. */
export interface FieldShape {
  readonly shape: Shape;
  readonly pii?: "drop" | "hash" | "mask";
}

/** The slow path of one event or context, from gen/explainers.cjs. */
export interface Explainer {
  readonly shape: Shape;
  /** Says what is wrong with a normalised value; empty when nothing is. */
  explain(normalised: unknown): readonly Violation[];
}

/** gen/explainers.cjs: loaded when the first event is refused. */
export interface Explainers {
  readonly events: Readonly<Record<string, Explainer>>;
  readonly contexts: Readonly<Record<string, Explainer>>;
}

/** gen/encoders.js as a whole: `createRuntime` of `@tracklake/sdk` takes it. Records have no prototype. */
export interface Definitions {
  readonly abi: number;
  /** IANA time zone of the lake's days. */
  readonly timeZone: string;
  readonly events: Readonly<Record<string, EventDefinition>>;
  readonly contexts: Readonly<Record<string, ContextDefinition>>;
  /** Loads the slow path, in a way that bundlers follow. */
  explainers(): Promise<Explainers>;
  /** Loads the slow path at once, for tests, where a violation throws at the call. */
  explainersNow(): Explainers;
}
