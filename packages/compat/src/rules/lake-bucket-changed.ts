// LAKE_BUCKET_CHANGED: a table's location is in the lake's bucket, and files do not move with a setting.
import { always, type Rule, unreadable } from "./rule.js";

/** Another bucket of a lake. */
export const lakeBucketChanged: Rule<"LAKE_BUCKET_CHANGED"> = {
  id: "LAKE_BUCKET_CHANGED",
  finds: "The lake has another bucket.",
  judge: always({
    storage: unreadable,
    reader: "safe",
    writer: "safe",
    caller: "safe",
    reason:
      "Tables look into the new bucket, so the rows in the old one vanish from every query, and the stream still delivers there.",
    wayOut:
      "Keep the bucket; or create a lake of another name, copy the files first, and deliver to the new one after it.",
  }),
};
