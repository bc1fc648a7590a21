// REQUIRED_FIELD_REMOVED: who holds the old schema was promised a value and finds none from now on.
import { isDemanded } from "../change.js";
import { type Rule, stored } from "./rule.js";

/** A required field that is gone. */
export const requiredFieldRemoved: Rule<"REQUIRED_FIELD_REMOVED"> = {
  id: "REQUIRED_FIELD_REMOVED",
  finds: "A required field is removed.",
  judge: ({ before }) => ({
    storage: stored,
    reader: "safe",
    writer: isDemanded(before) ? "break" : "safe",
    caller: "break",
    reason:
      "Every row has had it; it stays in the table and is NULL in new rows, and calls that pass it do not compile.",
    wayOut: "Make it optional and mark it as deprecated first, and remove it when no query needs it.",
  }),
};
