// Views that leave out what is personal: at every depth, in both dialects, whatever a column was called before.

import { DuckDBInstance } from "@duckdb/node-api";
import { afterEach, describe, expect, test } from "vitest";
import { duckdbColumns, quoteAlways, tableModels, viewDdl, views } from "../src/index.js";
import { grammar } from "./hive-grammar.js";
import { arrayOf, event, field, lake, revised, struct } from "./rich-event.js";

const hash = { pii: "hash" } as const;
const model = event([
  field("plan"),
  field("email", "string", hash),
  field("person", struct(field("name", "string", { pii: "mask" }), field("born", "date", { pii: "drop" }))),
  field("address", struct(field("city"), field("street", "string", hash))),
  field(
    "items",
    arrayOf(
      field("sku"),
      field("buyer", "string", hash),
      field("deep", struct(field("a"), field("b", "string", hash))),
    ),
  ),
  field("guests", arrayOf(field("email", "string", hash))),
  field("by_day", { kind: "map", values: struct(field("count", "integer"), field("who", "string", hash)) }),
]);
const left = { personal: "left-out" } as const;
const names = (personal?: "left-out") =>
  views([revised(model)], lake, personal ? left : {}).map(({ name, columns }) => [
    name,
    columns
      .map((column) => column.name)
      .filter((name) => !/^(dt|event_|service|environment|instance_id|trace_id|span_id)/.test(name)),
  ]);

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

test("fields with pii are no columns, structs of nothing else are gone, and so are their views", () => {
  expect(names("left-out")).toEqual([
    ["thing_done", ["plan", "address__city", "items", "by_day", "pii_key_id"]],
    ["thing_done__items", ["position", "sku", "deep__a"]],
  ]);
  expect(names()[0]?.[1]).toContain("email");
  expect(names().map(([name]) => name)).toContain("thing_done__guests");
});

test.each([
  ["protected no more", { ...model, properties: [field("email")] }],
  ["called something else", { ...model, properties: [field("contact", "string", { renamedFrom: "email" })] }],
])("what was personal once is left out when it is %s", (_, later) => {
  const [view] = views(
    [revised({ ...model, properties: [field("email", "string", hash)] }), revised(later, 2)],
    lake,
    left,
  );
  const columns = view?.columns.map(({ name }) => name);
  expect(columns).not.toContain("email");
  expect(view?.sql("athena")).not.toMatch(/\bemail\b/);
});

describe("within arrays and maps", () => {
  test("Athena's SQL is Trino's, and names nothing personal", async () => {
    const trino = await grammar("TrinoSQL");
    for (const view of views([revised(model)], lake, left)) {
      expect(trino(`${viewDdl(view)};`)).toEqual([]);
      expect(view.sql("athena")).not.toMatch(/\b(buyer|who|email|street|born)\b/);
    }
  });

  test("DuckDB gives the rest of each element", async () => {
    const [table] = tableModels([revised(model)], lake);
    const [view] = views([revised(model)], lake, left);
    if (!table || !view) throw new Error("no table");
    const database = await DuckDBInstance.create(":memory:");
    const connection = await database.connect();
    closers.push(() => {
      connection.closeSync();
      database.closeSync();
    });
    const columns = { ...duckdbColumns(table), dt: "VARCHAR" };
    const types = Object.entries(columns).map(([name, type]) => `${quoteAlways(name)} ${type}`);
    await connection.run("CREATE SCHEMA acme_store");
    await connection.run(`CREATE TABLE acme_store.thing_done_v1 (${types.join(", ")})`);
    await connection.run(
      "INSERT INTO acme_store.thing_done_v1 (dt, event_id, event_sequence, items, by_day) VALUES " +
        "('2026-01-01', 'a', 1, [{'sku': 's', 'buyer': 'x', 'deep': {'a': '1', 'b': 'x'}}, NULL], MAP {'mon': {'count': 2, 'who': 'x'}}), " +
        "('2026-01-01', 'b', 2, NULL, NULL)",
    );
    const rows = await connection.runAndReadAll(`SELECT items, by_day FROM (${view.sql("duckdb")}) ORDER BY event_id`);
    expect(rows.getRowObjectsJson()).toEqual([
      { items: [{ sku: "s", deep: { a: "1" } }, null], by_day: [{ key: "mon", value: { count: "2" } }] },
      { items: null, by_day: null },
    ]);
  });
});
