// What each format's files need in the catalogue: SerDe, input and output classes, and where they lie.
// Source: Amazon Athena User Guide, "Hive JSON SerDe", "Parquet SerDe", "Create Iceberg tables".
import { tableFolder } from "@tracklake/envelope";
import type { TableFormat, TableModel } from "../table-model.js";
import { type PartitionKey, projectionParameters } from "./partition-keys.js";

/** The part of a table that its format decides. */
export interface FormatTraits extends Pick<TableModel, "inputFormat" | "outputFormat" | "serde"> {
  /** Added to `<event>_v<major>`; curated files live beside the delivered lines, in a table of their own. */
  readonly suffix: string;
  /** Folder under the bucket's root, ending in `/`. */
  folder(table: string): string;
  /** Table parameters. @param keys - Those that are found by projection. */
  parameters(location: string, keys: readonly PartitionKey[]): Record<string, string>;
}

/** The traits of every format. */
export const formats: Readonly<Record<TableFormat, FormatTraits>> = {
  json: {
    suffix: "",
    folder: tableFolder,
    inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
    outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
    serde: { library: "org.apache.hive.hcatalog.data.JsonSerDe", parameters: { "serialization.format": "1" } },
    parameters: (location, keys) => ({ classification: "json", ...projectionParameters(keys, location) }),
  },
  parquet: {
    suffix: "_curated",
    folder: (table) => `curated/${table}/`,
    inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
    serde: {
      library: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
      parameters: { "serialization.format": "1" },
    },
    parameters: () => ({ classification: "parquet" }),
  },
  iceberg: {
    suffix: "",
    folder: (table) => `iceberg/${table}/`,
    // Athena takes a fixed list of properties here and refuses any other, so ours cannot be added.
    parameters: () => ({ table_type: "ICEBERG", format: "parquet", write_compression: "zstd" }),
  },
};

/** The table of the curated files beside a table of delivered lines. */
export function curatedTable(table: string): string {
  return `${table}${formats.parquet.suffix}`;
}
