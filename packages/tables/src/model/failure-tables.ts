// The tables of what failed: dead letters of trackers, and Firehose's error output. Their lines are taken whole, as text:
// what failed has no shape to rely on, and a SerDe that reads JSON would lose what does not fit its columns.
// Source: Amazon Athena User Guide, "Lazy Simple SerDe for CSV, TSV, and custom-delimited files".
import { DEAD_LETTERS_FOLDER, ERRORS_FOLDER, type Lake, PARTITION_COLUMN, storeDatabase } from "@tracklake/envelope";
import { canonicalJson, sha256 } from "@tracklake/schema";
import type { TableModel } from "../table-model.js";
import { checkLimits } from "./limits.js";
import { projectionParameters } from "./partition-keys.js";
import { APPLIED, checkLake } from "./table-models.js";

/** The table, and the view over it, of dead letters. */
export const DEAD_LETTERS = "dead_letters";
/** The table, and the view over it, of what Firehose could not deliver. */
export const DELIVERY_ERRORS = "delivery_errors";
/** The only column of these tables. */
export const LINE = "line";

/**
 * The tables of what failed: `dead_letters` and `delivery_errors`.
 *
 * @param firstDay - Where projected partitions begin, `YYYY-MM-DD`.
 * @throws TablesError `bad-lake`, `over-limit`
 * @example
 * const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
 * failureTables(lake).map((table) => table.name); // ["dead_letters", "delivery_errors"]
 */
export function failureTables(lake: Lake, firstDay = "2020-01-01"): TableModel[] {
  checkLake(lake, firstDay);
  const table = (name: string, folder: string, description: string, day: string): TableModel => {
    const location = `s3://${lake.bucket}/${folder}/`;
    // NOW is UTC, and so is Firehose's clock in the error prefix; a host's day may be the lake's.
    const projection = projectionParameters([{ name: PARTITION_COLUMN, type: "date", from: firstDay }], location);
    const model: TableModel = {
      database: storeDatabase(lake),
      name,
      format: "lines",
      description,
      columns: [{ name: LINE, type: "string", comment: "One JSON object, as it was written." }],
      partitionKeys: [{ name: PARTITION_COLUMN, type: "string", comment: day }],
      location,
      inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
      outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
      serde: {
        library: "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
        // Fields are divided by the character 1, which JSON never holds raw: no line is ever cut.
        parameters: { "serialization.format": "1" },
      },
      parameters: projection,
    };
    const marked = { ...model, parameters: { ...projection, "tracklake.time_zone": lake.timeZone } };
    const applied = { ...marked.parameters, [APPLIED]: sha256(canonicalJson(marked)) };
    checkLimits(marked);
    return { ...marked, parameters: applied };
  };
  return [
    table(
      DEAD_LETTERS,
      DEAD_LETTERS_FOLDER,
      "What trackers refused: one JSON object a line. Query the view of the same name.",
      "The day on which the letter was written into the lake, YYYY-MM-DD.",
    ),
    table(
      DELIVERY_ERRORS,
      ERRORS_FOLDER,
      "What Firehose could not deliver to a table: one JSON object a line. Query the view of the same name.",
      "The day on which Firehose received it, UTC, YYYY-MM-DD.",
    ),
  ];
}
