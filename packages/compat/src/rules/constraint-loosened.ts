// CONSTRAINT_LOOSENED: a bound of numbers, lengths or items leaves more room. Columns know no bounds.
import { always, type Rule, stored } from "./rule.js";

/** A bound that leaves more room. */
export const constraintLoosened: Rule<"CONSTRAINT_LOOSENED"> = {
  id: "CONSTRAINT_LOOSENED",
  finds: "A bound, a length or a number of items leaves more room.",
  judge: always({
    storage: stored,
    reader: "safe",
    writer: "tolerated",
    caller: "safe",
    reason: "Values appear that were refused before.",
    wayOut: "Look at queries that rely on the old bound.",
  }),
};
