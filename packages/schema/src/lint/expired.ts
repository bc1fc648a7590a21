// An event after its day: nobody decided that it stays, and it costs as before.
import type { LintRule } from "./rule.js";

/** `expired` */
export const expired: LintRule = {
  id: "expired",
  purpose: "No event is there after the day on which it expires.",
  severity: () => "warning",
  check(model, { today }) {
    if (today === undefined || model.expires === undefined || model.expires >= today) return [];
    return [
      {
        path: model.name,
        message: `it expired on ${model.expires}.`,
        suggestion: "Remove the event and its calls, or set a later day and say why.",
      },
    ];
  },
};
