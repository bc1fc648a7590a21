// A column whose description is its name once more, or a letter: whoever queries it knows no more than before.
// Names are compared for columns only: in a struct, "The app's name." is all that there is to say.
import { allFields, innermost, topFields } from "./fields.js";
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
    const letters = [
      { path: model.name, text: model.description },
      ...allFields(model).map(({ field, path }) => ({ path, text: field.description })),
    ].filter(({ text }) => !isPlaceholder(text) && isLetter(text ?? ""));
    return [
      ...letters.map(({ path, text }) => ({
        path,
        message: `its description, ${JSON.stringify(text)}, says nothing.`,
        suggestion: "Write one sentence for the people who query it.",
      })),
      ...topFields(model)
        // A struct is described by its fields.
        .filter(({ field }) => innermost(field.type).kind !== "struct")
        .filter(({ field }) => !isPlaceholder(field.description) && repeats(field.description ?? "", field.name))
        .map(({ field, path }) => ({
          path,
          message: `its description, ${JSON.stringify(field.description)}, is its name once more.`,
          suggestion: "Say what is counted, named or meant, of what, and in what cases it is missing.",
        })),
    ];
  },
};

/** Whether a text is one character: what fills a place that has to be filled. */
function isLetter(text: string): boolean {
  return [...text.trim()].length <= 1;
}

function repeats(text: string, name: string): boolean {
  const said = wordsOf(text).filter((word) => !empty.has(word));
  const named = wordsOf(name);
  return said.length === named.length && said.every((word, at) => singular(word) === singular(named[at] ?? ""));
}
