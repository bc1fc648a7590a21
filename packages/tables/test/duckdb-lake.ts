// A lake on disk with its tables and views in DuckDB: what the local engine does, in a few lines.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { partitionFolder } from "@tracklake/envelope";
import type { RegisteredEvent } from "@tracklake/registry";
import { duckdbColumns, queryText, quoteAlways, tableModels, views } from "../src/index.js";
import { lake } from "./rich-event.js";

/** Lines of one partition: `table` and `dt` say which. */
export interface Partition {
  readonly table: string;
  readonly dt: string;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
}

/** A lake that can be asked. */
export interface TestLake {
  /** The rows, with bigints as text. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  columns(sql: string): Promise<string[]>;
  close(): Promise<void>;
}

/** Writes the lines, and creates every table and view of the revisions over them. */
export async function duckdbLake(
  revisions: readonly RegisteredEvent[],
  partitions: readonly Partition[],
): Promise<TestLake> {
  const root = await mkdtemp(join(tmpdir(), "tracklake-tables-"));
  const tables = tableModels(revisions, lake);
  const empty = tables.map(({ name }) => ({ table: name, dt: "1970-01-01", lines: [] }));
  for (const { table, dt, lines } of [...partitions, ...empty]) {
    const folder = join(root, partitionFolder(table, dt));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "a.ndjson"), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  }
  const database = await DuckDBInstance.create(":memory:");
  const connection = await database.connect();
  for (const name of new Set([...tables, ...views(revisions, lake)].map((made) => made.database))) {
    await connection.run(`CREATE SCHEMA ${quoteAlways(name)}`);
  }
  for (const table of tables) {
    const columns = Object.entries(duckdbColumns(table)).map(
      ([name, type]) => `${quoteAlways(name)}: ${queryText(type)}`,
    );
    await connection.run(
      `CREATE VIEW ${quoteAlways(table.database)}.${quoteAlways(table.name)} AS SELECT * FROM read_json(` +
        `${queryText(join(root, "events", table.name, "*/*.ndjson"))}, columns={${columns.join(", ")}}, ` +
        "format='newline_delimited', hive_partitioning=true, hive_types={dt: VARCHAR})",
    );
  }
  for (const view of views(revisions, lake)) {
    await connection.run(
      `CREATE VIEW ${quoteAlways(view.database)}.${quoteAlways(view.name)} AS ${view.sql("duckdb")}`,
    );
  }
  return {
    async rows(sql) {
      return (await connection.runAndReadAll(sql)).getRowObjectsJson();
    },
    async columns(sql) {
      return (await connection.runAndReadAll(sql)).columnNames();
    },
    async close() {
      connection.closeSync();
      database.closeSync();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** A line's envelope; `sequence` tells events apart. */
export function envelope(sequence: number, time: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    event_id: `id-${sequence}`,
    event_name: "thing_done",
    event_major: 1,
    event_revision: 1,
    event_time: time,
    event_date: time.slice(0, 10),
    service: "shop",
    environment: "test",
    instance_id: "i",
    event_sequence: sequence,
    ...more,
  };
}
