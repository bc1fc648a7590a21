// FIELD_MOVED: a field of the event became one of a context, or the other way round. Its column is the same one.
import { isDemanded } from "../change.js";
import { type Rule, stored } from "./rule.js";

/** A column that another group brings. */
export const fieldMoved: Rule<"FIELD_MOVED"> = {
  id: "FIELD_MOVED",
  finds: "A field moved between the event and a context, or between two contexts.",
  judge: ({ before, after, contexts }) => ({
    storage: stored,
    reader: isDemanded(after) && contexts?.to !== true ? "break" : "tolerated",
    writer: isDemanded(before) && contexts?.from !== true ? "break" : "tolerated",
    caller: "break",
    reason: "The column is the same one, but it is set elsewhere: calls that pass it where it was do not compile.",
    wayOut: "Set it where it is now, in every service that sends the event, before the old place is forgotten.",
  }),
};
