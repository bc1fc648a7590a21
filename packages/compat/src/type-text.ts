// A type for people, exact enough that another type has another text: acknowledgements are bound to it.
import { hiveType, sha256, type TypeModel } from "@tracklake/schema";

const MOST_VALUES = 8;

/**
 * A type in words: its column, what kind it is where two kinds share a column, and the values of an enum.
 *
 * @example
 * typeText({ kind: "integer" }); // "integer (bigint)"
 */
export function typeText(type: TypeModel): string {
  if (type.kind === "enum") return `enum ${valuesText(type.values)}`;
  const column = hiveType(type);
  return column.startsWith(type.kind) ? column : `${type.kind} (${column})`;
}

function valuesText(values: readonly string[]): string {
  const quoted = values.map((value) => JSON.stringify(value));
  if (quoted.length <= MOST_VALUES) return quoted.join(" | ");
  const all = [...quoted].sort().join(" | ");
  return `${quoted.slice(0, MOST_VALUES).join(" | ")} | … (${quoted.length} values, ${sha256(all).slice(0, 8)})`;
}
