// Which table and partition a line belongs to, and what the two databases of a lake are called.
// Firehose's prefix, the Glue table's location and the local lake all come from here.

/** The only partition column: the date of event_time in the lake's time zone, `YYYY-MM-DD`. */
export const PARTITION_COLUMN = "dt";

/** The folder of the bucket (or of `.tracklake/lake`) that holds the tables. */
export const EVENTS_FOLDER = "events";

/** The folder for what Firehose could not deliver to a table. */
export const ERRORS_FOLDER = "errors";

/** The folder where Athena leaves the results of queries. */
export const RESULTS_FOLDER = "athena-results";

/** The folder for dead letters: what a tracker refused. */
export const DEAD_LETTERS_FOLDER = "dead-letters";

/** What a lake is: its name, its bucket and the time zone of its days. Fixed once data is in it. */
export interface Lake {
  /** Lower_snake; gives the databases `<name>` and `<name>_store`. */
  readonly name: string;
  /** The S3 bucket of the delivered lines. */
  readonly bucket: string;
  /** IANA name of the time zone whose days are the partitions, such as `Asia/Tokyo`. */
  readonly timeZone: string;
}

/**
 * The table of an event's major.
 *
 * @example
 * tableName("plan_changed", 1); // "plan_changed_v1"
 */
export function tableName(event: string, major: number): string {
  return `${event}_v${major}`;
}

/** The Glue database that holds the tables: for machines. */
export function storeDatabase(lake: Pick<Lake, "name">): string {
  return `${lake.name}_store`;
}

/** The Glue database that holds the views: what people query. */
export function viewDatabase(lake: Pick<Lake, "name">): string {
  return lake.name;
}

/** The folder of a table under the bucket's root, ending in `/`. */
export function tableFolder(table: string): string {
  return `${EVENTS_FOLDER}/${table}/`;
}

/** The folder of a table's partition under the bucket's root, ending in `/`. */
export function partitionFolder(table: string, dt: string): string {
  return `${tableFolder(table)}${PARTITION_COLUMN}=${dt}/`;
}

/** The S3 location of a table, ending in `/`. */
export function tableLocation(lake: Pick<Lake, "bucket">, table: string): string {
  return `s3://${lake.bucket}/${tableFolder(table)}`;
}
