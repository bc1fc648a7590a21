// TIME_ZONE_CHANGED: event_date and dt are dates in the lake's time zone, so old and new rows would be cut into other days.
import { always, type Rule, unreadable } from "./rule.js";

/** Another time zone of a lake. */
export const timeZoneChanged: Rule<"TIME_ZONE_CHANGED"> = {
  id: "TIME_ZONE_CHANGED",
  finds: "The lake has another time zone.",
  judge: always({
    storage: unreadable,
    reader: "safe",
    writer: "safe",
    caller: "safe",
    reason: "Days of old rows begin at another hour, so a retried event lands in two partitions and is counted twice.",
    wayOut: "Keep the time zone, and convert in queries; or create a lake of another name.",
  }),
};
