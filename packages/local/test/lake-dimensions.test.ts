// Dimensions: loaded only when a query names them, once, and joined with events.
import { afterEach, beforeEach, expect, test } from "vitest";
import { type DimensionType, isLocalError } from "../src/index.js";
import { type LakeFixture, lakeFixture, line } from "./lake-fixture.js";

let fixture: LakeFixture;
beforeEach(async () => {
  fixture = await lakeFixture();
  await fixture.put("2026-01-01", "a.ndjson", line("a", "2026-01-01 01:00:00.000", { plan: "free", user_id: 7 }));
});
afterEach(() => fixture.remove());

const columns = [
  { name: "id", type: "bigint" },
  { name: "name", type: "string" },
  { name: "active", type: "boolean" },
  { name: "score", type: "double" },
  { name: "born", type: "date" },
  { name: "created_at", type: "timestamp" },
] as const;

test("is loaded when named, once, and joined", async () => {
  let loads = 0;
  const local = await fixture.open({
    users: {
      load: async () => {
        loads++;
        const created = new Date("2026-01-01T00:00:00.250Z");
        return {
          columns,
          rows: [
            ["7", "日本", true, 1.5, "2000-02-29", created],
            [8n, null, false, "2.5", new Date("2000-01-01T00:00:00Z"), "2026-01-01 09:00:00+09"],
          ],
        };
      },
    },
  });
  await local.query("SELECT count(*) FROM order_placed");
  expect(loads).toBe(0);
  const joined = "SELECT u.name, o.plan FROM order_placed o JOIN users u ON u.id = o.user_id";
  expect((await local.query(joined)).rows).toEqual([["日本", "free"]]);
  expect((await local.query("SELECT * FROM users ORDER BY id")).rows).toEqual([
    [7n, "日本", true, 1.5, "2000-02-29", "2026-01-01 00:00:00.250"],
    [8n, null, false, 2.5, "2000-01-01", "2026-01-01 00:00:00.000"],
  ]);
  expect(loads).toBe(1);
});

const largest = "9".repeat(36);

test("decimals keep their digits", async () => {
  const money = [
    { name: "paid", type: "decimal(38,2)" },
    { name: "rate", type: "decimal(4,4)" },
  ] as const;
  const rows = [
    [`${largest}.99`, "0.1250"],
    [`-${largest}.99`, "-0.0001"],
    ["007.500", null],
    [12n, 0],
  ];
  const local = await fixture.open({ payments: { load: async () => ({ columns: money, rows }) } });
  const found = await local.query("SELECT paid, rate FROM payments");
  expect(found.columns.map(({ type }) => type)).toEqual(["decimal(38,2)", "decimal(4,4)"]);
  expect(found.rows).toEqual([
    [`${largest}.99`, "0.1250"],
    [`-${largest}.99`, "-0.0001"],
    ["7.50", null],
    ["12.00", "0.0000"],
  ]);
});

test.each<[string, DimensionType, unknown]>([
  ["text in a bigint", "bigint", "seven"],
  ["a date that is none", "date", "soon"],
  ["a decimal with a digit too many", "decimal(4,2)", "123.45"],
  ["a decimal that would have to be rounded", "decimal(4,2)", "1.234"],
  ["a decimal that is no number", "decimal(4,2)", "NaN"],
  ["a decimal in the notation of doubles", "decimal(4,2)", 1e-7],
])("a value that its column cannot hold names the dimension: %s", async (_, type, value) => {
  const columns = [{ name: "id", type }];
  const local = await fixture.open({ users: { load: async () => ({ columns, rows: [[value]] }) } });
  const error = await local.query("SELECT * FROM users").catch((thrown: unknown) => thrown);
  expect(isLocalError(error) && [error.code, error.message]).toEqual([
    "dimension-failed",
    expect.stringContaining("users"),
  ]);
});

test("cannot have the name of an event", async () => {
  const error = await fixture.open({ order_placed: { load: async () => ({ columns, rows: [] }) } }).catch((e) => e);
  expect(isLocalError(error) && error.code).toBe("name-taken");
});
