// How deep a definition may nest: engines parse nested types by recursion.
// The limit stands in @tracklake/envelope.
import { lineLimits } from "@tracklake/envelope";
import type { TypeModel } from "../model.js";
import { topFields } from "./fields.js";
import type { LintRule } from "./rule.js";

/** `depth` */
export const depth: LintRule = {
  id: "depth",
  purpose: "Types nest no deeper than the written limit.",
  essential: true,
  severity: () => "error",
  check(model) {
    return topFields(model)
      .map(({ field, path }) => ({ path, levels: levelsOf(field.type) }))
      .filter(({ levels }) => levels > lineLimits.depth)
      .map(({ path, levels }) => ({
        path,
        message: `it nests ${levels} levels deep; the limit is ${lineLimits.depth}.`,
        suggestion: "Flatten it, or store the inner part with column.json().",
      }));
  },
};

function levelsOf(type: TypeModel): number {
  if (type.kind === "array") return 1 + levelsOf(type.items);
  if (type.kind === "map") return 1 + levelsOf(type.values);
  if (type.kind !== "struct") return 0;
  return 1 + Math.max(0, ...type.fields.map((field) => levelsOf(field.type)));
}
