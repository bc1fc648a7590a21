// FIELD_REMOVED: an optional field is gone. Its column stays and its name stays reserved.
import { always, type Rule, stored } from "./rule.js";

/** An optional field that is gone. */
export const fieldRemoved: Rule<"FIELD_REMOVED"> = {
  id: "FIELD_REMOVED",
  finds: "An optional field is removed.",
  judge: always({
    storage: stored,
    reader: "safe",
    writer: "safe",
    caller: "break",
    reason:
      "It stays in the table and is NULL in new rows, its name stays reserved, and calls that pass it do not compile.",
    wayOut: "Deploy the code without it first, or mark it as deprecated and remove it later.",
  }),
};
