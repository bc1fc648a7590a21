// Writes one day of a table as Parquet into a folder of the lake: what Athena does with UNLOAD, by DuckDB.
// An engine of its own for each day: it spills to disk where a day is larger than memory, and ends when it is told to.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { type DaySource, duckdbWrite } from "@tracklake/tables";
import { LocalError } from "../errors.js";
import { CuratedTable, localFolder } from "./curated-table.js";
import { LakeTable } from "./lake-table.js";
import { sessionStatements } from "./session.js";
import { globPath, quoteName, quoteText } from "./sql-text.js";

/** What is to be written. */
export interface WriteDayOptions extends DaySource {
  /** The lake's folder, such as `.tracklake/lake`. */
  readonly directory: string;
  /** Where to, `s3://<bucket>/…/`, below the curated table's own location. */
  readonly location: string;
  /** Where the day's curated rows lie now, when they are to be kept. */
  readonly keptLocation?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What was written. */
export interface WrittenDay {
  readonly rows: number;
  /** Lines and files that were left out, as a query would tell of them. */
  readonly warnings: readonly string[];
}

/**
 * Writes a day.
 *
 * @throws LocalError `query-failed` when DuckDB fails or is interrupted, `lake-unreadable`.
 * @example
 * await writeDay({ directory, delivered, curated, dt: "2026-03-01", keep: false, location });
 */
export async function writeDay(options: WriteDayOptions): Promise<WrittenDay> {
  const { delivered, curated, dt, keep, keptLocation, location, signal } = options;
  const directory = resolve(options.directory);
  const folder = localFolder(directory, curated, location);
  const spill = await mkdtemp(join(tmpdir(), "tracklake-curate-"));
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    allow_community_extensions: "false",
    temp_directory: spill,
  });
  const connection = await instance.connect();
  const interrupt = () => connection.interrupt();
  signal?.addEventListener("abort", interrupt, { once: true });
  try {
    for (const statement of sessionStatements) await connection.run(statement);
    await connection.run(`CREATE SCHEMA IF NOT EXISTS ${quoteName(delivered.database)}`);
    const folders = [...new Set([`${directory}/`, globPath(`${directory}/`), `${spill}/`])].map(quoteText);
    await connection.run(`SET allowed_directories = [${folders.join(", ")}]`);
    await connection.run("SET enable_external_access = false");
    const table = new LakeTable(delivered, directory, connection);
    await table.refresh((day) => day === dt);
    const kept = keep && keptLocation !== undefined ? [localFolder(directory, curated, keptLocation)] : [];
    await new CuratedTable(curated, directory, "", connection).over(kept);
    await mkdir(folder, { recursive: true });
    signal?.throwIfAborted();
    const result = await connection.runAndReadAll(duckdbWrite(options, folder));
    return { rows: Number(result.getRows()[0]?.[0] ?? 0), warnings: table.warnings() };
  } catch (error) {
    if (error instanceof LocalError) throw error;
    const reason = signal?.aborted ? "it was interrupted" : error instanceof Error ? error.message : String(error);
    throw new LocalError("query-failed", `${curated.name} of ${dt} could not be written: ${reason}`, { cause: error });
  } finally {
    signal?.removeEventListener("abort", interrupt);
    connection.closeSync();
    instance.closeSync();
    await rm(spill, { recursive: true, force: true });
  }
}
