// Names that authors cannot use, since the line, the tables or the generated client already do.
// Lint refuses them; nothing renames them silently.
import { envelopeColumns, PII_KEY_COLUMN } from "./columns.js";
import { HEARTBEAT_EVENT } from "./heartbeat.js";
import { PARTITION_COLUMN } from "./partitions.js";

/** Column names that no property or context field may have. */
export const reservedColumnNames: ReadonlySet<string> = new Set([
  ...envelopeColumns.map((column) => column.name),
  PII_KEY_COLUMN,
  PARTITION_COLUMN,
  "event_time_local",
  "position",
]);

/** Event names taken by tables and views of the lake itself. */
export const reservedEventNames: ReadonlySet<string> = new Set(["all_events", "dead_letters", "delivery_errors"]);

/** Events that Tracklake defines itself; authors cannot define them again. */
export const builtInEventNames: ReadonlySet<string> = new Set(["http_request", HEARTBEAT_EVENT]);

/** Members of the generated tracker; an event whose method would have such a name is refused. */
export const trackerMembers: ReadonlySet<string> = new Set([
  "track",
  "flush",
  "close",
  "counts",
  "metrics",
  "health",
  "withContext",
  "setContext",
  "constructor",
  "toString",
  "valueOf",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "then",
]);

/**
 * Why an event cannot have this name, or `undefined` when it can.
 *
 * @example
 * reservedEventName("all_events"); // "it is the name of a view of the lake"
 */
export function reservedEventName(name: string): string | undefined {
  if (reservedEventNames.has(name)) return "it is the name of a view of the lake";
  if (/_v[0-9]+$/.test(name)) return "names that end in _v and digits belong to the tables of majors";
  return undefined;
}
