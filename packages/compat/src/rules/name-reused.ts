// NAME_REUSED: a removed name comes back with another type. Only a comparison with every revision sees it.
import { always, type Rule, unreadable } from "./rule.js";

/** A removed name with another type. */
export const nameReused: Rule<"NAME_REUSED"> = {
  id: "NAME_REUSED",
  finds: "The name of a removed field is used again with another type.",
  judge: always({
    storage: unreadable,
    reader: "break",
    writer: "break",
    caller: "safe",
    reason: "The table still has the removed field, with values of the other type.",
    wayOut: "Give the field a name that was never published, or set the next major in the definition.",
  }),
};
