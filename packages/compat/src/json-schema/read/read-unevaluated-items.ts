// `unevaluatedItems`: what holds for the items that nothing beside it has looked at.
// Beside `contains` it is not decided: validators differ in which items that has looked at.
import type { Formula } from "../formula/formula.js";
import { evaluatedBy, underConditions } from "./evaluated.js";
import { itemRanges } from "./read-array.js";
import type { Here, Reader } from "./reader.js";

const END = Number.POSITIVE_INFINITY;

/** The formula of `unevaluatedItems`. */
export function readUnevaluatedItems(reader: Reader, here: Here): Formula[] {
  if (!Object.hasOwn(here.schema, "unevaluatedItems") || !reader.since("2019-09")) return [];
  if (here.schema.unevaluatedItems === true) return [];
  const { formulas } = reader;
  const evaluated = evaluatedBy(reader, here, (at, nested) => {
    if (Object.hasOwn(at.schema, "contains")) return undefined;
    const all = nested && Object.hasOwn(at.schema, "unevaluatedItems");
    return [...itemRanges(reader, at).map(({ to }) => to), ...(all ? [END] : [])];
  });
  const schema = reader.inside(here, "unevaluatedItems");
  const formula =
    evaluated &&
    underConditions(reader, evaluated, (seen) =>
      formulas.statement({ kind: "items", from: Math.max(0, ...seen), to: END, schema }),
    );
  const message = "There is contains beside unevaluatedItems, or conditions that are too many, nested or recursive.";
  return [formula ?? reader.unknown(here, "unevaluatedItems", "UNSUPPORTED_KEYWORD", message)];
}
