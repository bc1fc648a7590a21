// An event that answers no question is a cost that nobody asked for.
import { isPlaceholder } from "./placeholder.js";
import type { LintRule } from "./rule.js";

/** `answers` */
export const answers: LintRule = {
  id: "answers",
  purpose: "Every event names the questions that it is there for.",
  severity: () => "warning",
  check(model) {
    if ((model.answers ?? []).some((question) => !isPlaceholder(question))) return [];
    return [
      {
        path: model.name,
        message: `${model.name} names no question that it answers.`,
        suggestion: 'Add answers: ["…?"].',
      },
    ];
  },
};
