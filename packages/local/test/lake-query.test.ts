// The lake from files to answers: days of Tokyo, duplicates, files that come later, nested data, plain values.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LocalLake } from "../src/index.js";
import { type LakeFixture, lakeFixture, line } from "./lake-fixture.js";

let fixture: LakeFixture;
let local: LocalLake;

beforeEach(async () => {
  fixture = await lakeFixture();
  // 14:59 UTC is still the 1st in Tokyo, 15:00 UTC is the 2nd.
  await fixture.put("2026-01-01", "a.ndjson", line("a", "2026-01-01 14:59:59.999", { plan: "free", user_id: 1 }));
  await fixture.put(
    "2026-01-02",
    "b.gz",
    line("b", "2026-01-01 15:00:00.000", {
      plan: "pro",
      user_id: 2,
      total: 12.5,
      items: [
        { sku: "x", quantity: 2 },
        { sku: "y", quantity: 1 },
      ],
      address: { city: "Tokyo" },
      labels: { channel: "web" },
    }) + line("b", "2026-01-01 15:00:00.000", { plan: "pro", user_id: 2 }),
  );
  local = await fixture.open();
});
afterEach(() => fixture.remove());

const rowsOf = async (sql: string): Promise<readonly (readonly unknown[])[]> => (await local.query(sql)).rows;

describe("days of Tokyo", () => {
  test.each([
    ["dt", "SELECT plan FROM order_placed WHERE dt = '2026-01-02'", [["pro"]]],
    ["event_date", "SELECT plan FROM order_placed WHERE event_date = DATE '2026-01-02'", [["pro"]]],
    [
      "event_time_local",
      "SELECT plan FROM order_placed WHERE event_time_local >= TIMESTAMP '2026-01-02 00:00:00'",
      [["pro"]],
    ],
    ["the day before", "SELECT plan FROM order_placed WHERE dt = '2026-01-01'", [["free"]]],
    [
      "the clock of Tokyo",
      "SELECT event_time_local, event_time AT TIME ZONE 'Asia/Tokyo', event_time FROM order_placed ORDER BY 1",
      [
        ["2026-01-01 23:59:59.999", "2026-01-01 23:59:59.999", "2026-01-01 14:59:59.999"],
        ["2026-01-02 00:00:00.000", "2026-01-02 00:00:00.000", "2026-01-01 15:00:00.000"],
      ],
    ],
  ])("%s", async (_, sql, want) => {
    expect(await rowsOf(sql)).toEqual(want);
  });
});

describe("duplicates", () => {
  test("show once in the view, as they lie in the table", async () => {
    expect(await rowsOf("SELECT count(*) FROM order_placed")).toEqual([[2n]]);
    expect(await rowsOf("SELECT count(*) FROM acme_store.order_placed_v1")).toEqual([[3n]]);
  });
});

describe("nested data", () => {
  test.each([
    [
      "the element view",
      "SELECT sku, quantity FROM order_placed__items ORDER BY position",
      [
        ["x", 2n],
        ["y", 1n],
      ],
    ],
    ["a flattened struct", "SELECT address__city FROM order_placed WHERE plan = 'pro'", [["Tokyo"]]],
    [
      "UNNEST of rows",
      "SELECT i.sku, n FROM order_placed CROSS JOIN UNNEST(items) WITH ORDINALITY AS i(sku, quantity, n) ORDER BY n",
      [
        ["x", 1n],
        ["y", 2n],
      ],
    ],
    ["UNNEST of a map", "SELECT k, v FROM order_placed CROSS JOIN UNNEST(labels) AS l(k, v)", [["channel", "web"]]],
    [
      "UNNEST of a map and of rows in one query",
      "SELECT sku, k FROM order_placed CROSS JOIN UNNEST(items) AS i(sku, q) CROSS JOIN UNNEST(labels) AS l(k, v) ORDER BY 1",
      [
        ["x", "channel"],
        ["y", "channel"],
      ],
    ],
    [
      "whole values",
      "SELECT items, labels, total FROM order_placed WHERE plan = 'pro' AND total IS NOT NULL",
      [
        [
          [
            { sku: "x", quantity: 2n },
            { sku: "y", quantity: 1n },
          ],
          { channel: "web" },
          12.5,
        ],
      ],
    ],
  ])("%s", async (_, sql, want) => {
    expect(await rowsOf(sql)).toEqual(want);
  });
});

