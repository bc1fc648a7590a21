// PII_DROPPED: the field is passed on and never written. To whoever reads, it is gone as a removed one is.
import { isDemanded } from "../change.js";
import { type Rule, stored } from "./rule.js";

/** A value that is written no more. */
export const piiDropped: Rule<"PII_DROPPED"> = {
  id: "PII_DROPPED",
  finds: "Personal data is left out of the lake.",
  judge: ({ before }) => ({
    storage: stored,
    reader: "tolerated",
    writer: isDemanded(before) ? "break" : "tolerated",
    caller: "safe",
    reason: "The value is NULL in every new row; calls may pass it as before, and older rows keep what they hold.",
    wayOut: "Let queries expect NULL in newer rows, or hash it, so that it can still be counted and joined.",
  }),
};
