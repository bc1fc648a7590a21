// The neutral event model: what a definition means, as plain JSON, free of TypeBox.
// Registry, codegen, tables and review read this and nothing else.

/** Bounds that integers and numbers share. */
export interface NumberBounds {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

/** `true` and `false`; column `boolean`. */
export interface BooleanType {
  readonly kind: "boolean";
}
/** An integer within ±(2^53−1); column `bigint`. */
export interface IntegerType extends NumberBounds {
  readonly kind: "integer";
}
/** A BigInt within int64, a JSON number in the line; column `bigint`. */
export interface BigintType {
  readonly kind: "bigint";
}
/** A finite double; column `double`. */
export interface NumberType extends NumberBounds {
  readonly kind: "number";
}
/** A decimal as text such as `"12.50"`, in TypeScript and in the line; column `decimal(precision,scale)`. */
export interface DecimalType {
  readonly kind: "decimal";
  readonly precision: number;
  readonly scale: number;
}
/** Text; lengths count code points, the pattern is a regular expression with the `u` flag. Column `string`. */
export interface StringType {
  readonly kind: "string";
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}
/** A UUID as text; column `string`. */
export interface UuidType {
  readonly kind: "uuid";
}
/** One of these texts; column `string`. */
export interface EnumType {
  readonly kind: "enum";
  readonly values: readonly string[];
}
/** A moment; a `Date` or RFC 3339 text in TypeScript, UTC text in the line. Column `timestamp`. */
export interface TimestampType {
  readonly kind: "timestamp";
}
/** A day, `YYYY-MM-DD`; column `date`. */
export interface DateType {
  readonly kind: "date";
}
/** A group of named fields, at least one; column `struct<…>`. */
export interface StructType {
  readonly kind: "struct";
  readonly fields: readonly FieldModel[];
}
/** A list; its items are never null. Column `array<…>`. */
export interface ArrayType {
  readonly kind: "array";
  readonly items: TypeModel;
  readonly minItems?: number;
  readonly maxItems?: number;
}
/** Text keys to values of one type; column `map<string,…>`. */
export interface MapType {
  readonly kind: "map";
  readonly values: TypeModel;
}
/** Any JSON value, stored as its JSON text, only where the author said so; column `string`. */
export interface JsonType {
  readonly kind: "json";
}

/** The type of a field, an array's items or a map's values. */
export type TypeModel =
  | BooleanType
  | IntegerType
  | BigintType
  | NumberType
  | DecimalType
  | StringType
  | UuidType
  | EnumType
  | TimestampType
  | DateType
  | StructType
  | ArrayType
  | MapType
  | JsonType;

/** What happens to a personal value before it is queued: left out, replaced by its HMAC, or masked. */
export type PiiMode = "drop" | "hash" | "mask";

/** Why something should not be used any more, and what to use instead. */
export interface Deprecation {
  readonly reason: string;
  readonly replacedBy?: string;
}

/** A property of an event, a field of a context or of a struct. */
export interface FieldModel {
  readonly name: string;
  readonly type: TypeModel;
  /** Whether a caller must pass it. The column is nullable whatever this says. */
  readonly required: boolean;
  /** Whether a caller may pass `null`, which becomes SQL NULL as a missing value does. */
  readonly nullable?: true;
  readonly description?: string;
  readonly pii?: PiiMode;
  /** `false` where the author said that the value is nobody's, whatever its name; absent where nothing was said. */
  readonly personal?: false;
  /** Unit of the value, such as `ms` or `JPY`. */
  readonly unit?: string;
  readonly deprecated?: Deprecation;
  /** The name that this field had before. */
  readonly renamedFrom?: string;
  /** Example values, plain JSON. */
  readonly examples?: readonly unknown[];
}

/** A shared group of fields, set once per request. */
export interface ContextModel {
  readonly name: string;
  readonly description?: string;
  readonly fields: readonly FieldModel[];
}

/** An event as the registry keeps it: contexts inlined, fields in the order of their first publication. */
export interface EventModel {
  readonly name: string;
  /** Declared by the author, from 1. */
  readonly major: number;
  readonly description?: string;
  readonly owner?: string;
  /** The questions that the event is there for. */
  readonly answers?: readonly string[];
  readonly contexts: readonly ContextModel[];
  readonly properties: readonly FieldModel[];
  readonly deprecated?: Deprecation;
  /** Days that delivered lines are meant to be kept: `tracklake infra` makes a lifecycle rule of it. */
  readonly retention?: number;
  /** The day, `YYYY-MM-DD`, after which the event should be gone. */
  readonly expires?: string;
  readonly examples?: readonly unknown[];
}
