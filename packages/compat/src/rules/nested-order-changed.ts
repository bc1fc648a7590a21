// NESTED_ORDER_CHANGED: registered partitions keep their own struct, and Athena reads its fields by position.
// Publishing keeps the order of first publication, so only models that were never put in order meet this.
import { always, type Rule } from "./rule.js";

/** Nested fields in another order than the one of their publication. */
export const nestedOrderChanged: Rule<"NESTED_ORDER_CHANGED"> = {
  id: "NESTED_ORDER_CHANGED",
  finds: "Nested fields are not in the order of their first publication.",
  judge: always({
    storage: { json: "safe", parquet: "break", iceberg: "safe" },
    reader: "safe",
    writer: "safe",
    caller: "safe",
    reason:
      "Registered partitions keep the older struct, whose fields are read by position: values would change places.",
    wayOut: "Publish with tracklake, which keeps the order and appends new fields.",
  }),
};
