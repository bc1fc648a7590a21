// DECIMAL_WIDENED: more digits before the point, as many after it. Values of both are texts in the line.
// Parquet says of each file's decimals what they are; Trino reads narrower ones, of 32 and 64 bits too (docs/engines.md).
import { always, grownWayOut, type Rule, stored } from "./rule.js";

/** A decimal with more digits. */
export const decimalWidened: Rule<"DECIMAL_WIDENED"> = {
  id: "DECIMAL_WIDENED",
  finds: "A decimal has more digits before the point and as many after it.",
  judge: always({
    storage: stored,
    reader: "safe",
    writer: "tolerated",
    caller: "safe",
    reason: "Each file is read with its own digits, and the narrower values fit the wider column.",
    wayOut: grownWayOut,
  }),
};
