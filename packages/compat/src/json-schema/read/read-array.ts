// What limits arrays: their items by position, their number, what is among them, and whether they differ.
// Tuples are written in `items` up to 2019-09 and in `prefixItems` from 2020-12 on.
import type { Formula } from "../formula/formula.js";
import { countOf, listOf } from "./keyword-value.js";
import { type Here, InvalidSchema, type Reader } from "./reader.js";

const END = Number.POSITIVE_INFINITY;

/** The formulas of a schema's keywords about arrays. */
export function readArray(reader: Reader, here: Here): Formula[] {
  const { formulas } = reader;
  const found = itemRanges(reader, here).map(({ from, to, steps }) =>
    formulas.statement({ kind: "items", from, to, schema: reader.inside(here, ...steps) }),
  );
  for (const kind of ["minItems", "maxItems"] as const) {
    const value = countOf(here, kind);
    if (value !== undefined) found.push(formulas.statement({ kind, value }));
  }
  if (here.schema.uniqueItems === true) found.push(formulas.statement({ kind: "unique" }));
  return [...found, ...readContains(reader, here)];
}

/** Which items have which schema inside, by its steps. */
export function itemRanges(reader: Reader, here: Here): { from: number; to: number; steps: readonly string[] }[] {
  const { items } = here.schema;
  const prefix = reader.since("2020-12") ? "prefixItems" : Array.isArray(items) ? "items" : undefined;
  const rest = reader.since("2020-12") || prefix === undefined ? "items" : "additionalItems";
  if (reader.since("2020-12") && Array.isArray(items)) {
    throw new InvalidSchema(`${here.place.at}/items`, "Since 2020-12 items is one schema, and prefixItems a list.");
  }
  const length = (prefix ? listOf(here, prefix) : undefined)?.length ?? 0;
  const ranges = Array.from({ length }, (_, from) => ({ from, to: from + 1, steps: [prefix ?? "", String(from)] }));
  return Object.hasOwn(here.schema, rest) ? [...ranges, { from: length, to: END, steps: [rest] }] : ranges;
}

function readContains(reader: Reader, here: Here): Formula[] {
  if (!Object.hasOwn(here.schema, "contains")) return [];
  const { formulas } = reader;
  const counted = reader.since("2019-09");
  const schema = reader.inside(here, "contains");
  const least = (counted ? countOf(here, "minContains") : undefined) ?? 1;
  const most = counted ? countOf(here, "maxContains") : undefined;
  return [
    formulas.statement({ kind: "atLeast", from: 0, to: END, schema, count: least }),
    ...(most === undefined ? [] : [formulas.statement({ kind: "atMost", from: 0, to: END, schema, count: most })]),
  ];
}
