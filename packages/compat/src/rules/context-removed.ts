// CONTEXT_REMOVED: an event lists a context no more. Its columns stay and are NULL from now on.
import { always, type Rule, stored } from "./rule.js";

/** A context that an event lists no more. */
export const contextRemoved: Rule<"CONTEXT_REMOVED"> = {
  id: "CONTEXT_REMOVED",
  finds: "An event lists a context no more.",
  judge: always({
    storage: stored,
    reader: "safe",
    writer: "tolerated",
    caller: "tolerated",
    reason:
      "Its columns stay and are NULL from now on; code that sets it compiles as long as another event lists the context.",
    wayOut: "Look at the queries that use its columns before the code is deployed.",
  }),
};
