// EVENT_RETIRED: the definition is gone. Table, view and rows stay; the client's method goes.
import { always, type Rule, stored } from "./rule.js";

/** An event that is defined no more. */
export const eventRetired: Rule<"EVENT_RETIRED"> = {
  id: "EVENT_RETIRED",
  finds: "An event is defined no more.",
  judge: always({
    storage: stored,
    reader: "safe",
    writer: "safe",
    caller: "break",
    reason:
      "The client's method goes, so calls of it do not compile; the table and the view stay with what was written.",
    wayOut: "Remove the calls first, or mark the event as deprecated and retire it later.",
  }),
};
