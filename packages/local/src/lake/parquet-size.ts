// How many bytes lines take as Parquet, in all and by column: written by DuckDB, measured, and thrown away.
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { duckdbColumns, quoteAlways, type TableModel } from "@tracklake/tables";
import { quoteText } from "./sql-text.js";

/** The size of a Parquet file. */
export interface ParquetSize {
  /** Of the whole file. */
  readonly bytes: number;
  /** Of each top-level column, compressed. */
  readonly columns: Readonly<Record<string, number>>;
}

/**
 * Measures lines as a Parquet file with ZSTD.
 *
 * @param lines - NDJSON of the table's columns, each with its newline.
 * @example
 * const { bytes } = await parquetSize(table, lines);
 */
export async function parquetSize(table: TableModel, lines: readonly string[]): Promise<ParquetSize> {
  const folder = await mkdtemp(join(tmpdir(), "tracklake-parquet-"));
  const instance = await DuckDBInstance.create(":memory:", { autoinstall_known_extensions: "false" });
  const connection = await instance.connect();
  try {
    const [json, parquet] = [join(folder, "lines.ndjson"), join(folder, "lines.parquet")].map(quoteText);
    await writeFile(join(folder, "lines.ndjson"), lines.join(""));
    const columns = Object.entries(duckdbColumns(table)).map(
      ([name, type]) => `${quoteAlways(name)}: ${quoteText(type)}`,
    );
    await connection.run(
      `COPY (SELECT * FROM read_json(${json}, format = 'newline_delimited', columns = {${columns.join(", ")}})) ` +
        `TO ${parquet} (FORMAT parquet, COMPRESSION zstd)`,
    );
    const { rows } = await asked(
      `SELECT string_split(path_in_schema, ', ')[1] AS name, sum(total_compressed_size)::BIGINT AS bytes ` +
        `FROM parquet_metadata(${parquet}) GROUP BY name`,
    );
    const { size } = await stat(join(folder, "lines.parquet"));
    return {
      bytes: size,
      columns: Object.fromEntries(rows.map(([name, bytes]) => [String(name), Number(bytes)])),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }

  async function asked(sql: string) {
    const reader = await connection.runAndReadAll(sql);
    return { rows: reader.getRows() };
  }
}
