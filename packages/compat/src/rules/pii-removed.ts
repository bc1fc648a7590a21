// PII_REMOVED: personal data enters the lake in clear. Nothing breaks, and still somebody has to say that it is meant.
import { always, type Rule, stored } from "./rule.js";

/** A protection that is gone. */
export const piiRemoved: Rule<"PII_REMOVED"> = {
  id: "PII_REMOVED",
  finds: "Personal data is protected no more.",
  judge: always({
    storage: stored,
    reader: "tolerated",
    writer: "tolerated",
    caller: "safe",
    reason:
      "No query and no call breaks, but personal data that was left out, hashed or masked is stored in clear from now on, for as long as the lake keeps it.",
    wayOut: "Keep the protection, or acknowledge that the data may be stored in clear.",
  }),
};
