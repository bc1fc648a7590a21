// How many bytes a value takes at most when its type alone says so: what an encoder writes without looking for room.
// Text, items of arrays and entries of maps look for room themselves.
import type { TypeModel } from "@tracklake/schema";

/** The most bytes of a value of this type, without what is inside it or looks for room itself. */
export function fixedBytes(type: TypeModel): number {
  switch (type.kind) {
    case "boolean":
    case "enum": // Counted with the texts that stand for their values.
    case "json":
    case "string":
      return 0;
    case "integer": // -9007199254740991
      return 17;
    case "number": // -1.2345678901234567e-308
      return 25;
    case "bigint": // -9223372036854775808
      return 20;
    case "decimal": // A sign, a point, and zeros before the point.
      return type.precision + 4;
    case "date":
      return '"YYYY-MM-DD"'.length;
    case "timestamp":
      return '"YYYY-MM-DD HH:MM:SS.SSS"'.length;
    case "uuid":
      return 38;
    case "struct":
    case "array":
    case "map": // Their brackets.
      return 2;
  }
}
