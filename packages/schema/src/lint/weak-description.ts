// A column whose description is its name once more: whoever queries it knows no more than before.
// Columns only: in a struct, "The app's name." is all that there is to say.
import { innermost, topFields } from "./fields.js";
import { isPlaceholder } from "./placeholder.js";
import type { LintRule } from "./rule.js";
import { singular, wordsOf } from "./words/split.js";

/** Words that add nothing to a name. */
const empty = new Set("a an the its this".split(" "));

/** `weak-description` */
export const weakDescription: LintRule = {
  id: "weak-description",
  purpose: "A column's description says more than its name.",
  severity: () => "note",
  check(model) {
    return (
      topFields(model)
        // A struct is described by its fields.
        .filter(({ field }) => innermost(field.type).kind !== "struct")
        .filter(({ field }) => !isPlaceholder(field.description) && repeats(field.description ?? "", field.name))
        .map(({ field, path }) => ({
          path,
          message: `its description, ${JSON.stringify(field.description)}, is its name once more.`,
          suggestion: "Say what is counted, named or meant, of what, and in what cases it is missing.",
        }))
    );
  },
};

function repeats(text: string, name: string): boolean {
  const said = wordsOf(text).filter((word) => !empty.has(word));
  const named = wordsOf(name);
  return said.length === named.length && said.every((word, at) => singular(word) === singular(named[at] ?? ""));
}
