// PII_CHANGED: values are protected from now on, or in another way: rows before and after hold different things.
import { always, type Rule, stored } from "./rule.js";

/** Another protection. */
export const piiChanged: Rule<"PII_CHANGED"> = {
  id: "PII_CHANGED",
  finds: "Personal data is protected, or protected in another way.",
  judge: always({
    storage: stored,
    reader: "tolerated",
    writer: "tolerated",
    caller: "safe",
    reason: "The column holds values of another kind from now on, which compare with none of the older rows.",
    wayOut: "Do not join or count across the change; older rows keep what they hold.",
  }),
};
