// ENUM_VALUE_ADDED: one more text. Tolerated for readers of new rows: a switch over all values meets one that it does not know.
import { always, type Rule, stored } from "./rule.js";

/** A text that is allowed from now on. */
export const enumValueAdded: Rule<"ENUM_VALUE_ADDED"> = {
  id: "ENUM_VALUE_ADDED",
  finds: "An enum allows another value.",
  judge: always({
    storage: stored,
    reader: "safe",
    writer: "tolerated",
    caller: "safe",
    reason: "It is stored as text; a query that lists all values does not list the new one.",
    wayOut: "Look at queries that switch over the values, and give them an ELSE.",
  }),
};
