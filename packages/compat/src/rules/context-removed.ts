// CONTEXT_REMOVED: an event lists a context no more. Its columns stay and are NULL from now on.
// The client knows a context while some event lists it: with the last one, every call that sets it stops compiling.
import { type Rule, stored } from "./rule.js";

/** A context that an event lists no more. */
export const contextRemoved: Rule<"CONTEXT_REMOVED"> = {
  id: "CONTEXT_REMOVED",
  finds: "An event lists a context no more.",
  judge: ({ listedElsewhere = false }) => ({
    storage: stored,
    reader: "safe",
    writer: "tolerated",
    caller: listedElsewhere ? "tolerated" : "break",
    reason: listedElsewhere
      ? "Its columns stay and are NULL from now on; code that sets it still compiles, since another event lists the context."
      : "Its columns stay and are NULL from now on; no other event lists the context, so code that sets it does not compile.",
    wayOut: "Look at the queries that use its columns, and at the code that sets it, before the code is deployed.",
  }),
};
