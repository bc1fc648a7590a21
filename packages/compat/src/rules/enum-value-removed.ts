// ENUM_VALUE_REMOVED: one text less. Old rows hold it for good.
import { always, type Rule, stored } from "./rule.js";

/** A text that is allowed no more. */
export const enumValueRemoved: Rule<"ENUM_VALUE_REMOVED"> = {
  id: "ENUM_VALUE_REMOVED",
  finds: "An enum allows a value no more.",
  judge: always({
    storage: stored,
    reader: "break",
    writer: "safe",
    caller: "break",
    reason: "Old rows hold it, and calls that pass it do not compile.",
    wayOut: "Keep the value and say in the description that it is written no more.",
  }),
};
