// EVENT_ADDED: there was nothing before, so nothing can break.
import { always, type Rule, stored } from "./rule.js";

/** An event that history does not know. */
export const eventAdded: Rule<"EVENT_ADDED"> = {
  id: "EVENT_ADDED",
  finds: "An event is new.",
  judge: always({
    storage: stored,
    reader: "safe",
    writer: "safe",
    caller: "safe",
    reason: "Nothing was written, read or called before.",
    wayOut: "Apply the tables before the code that sends it is deployed.",
  }),
};
