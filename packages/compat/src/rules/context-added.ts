// CONTEXT_ADDED: an event lists another context. A context may be unset, so its fields promise nothing to readers.
import { always, type Rule, stored } from "./rule.js";

/** Another context of an event. */
export const contextAdded: Rule<"CONTEXT_ADDED"> = {
  id: "CONTEXT_ADDED",
  finds: "An event lists another context.",
  judge: always({
    storage: stored,
    reader: "safe",
    writer: "safe",
    caller: "safe",
    reason: "Its fields are new nullable columns, and NULL wherever the context is not set, as in the old rows.",
    wayOut: "Apply the table before the code that sets the context is deployed.",
  }),
};
