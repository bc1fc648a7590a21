// Booleans as questions. Off unless it is asked for: dbt's style guides ask for it, tracking plans mostly do not.
import { allFields } from "./fields.js";
import type { LintRule } from "./rule.js";
import { wordsOf } from "./words/split.js";

const questions = new Set("is has was are were had can could should did does will".split(" "));

/** `boolean-prefix` */
export const booleanPrefix: LintRule = {
  id: "boolean-prefix",
  purpose: "A boolean begins with is_, has_, can_ or the like.",
  severity: () => "off",
  check(model, { published }) {
    return allFields(model)
      .filter(({ field, path }) => field.type.kind === "boolean" && !published.field(model, path))
      .filter(({ field }) => !questions.has(wordsOf(field.name)[0] ?? ""))
      .map(({ field, path }) => ({
        path,
        message: "it is a boolean, and its name is no question.",
        suggestion: `Call it "is_${field.name}" or the like.`,
      }));
  },
};
