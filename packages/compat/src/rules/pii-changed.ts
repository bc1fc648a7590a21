// PII_CHANGED: values are hashed or masked from now on, or in another way: rows before and after hold different things.
import { always, type Rule, stored } from "./rule.js";

/** Another protection. */
export const piiChanged: Rule<"PII_CHANGED"> = {
  id: "PII_CHANGED",
  finds: "Personal data is hashed or masked, or in another way than before.",
  judge: always({
    storage: stored,
    reader: "tolerated",
    writer: "tolerated",
    caller: "safe",
    reason: "New rows hold values of another kind, which compare with none of the older rows.",
    wayOut: "Do not join or count across the change; older rows keep what they hold.",
  }),
};
