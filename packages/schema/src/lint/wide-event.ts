// An event of very many columns is several events: nobody reads its page, and each row carries them all.
// The services' own limit stands in `size`.
import { topFields } from "./fields.js";
import type { LintRule } from "./rule.js";

/** Columns beside the envelope's; the widest event of GitHub's webhooks that is defined here has 40. */
const MOST_COLUMNS = 100;

/** `wide-event` */
export const wideEvent: LintRule = {
  id: "wide-event",
  purpose: "An event has no more than 100 columns of its own.",
  severity: () => "note",
  check(model) {
    const columns = topFields(model).length;
    if (columns <= MOST_COLUMNS) return [];
    return [
      {
        path: model.name,
        message: `it has ${columns} columns of its own.`,
        suggestion: "Split it by what happens, or put what belongs together into structs.",
      },
    ];
  },
};
