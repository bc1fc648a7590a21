// An event that answers no question is a cost that nobody asked for.
import type { LintRule } from "./rule.js";

/** `answers` */
export const answers: LintRule = {
  id: "answers",
  purpose: "Every event names the questions that it is there for.",
  severity: () => "warning",
  check(model) {
    if ((model.answers ?? []).length > 0) return [];
    return [
      {
        path: model.name,
        message: `${model.name} names no question that it answers.`,
        suggestion: 'Add answers: ["…?"].',
      },
    ];
  },
};