test("files that arrive later are seen by the next query", async () => {
  await fixture.put("2026-01-03", "c.ndjson", line("c", "2026-01-03 01:00:00.000", { plan: "free" }));
  expect(await rowsOf("SELECT count(*) FROM order_placed")).toEqual([[3n]]);
});

test("a lake without files answers with its columns", async () => {
  const empty = await lakeFixture();
  const answer = await (await empty.open()).query("SELECT plan, dt FROM order_placed");
  expect([answer.columns, answer.rows]).toEqual([
    [
      { name: "plan", type: "varchar" },
      { name: "dt", type: "varchar" },
    ],
    [],
  ]);
  await empty.remove();
});

test("a folder with quotes, spaces and brackets is read", async () => {
  const odd = await lakeFixture("it's [a] lake*");
  await odd.put("2026-01-01", "a.ndjson", line("a", "2026-01-01 01:00:00.000", { plan: "free" }));
  expect((await (await odd.open()).query("SELECT plan FROM order_placed")).rows).toEqual([["free"]]);
  await odd.remove();
});

test("columns have Athena's names and types", async () => {
  const { columns } = await local.query(
    "SELECT plan AS Plan, count(*), sum(total) AS t, DECIMAL '1.50' AS d, event_date, max(event_time), array_agg(items) " +
      "FROM order_placed GROUP BY plan, event_date",
  );
  expect(columns).toEqual([
    { name: "plan", type: "varchar" },
    { name: "_col1", type: "bigint" },
    { name: "t", type: "double" },
    { name: "d", type: "decimal(3,2)" },
    { name: "event_date", type: "date" },
    { name: "_col5", type: "timestamp(3)" },
    { name: "_col6", type: "array(array(row(sku varchar, quantity bigint)))" },
  ]);
});

test("values are plain", async () => {
  const [row] = await rowsOf(
    "SELECT 9007199254740993, DECIMAL '1.50', DATE '2026-01-02', TIMESTAMP '2026-01-02 03:04:05.006', " +
      "INTERVAL '1' DAY, INTERVAL '14' MONTH, ARRAY[1], ROW(1, 'x'), MAP(ARRAY['k'], ARRAY[true]), NULL, from_unixtime(0)",
  );
  expect(row).toEqual([
    9007199254740993n,
    "1.50",
    "2026-01-02",
    "2026-01-02 03:04:05.006",
    "1 00:00:00.000",
    "1-2",
    [1],
    { field0: 1, field1: "x" },
    { k: true },
    null,
    "1970-01-01 00:00:00.000 UTC",
  ]);
});

test("a filter on dt reads only that day's files, through the view too", async () => {
  for (const from of ["order_placed", "acme_store.order_placed_v1", "order_placed__items"]) {
    const { columns, rows } = await local.query(`EXPLAIN SELECT count(*) FROM ${from} WHERE dt = '2026-01-02'`);
    expect(columns.map((column) => column.name)).toEqual(["query plan"]);
    const plan = rows.flat().join("\n");
    expect(plan).toContain("(dt = '2026-01-02')");
    expect(plan).toMatch(/Scanning Files: 1\/\d/);
  }
});

test("queries given at once are answered in turn", async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => rowsOf("SELECT count(*) FROM order_placed")));
  expect(answers).toEqual(Array.from({ length: 5 }, () => [[2n]]));
});

test("a closed lake says so, and closes once", async () => {
  local.close();
  local.close();
  await expect(local.query("SELECT 1")).rejects.toThrow("The lake is closed");
});
