// A field without a description is a question to its author from everyone who queries it.
// generate lets it pass with a warning; publish does not.
import { allFields } from "./fields.js";
import { isPlaceholder } from "./placeholder.js";
import type { LintRule } from "./rule.js";

/** `description` */
export const description: LintRule = {
  id: "description",
  purpose: "Every event and field says what it means.",
  severity: (phase) => (phase === "publish" ? "error" : "warning"),
  check(model) {
    const described = [
      { path: model.name, text: model.description },
      ...allFields(model).map(({ field, path }) => ({ path, text: field.description })),
    ];
    return described
      .filter(({ text }) => isPlaceholder(text))
      .map(({ path, text }) => ({
        path,
        message:
          (text ?? "").trim() === ""
            ? `${path} has no description.`
            : `${path} has no description but ${JSON.stringify(text)}.`,
        suggestion: 'Add description: "…", one sentence for the people who query it.',
      }));
  },
};
