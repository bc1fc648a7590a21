// What a change is: one difference of two models of an event, as data with a stable kind.
// A verdict on each axis will be given by rules that read these; this package finds the differences.

/** Every kind of change, and what it means. The ids are stable. */
export const changeKinds = {
  "event-added": "The event is new.",
  "event-metadata-changed": "The event's description, owner, questions, deprecation, retention or expiry changed.",
  "context-added": "The event lists another context.",
  "context-removed": "The event lists a context no more.",
  "field-added": "A field is new.",
  "field-removed": "A field is gone.",
  "field-renamed": "A field has another name, and says which it had.",
  "type-changed": "A field has another type.",
  "required-changed": "A field became required or optional.",
  "nullable-changed": "A field may be null, or may not any more.",
  "enum-value-added": "A text is allowed that was not.",
  "enum-value-removed": "A text is allowed no more.",
  "constraint-tightened": "A bound, a length or a number of items leaves less room.",
  "constraint-loosened": "A bound, a length or a number of items leaves more room.",
  "pattern-changed": "A text has to match another pattern.",
  "decimal-changed": "A decimal has another precision or scale.",
  "pii-changed": "Personal data is protected in another way.",
  "field-metadata-changed": "A field's description, unit, deprecation or examples changed.",
} as const;

/** The kind of a change. */
export type ChangeKind = keyof typeof changeKinds;

/** One difference. */
export interface Change {
  readonly kind: ChangeKind;
  /** Where: the event, then the field's path, such as `order_placed.items[].price`; a context's field begins with the context. */
  readonly path: string;
  /** What it was, in words or as a type; absent for what is new. */
  readonly was?: string;
  /** What it is now; absent for what is gone. */
  readonly is?: string;
  /** Whether the field that was added or removed is required. */
  readonly required?: boolean;
}
