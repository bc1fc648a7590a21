// FIELD_ADDED: an optional field is new. The commonest change, and safe on every axis.
import { always, type Rule, stored } from "./rule.js";

/** An optional field that is new. */
export const fieldAdded: Rule<"FIELD_ADDED"> = {
  id: "FIELD_ADDED",
  finds: "An optional field is new.",
  judge: always({
    storage: stored,
    reader: "safe",
    writer: "safe",
    caller: "safe",
    reason: "It comes last in its table or struct and is nullable; who holds the old schema ignores it.",
    wayOut: "Apply the table before the code that sends it is deployed.",
  }),
};
