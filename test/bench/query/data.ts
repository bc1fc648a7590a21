// The events of the query benchmark on disk: gzipped lines as they are delivered, and the same rows curated to Parquet.
// DuckDB writes both, from the types of the tables, so that a row is the same in all.
import { existsSync } from "node:fs";
import { link, mkdir, readdir, rename, stat } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { EventRevision } from "@tracklake/registry";
import { fingerprint, toEventModel } from "@tracklake/schema";
import { duckdbColumns, type TableModel, tableModels } from "@tracklake/tables";
import { medium } from "../events.js";

/** How many events, over how many days. */
export interface Size {
  readonly events: number;
  readonly days: number;
  /** Days that are written; the others are the same files under another day. @default all of them */
  readonly distinct?: number | undefined;
}

/** Where the rows lie, as folders of days. */
export interface Data {
  readonly table: TableModel;
  readonly folder: string;
  readonly days: readonly string[];
  /** Bytes on disk. */
  readonly bytes: { readonly lines: number; readonly parquet: number };
}

/** Rows of one file: about 64 MB of gzip, as large as Firehose's largest buffer makes them. */
const ROWS_OF_FILE = 250_000;
const lake = { name: "acme", bucket: "acme-lake", timeZone: "UTC" };

/** Writes the events into a folder; a day that is there is left as it is. @param said - Told after each day. */
export async function writeEvents(
  folder: string,
  { events, days, distinct = days }: Size,
  said: (day: string) => void,
): Promise<Data> {
  const { model } = toEventModel(medium);
  const revision: EventRevision = { model, revision: 1, fingerprint: fingerprint(model), predecessor: null };
  const [table] = tableModels([revision], lake);
  if (!table) throw new Error("one event gives one table");
  const names = Array.from({ length: days }, (_, index) =>
    new Date(Date.UTC(2026, 0, index + 1)).toISOString().slice(0, 10),
  );
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const columns = Object.entries(duckdbColumns(table));
  const typed = columns
    .map(([name, type]) => `CAST(${expressions[name] ?? "NULL"} AS ${type}) AS "${name}"`)
    .join(", ");
  const perDay = Math.ceil(events / days);
  for (const [index, day] of names.entries()) {
    const at = (kind: string, of = day) => join(folder, kind, `dt=${of}`);
    if (existsSync(at("parquet"))) continue;
    if (index >= distinct) {
      const same = names[index % distinct] ?? day;
      for (const kind of ["lines", "parquet"]) await linkAll(at(kind, same), at(kind));
      continue;
    }
    // Renamed when it is whole, so that a run that was ended is gone on with.
    const [lines, parquet] = [at("lines"), `${at("parquet")}.part`];
    await mkdir(lines, { recursive: true });
    await mkdir(parquet, { recursive: true });
    for (let from = 0; from < perDay; from += ROWS_OF_FILE) {
      const end = Math.min(perDay, from + ROWS_OF_FILE);
      const rows = `SELECT ${typed} FROM (SELECT i, (hash(i) >> 1)::BIGINT AS h, TIMESTAMP '${day}' AS d FROM range(${index * perDay + from}, ${index * perDay + end}) AS r (i))`;
      await connection.run(`CREATE OR REPLACE TABLE chunk AS ${rows}`);
      await connection.run(
        `COPY (SELECT * REPLACE (strftime(event_time, '%Y-%m-%d %H:%M:%S.%g') AS event_time, strftime(placed_at, '%Y-%m-%d %H:%M:%S.%g') AS placed_at) FROM chunk) TO '${lines}/${from}.json.gz' (FORMAT json, COMPRESSION gzip)`,
      );
      await connection.run(`COPY chunk TO '${parquet}/${from}.parquet' (FORMAT parquet, COMPRESSION zstd)`);
    }
    await rename(parquet, at("parquet"));
    said(day);
  }
  connection.closeSync();
  const bytes = { lines: await size(join(folder, "lines")), parquet: await size(join(folder, "parquet")) };
  return { table, folder, days: names, bytes };
}

/** What stands in each column; ids and texts differ from row to row, as real ones do. */
const expressions: Readonly<Record<string, string>> = {
  event_id: "uuid()",
  event_name: "'order_completed'",
  event_major: "1",
  event_revision: "1",
  event_time: "d + to_milliseconds(h % 86400000)",
  event_date: "d",
  service: "'shop'",
  environment: "'production'",
  instance_id: "substr(md5((i % 40)::VARCHAR), 1, 16)",
  event_sequence: "i",
  trace_id: "md5(i::VARCHAR)",
  span_id: "substr(md5(h::VARCHAR), 1, 16)",
  order_id: "uuid()",
  status: "['placed', 'paid', 'shipped', 'delivered'][1 + h % 4]",
  placed_at: "d + to_milliseconds(h % 86400000)",
  total: "1200 + h % 90000",
  tax_rate: "(h % 20) / 100.0",
  currency: "['JPY', 'USD', 'EUR'][1 + h % 3]",
  paid: "h % 7 > 0",
  note: "CASE WHEN h % 3 = 0 THEN 'please ring twice, ' || md5((h + 1)::VARCHAR) END",
  customer:
    "{'customer_id': uuid()::VARCHAR, 'name': 'customer ' || (h % 100000), 'country': ['JP', 'US', 'DE'][1 + (h // 7) % 3], 'age': 18 + h % 60, 'newsletter': h % 2 = 0}",
  items:
    "list_transform(range(1 + h % 5), lambda n: {'sku': 'sku-' || ((h // 11 + n) % 5000), 'quantity': 1 + (h + n) % 4, 'price': ((h + n) % 10000) / 100.0})",
  referrer: "'https://example.com/p/' || (h % 20000)",
  channel: "['web', 'app', 'store'][1 + (h // 3) % 3]",
  session_ms: "h % 3600000",
};

async function linkAll(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) await link(join(from, name), join(to, name));
}

async function size(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size);
  return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0);
}
