// The room that bounds leave: an interval for numbers, lengths and counts, so that two ways to write a bound are one.
import type { NumberBounds, TypeModel } from "@tracklake/schema";

/** The least or the most that is allowed; `open` when the value itself is not. */
export interface Bound {
  readonly value: number;
  readonly open: boolean;
}

/** What is allowed between two bounds. */
export interface Room {
  readonly lower: Bound;
  readonly upper: Bound;
}

/** The room of a type that has bounds: of its numbers, of its length in code points, of its number of items. */
export function roomOf(type: TypeModel): Room | undefined {
  switch (type.kind) {
    case "integer":
      return integers(type);
    case "number":
      return {
        lower: highest(atLeast(type.minimum), above(type.exclusiveMinimum)),
        upper: lowest(atMost(type.maximum), below(type.exclusiveMaximum)),
      };
    case "string":
      return { lower: { value: type.minLength ?? 0, open: false }, upper: atMost(type.maxLength) };
    case "array":
      return { lower: { value: type.minItems ?? 0, open: false }, upper: atMost(type.maxItems) };
    default:
      return undefined;
  }
}

/** Whether everything that one room allows is allowed by the other. */
export function within(inner: Room, outer: Room): boolean {
  return !isAbove(outer.lower, inner.lower) && !isBelow(outer.upper, inner.upper);
}

/** Whether a lower bound leaves less room than another. */
export function isAbove(bound: Bound, other: Bound): boolean {
  return bound.value > other.value || (bound.value === other.value && bound.open && !other.open);
}

/** Whether an upper bound leaves less room than another. */
export function isBelow(bound: Bound, other: Bound): boolean {
  return bound.value < other.value || (bound.value === other.value && bound.open && !other.open);
}

/** Whole numbers within ±(2^53−1), as the JSON Schema of an integer bounds them: every bound is closed. */
function integers(type: NumberBounds): Room {
  const least = Math.max(
    Number.MIN_SAFE_INTEGER,
    Math.ceil(type.minimum ?? Number.NEGATIVE_INFINITY),
    Math.floor(type.exclusiveMinimum ?? Number.NEGATIVE_INFINITY) + 1,
  );
  const most = Math.min(
    Number.MAX_SAFE_INTEGER,
    Math.floor(type.maximum ?? Number.POSITIVE_INFINITY),
    Math.ceil(type.exclusiveMaximum ?? Number.POSITIVE_INFINITY) - 1,
  );
  return { lower: { value: least, open: false }, upper: { value: most, open: false } };
}

function atLeast(value: number | undefined): Bound {
  return { value: value ?? Number.NEGATIVE_INFINITY, open: false };
}

function above(value: number | undefined): Bound {
  return { value: value ?? Number.NEGATIVE_INFINITY, open: value !== undefined };
}

function atMost(value: number | undefined): Bound {
  return { value: value ?? Number.POSITIVE_INFINITY, open: false };
}

function below(value: number | undefined): Bound {
  return { value: value ?? Number.POSITIVE_INFINITY, open: value !== undefined };
}

function highest(a: Bound, b: Bound): Bound {
  return isAbove(b, a) ? b : a;
}

function lowest(a: Bound, b: Bound): Bound {
  return isBelow(b, a) ? b : a;
}
