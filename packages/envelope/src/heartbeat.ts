// The built-in event that says how far each table has come: written by the SDK, read by `tracklake verify`.
import { tableName } from "./partitions.js";

/** Name of the event; its properties stand in @tracklake/schema. */
export const HEARTBEAT_EVENT = "tracklake_heartbeat";

/** The event's table. */
export const HEARTBEAT_TABLE: string = tableName(HEARTBEAT_EVENT, 1);
