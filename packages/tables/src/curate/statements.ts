// How each engine writes a SELECT as Parquet into a folder of S3, without touching a table that anybody reads.
// Guide: UNLOAD wants an empty folder and leaves what it wrote when it fails; so does CREATE TABLE AS.
import type { TableModel } from "../table-model.js";
import { queryText, quoteQuery } from "../views/quote.js";
import { type DaySource, daySelect } from "./select.js";

/** Bytes that a file has at most, and as near to as there is data for: what engines read in one go. */
export const FILE_BYTES: number = 512 * 1024 * 1024;

/**
 * Athena's statement.
 *
 * @param location - Of the run's folder, `s3://…/`, empty.
 */
export function athenaWrite(source: DaySource, location: string): string {
  const select = daySelect(source, "athena");
  return `UNLOAD (\n${select}\n)\nTO ${queryText(location)}\nWITH (format = 'PARQUET', compression = 'ZSTD')`;
}

/** Trino's statements: a table over the run's folder is made and dropped again; its files stay. */
export interface TrinoWrite {
  readonly create: string;
  readonly drop: string;
  /** Session properties of the statement that writes. */
  readonly session: Readonly<Record<string, string>>;
}

/**
 * Trino's statements.
 *
 * @param catalog - The Hive connector's, for its session properties.
 */
export function trinoWrite(source: DaySource, location: string, run: string, catalog: string): TrinoWrite {
  const table = stagingTable(source.curated, run);
  const with_ = `WITH (format = 'PARQUET', external_location = ${queryText(location)})`;
  return {
    create: `CREATE TABLE ${table} ${with_} AS\n${daySelect(source, "athena")}`,
    drop: `DROP TABLE IF EXISTS ${table}`,
    session: {
      // One writer, and more only as data comes: small days give one file.
      scale_writers: "true",
      [`${catalog}.compression_codec`]: "ZSTD",
      [`${catalog}.target_max_file_size`]: `${FILE_BYTES}B`,
    },
  };
}

/** The table that stands over a run's folder while Trino writes it. */
function stagingTable({ database, name }: TableModel, run: string): string {
  const id = run.toLowerCase().replace(/[^a-z0-9]/g, "_");
  return `${quoteQuery(database)}.${quoteQuery(`${name}_run_${id}`)}`;
}

/**
 * DuckDB's statement.
 *
 * @param folder - Path of the run's folder, which is there.
 */
export function duckdbWrite(source: DaySource, folder: string): string {
  const options = `FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES ${FILE_BYTES}, FILENAME_PATTERN 'part-{i}', OVERWRITE_OR_IGNORE`;
  return `COPY (\n${daySelect(source, "duckdb")}\n) TO ${queryText(folder)} (${options})`;
}
