// CONSTRAINT_TIGHTENED: a bound of numbers, lengths or items leaves less room. Columns know no bounds.
import { always, type Rule, stored } from "./rule.js";

/** A bound that leaves less room. */
export const constraintTightened: Rule<"CONSTRAINT_TIGHTENED"> = {
  id: "CONSTRAINT_TIGHTENED",
  finds: "A bound, a length or a number of items leaves less room.",
  judge: always({
    storage: stored,
    reader: "break",
    writer: "safe",
    caller: "tolerated",
    reason: "Old rows may lie outside, and calls with such values compile and are refused.",
    wayOut: "Keep the bound, or let queries expect older values outside of it.",
  }),
};
