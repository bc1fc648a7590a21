// column.*: the column types that JSON Schema has no word for, as TypeBox schemas with an annotation.
// The annotation's key is the only thing that model-of.ts looks at to tell them apart.
import { type SchemaOptions, type TSchema, type TString, type TUnsafe, Type } from "@sinclair/typebox";
import { athenaLimits } from "@tracklake/envelope";
import { SchemaError } from "./errors.js";
import type { Deprecation, PiiMode } from "./model.js";

/** The annotation that marks a column.* schema. */
export const COLUMN = "x-tracklake-column";

/** What may be said of any property, beside what TypeBox takes. */
export interface PropertyOptions {
  /** What the field means, for the people who query it. */
  description?: string;
  /** Personal data: left out, hashed or masked before the event is queued; `false` says that it is not personal. */
  pii?: PiiMode | false;
  /** Unit of the value, such as `ms` or `JPY`. */
  unit?: string;
  deprecated?: Deprecation;
  /** The name that this property had before. */
  renamedFrom?: string;
  examples?: readonly unknown[];
}

function annotated(keywords: SchemaOptions, options: PropertyOptions): SchemaOptions {
  return { ...options, ...keywords } as SchemaOptions;
}

/**
 * Column types beyond JSON Schema's.
 *
 * @example
 * Type.Object({ amount: column.decimal(12, 2, { unit: "JPY", description: "What was paid." }) });
 */
export const column = {
  /** An int64 as a BigInt; column `bigint`. */
  bigint(options: PropertyOptions = {}): TUnsafe<bigint> {
    return Type.Unsafe<bigint>(annotated({ type: "string", [COLUMN]: "bigint" }, options));
  },

  /**
   * A decimal as text such as `"12.50"`; column `decimal(precision,scale)`. `decimal(text)` of `@tracklake/sdk` gives
   * its type to a string, such as a database's.
   *
   * @param precision - Digits in all, 1 to 38.
   * @param scale - Digits after the point, 0 to `precision`.
   * @throws SchemaError `invalid-column` outside these bounds.
   */
  decimal(precision: number, scale: number, options: PropertyOptions = {}): TUnsafe<`${number}`> {
    const fits = Number.isInteger(precision) && precision >= 1 && precision <= athenaLimits.decimalPrecision;
    if (!fits || !Number.isInteger(scale) || scale < 0 || scale > precision) {
      throw new SchemaError(
        "invalid-column",
        `column.decimal(${precision}, ${scale}): the precision is 1 to ${athenaLimits.decimalPrecision}, the scale 0 to the precision.`,
      );
    }
    return Type.Unsafe<`${number}`>(annotated({ type: "string", [COLUMN]: "decimal", precision, scale }, options));
  },

  /** Any JSON value, stored as JSON text in a `string` column; queries have to parse it. */
  json(options: PropertyOptions = {}): TUnsafe<unknown> {
    return Type.Unsafe<unknown>(annotated({ [COLUMN]: "json" }, options));
  },

  /** A moment: a `Date` or RFC 3339 text; column `timestamp`, UTC. */
  timestamp(options: PropertyOptions = {}): TUnsafe<Date | string> {
    return Type.Unsafe<Date | string>(annotated({ type: "string", format: "date-time" }, options));
  },

  /** A day, `YYYY-MM-DD`, years 0001 to 9999; column `date`. */
  date(options: PropertyOptions = {}): TString {
    return Type.String(annotated({ format: "date" }, options));
  },

  /** A UUID as text; column `string`. */
  uuid(options: PropertyOptions = {}): TString {
    return Type.String(annotated({ format: "uuid" }, options));
  },
} satisfies Record<string, (...args: never[]) => TSchema>;
