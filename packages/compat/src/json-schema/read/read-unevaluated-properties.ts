// `unevaluatedProperties`: what holds for the properties that nothing beside it has looked at.
// Rewritten into additional properties under every set of conditions.
import type { Formula } from "../formula/formula.js";
import { evaluatedBy, underConditions } from "./evaluated.js";
import { namedKeys, otherKeys } from "./read-object.js";
import type { Here, Reader } from "./reader.js";

/** The formula of `unevaluatedProperties`. */
export function readUnevaluatedProperties(reader: Reader, here: Here): Formula[] {
  if (!Object.hasOwn(here.schema, "unevaluatedProperties") || !reader.since("2019-09")) return [];
  if (here.schema.unevaluatedProperties === true) return [];
  const { formulas } = reader;
  const evaluated = evaluatedBy(reader, here, (at, nested, conditional) => {
    if (conditional && Object.hasOwn(at.schema, "patternProperties")) return undefined;
    const all = Object.hasOwn(at.schema, "additionalProperties") || (nested && "unevaluatedProperties" in at.schema);
    return all ? [formulas.true] : namedKeys(reader, at).map(({ keys }) => keys);
  });
  const schema = reader.inside(here, "unevaluatedProperties");
  const formula =
    evaluated &&
    underConditions(reader, evaluated, (seen) =>
      formulas.statement({ kind: "every", keys: otherKeys(formulas, seen), schema }),
    );
  const message = "The conditions beside unevaluatedProperties are too many, nested, recursive or with patterns.";
  return [formula ?? reader.unknown(here, "unevaluatedProperties", "UNSUPPORTED_KEYWORD", message)];
}
