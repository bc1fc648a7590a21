// Firehose's object keys: the prefixes that our stream is created with, and the name that the service adds.
// Source: Amazon Data Firehose Developer Guide, "Amazon S3 object name format" and "Custom prefixes".
import { ERRORS_FOLDER, EVENTS_FOLDER, PARTITION_COLUMN } from "./partitions.js";

/** The JQ queries of dynamic partitioning: one key for each part of a line's place. */
export const partitioningQuery = "{event_name:.event_name,event_major:.event_major|tostring,event_date:.event_date}";

/** `Prefix` of the one stream of all events: dynamic partitioning puts each line into its table's partition. */
export const streamPrefix =
  `${EVENTS_FOLDER}/!{partitionKeyFromQuery:event_name}_v!{partitionKeyFromQuery:event_major}/` +
  `${PARTITION_COLUMN}=!{partitionKeyFromQuery:event_date}/`;

/**
 * `ErrorOutputPrefix` of that stream; it cannot use partition keys. The type begins the object's name and is no folder:
 * a table finds every type below its day, those too that the service will have one day.
 */
export const streamErrorPrefix = `${ERRORS_FOLDER}/${PARTITION_COLUMN}=!{timestamp:yyyy-MM-dd}/!{firehose:error-output-type}-`;

/**
 * The name of an object within its evaluated prefix: `<stream>-<version>-YYYY-MM-DD-HH-MM-SS-<uuid><ext>`.
 *
 * @param arrival - Milliseconds since 1970 of the oldest record in the object.
 */
export function objectName(stream: string, version: number, arrival: number, uuid: string, extension: string): string {
  const stamp = new Date(arrival).toISOString().slice(0, 19).replace(/[T:]/g, "-");
  return `${stream}-${version}-${stamp}-${uuid}${extension}`;
}
