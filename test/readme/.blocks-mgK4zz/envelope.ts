import { eventId, lakeDate, partitionFolder, tableName, timestampText } from "@tracklake/envelope";

const now = Date.parse("2026-01-01T15:00:00Z");
eventId(now); // "019b7a12-a180-7…", a UUIDv7
timestampText(now); // "2026-01-01 15:00:00.000"
partitionFolder(tableName("plan_changed", 1), lakeDate("Asia/Tokyo")(now)); // "events/plan_changed_v1/dt=2026-01-02/"
