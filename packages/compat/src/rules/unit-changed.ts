// UNIT_CHANGED: the same numbers mean something else from now on, and no type says so.
import { always, type Rule, stored } from "./rule.js";

/** Another unit of the same field. */
export const unitChanged: Rule<"UNIT_CHANGED"> = {
  id: "UNIT_CHANGED",
  finds: "A field has another unit.",
  judge: always({
    storage: stored,
    reader: "tolerated",
    writer: "tolerated",
    caller: "tolerated",
    reason: "Everything compiles and every query runs, but sums and averages mix two units.",
    wayOut: "Add a field whose name holds the new unit, and mark this one as deprecated.",
  }),
};
