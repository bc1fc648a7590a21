// MAJOR_ADDED: the author declared the next major. Its table is new, and the view unites it with those before.
import { always, type Rule, stored } from "./rule.js";

/** A new major of an event that history knows. */
export const majorAdded: Rule<"MAJOR_ADDED"> = {
  id: "MAJOR_ADDED",
  finds: "A major of an event is new.",
  judge: always({
    storage: stored,
    reader: "safe",
    writer: "safe",
    caller: "safe",
    reason: "The new major has a table of its own; the old one stays, and the event's view unites them.",
    wayOut: "Apply the tables and views before the code that sends the new major is deployed.",
  }),
};
