// An event whose day is near: time to remove its calls, or to decide that it stays.
import type { LintRule } from "./rule.js";

/** Days before the end from which it is said: a cycle of planning. */
const NOTICE_DAYS = 30;

/** `expires-soon` */
export const expiresSoon: LintRule = {
  id: "expires-soon",
  purpose: "An event that expires within 30 days is decided upon.",
  severity: () => "note",
  check(model, { today }) {
    if (today === undefined || model.expires === undefined || model.expires < today) return [];
    const days = Math.round((Date.parse(model.expires) - Date.parse(today)) / 86_400_000);
    if (!(days <= NOTICE_DAYS)) return [];
    return [
      {
        path: model.name,
        message: `it expires on ${model.expires}, ${days === 0 ? "today" : days === 1 ? "tomorrow" : `in ${days} days`}.`,
        suggestion: "Remove the event and its calls by then, or set a later day and say why.",
      },
    ];
  },
};
