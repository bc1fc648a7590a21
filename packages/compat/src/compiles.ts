// Whether a value of one scalar's TypeScript type can be passed where the other is wanted, as codegen writes these types:
// a date is a text, a timestamp a Date or a text, a decimal the text of a number, JSON is unknown.
import type { TypeModel } from "@tracklake/schema";

/** The types of TypeScript that a kind is written as; a value of the kind may be any of them. */
const written: Readonly<Record<TypeModel["kind"], readonly string[]>> = {
  boolean: ["boolean"],
  integer: ["number"],
  number: ["number"],
  bigint: ["bigint"],
  decimal: ["numeral"],
  string: ["string"],
  uuid: ["string"],
  date: ["string"],
  enum: ["literal"],
  timestamp: ["Date", "string"],
  json: ["unknown"],
  struct: ["struct"],
  array: ["array"],
  map: ["map"],
};

/**
 * Whether calls that passed the first type still compile when the second is wanted; only for scalars of two kinds.
 *
 * @example
 * compiles({ kind: "date" }, { kind: "timestamp" }); // true, which says nothing of what is accepted
 */
export function compiles(from: TypeModel, to: TypeModel): boolean {
  const wanted = written[to.kind];
  if (wanted.includes("unknown")) return true;
  const isText = (type: string) => type === "literal" || type === "numeral";
  return written[from.kind].every((type) => wanted.includes(type) || (isText(type) && wanted.includes("string")));
}

/** Whether a type is a group of others. */
export function isNested(type: TypeModel): boolean {
  return type.kind === "struct" || type.kind === "array" || type.kind === "map";
}
