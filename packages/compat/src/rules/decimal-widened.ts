// DECIMAL_WIDENED: more digits before the point, as many after it. Values of both are texts in the line.
import { nextMajor, type Rule, type Storage } from "./rule.js";

/** Athena's documentation names a wider precision for Iceberg alone, and Parquet's physical type may change with it. */
const storage: Storage = { json: "safe", parquet: "break", iceberg: "safe" };

/** A decimal with more digits. */
export const decimalWidened: Rule<"DECIMAL_WIDENED"> = {
  id: "DECIMAL_WIDENED",
  finds: "A decimal has more digits before the point and as many after it.",
  judge: () => ({
    storage,
    reader: "safe",
    writer: "tolerated",
    caller: "safe",
    reason: "JSON is read anew and Iceberg allows it, but Parquet files were written with the narrower type.",
    wayOut: nextMajor,
  }),
};
