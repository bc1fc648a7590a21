// Views with a boundary over tables that hold the same events on both of its sides: each event once, from its side.
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { curatedTable, duckdbColumns, quoteAlways, tableModels, views } from "../../src/index.js";
import { arrayOf, event, field, lake, revised } from "../rich-event.js";

const v1 = revised(event([field("a"), field("items", arrayOf(field("sku")))]));
const v2 = { ...revised({ ...v1.model, major: 2 }) };
const revisions = [v1, v2];
const days = ["2026-03-01", "2026-03-02", "2026-03-03"];

let database: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  database = await DuckDBInstance.create(":memory:");
  connection = await database.connect();
  await connection.run("CREATE SCHEMA acme; CREATE SCHEMA acme_store");
  for (const table of tableModels(revisions, lake)) {
    const columns = [...Object.entries(duckdbColumns(table)), ["dt", "VARCHAR"] as const];
    const list = columns.map(([name, type]) => `${quoteAlways(name)} ${type}`).join(", ");
    // Every day lies on both sides: delivered twice, curated once, and marked by where it lies.
    for (const [name, copies, a] of [
      [table.name, 2, "delivered"],
      [curatedTable(table.name), 1, "curated"],
    ] as const) {
      await connection.run(`CREATE TABLE acme_store.${name} (${list})`);
      for (const dt of days) {
        const row = `INSERT INTO acme_store.${name} BY NAME SELECT '${table.name} ${dt}' AS event_id, 1 AS event_sequence, TIMESTAMP '${dt} 00:00:00' AS event_time, '${a}' AS a, [{'sku': 's'}] AS items, '${dt}' AS dt`;
        for (let copy = 0; copy < copies; copy++) await connection.run(row);
      }
    }
  }
});
afterAll(() => {
  connection.closeSync();
  database.closeSync();
});

describe.each<[string, Record<string, string>]>([
  ["none", {}],
  ["of one major", { thing_done_v1: "2026-03-02" }],
  ["of both, at other days", { thing_done_v1: "2026-03-02", thing_done_v2: "2026-03-01" }],
  ["behind all days", { thing_done_v1: "2026-02-01", thing_done_v2: "2026-03-03" }],
])("a boundary: %s", (_, boundaries) => {
  const curatedThrough = new Map(Object.entries(boundaries));
  const wanted = tableModels(revisions, lake).flatMap(({ name }) =>
    days.map((dt) => [`${name} ${dt}`, dt <= (curatedThrough.get(name) ?? "") ? "curated" : "delivered"]),
  );

  test("each event once, from its side", async () => {
    const [view] = views(revisions, lake, { curatedThrough });
    const rows = await connection.runAndReadAll(`SELECT event_id, a FROM (${view?.sql("duckdb")}) ORDER BY 1`);
    expect(rows.getRows()).toEqual(wanted);
  });

  test("each element once", async () => {
    const [, elements] = views(revisions, lake, { curatedThrough });
    const rows = await connection.runAndReadAll(`SELECT event_id FROM (${elements?.sql("duckdb")}) ORDER BY 1`);
    expect(rows.getRows()).toEqual(wanted.map(([id]) => [id]));
  });
});
