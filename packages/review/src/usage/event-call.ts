// A place in code where an event is tracked, as data, and the events that are looked for.

/** A field, or all of an event, that should be used no more. */
export interface DeprecatedField {
  /** The path within the properties, such as `items[].price`; of a context's field, within the context. */
  readonly path: string;
  readonly reason: string;
  readonly replacedBy?: string;
}

/** An event as code calls it. */
export interface TrackedEvent {
  readonly name: string;
  /** The client's method. */
  readonly method: string;
  /** The file of its definition, relative to the project. */
  readonly file?: string;
  readonly deprecated?: Omit<DeprecatedField, "path">;
  readonly deprecatedFields: readonly DeprecatedField[];
}

/** A place in a file of the project, from 1. */
export interface CodePlace {
  /** Relative to the project, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * How a call was recognised: by the type of the generated client (its method, its `track`, a method handed on as a
 * value, a function that hands a name on to `track`), or, where the code has no types, by its name alone.
 */
export type CallKind = "method" | "track" | "reference" | "wrapper" | "name";

/** One place where an event is tracked. */
export interface EventCall extends CodePlace {
  readonly event: string;
  readonly kind: CallKind;
  /** Whether the file is a test. */
  readonly test: boolean;
  /** Deprecated fields that the call passes, with their places. */
  readonly fields: readonly (CodePlace & DeprecatedField)[];
}

/** What was found in code. */
export interface Calls {
  readonly calls: readonly EventCall[];
  /** Calls whose event is only known at run time: any event may be meant. */
  readonly dynamic: readonly CodePlace[];
}

/** Whether a text may track one of the events: it names a method, an event, or the tracker's own methods. */
export function mentionsEvents(events: readonly TrackedEvent[]): (text: string) => boolean {
  const words = new Set([
    "track",
    "setContext",
    "withContext",
    ...events.flatMap(({ name, method }) => [name, method]),
  ]);
  return (text) => (text.match(/\w+/g) ?? []).some((word) => words.has(word));
}
