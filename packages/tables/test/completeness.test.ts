// The question of completeness: its text for Athena, its grammar, its size. What it answers is tested over the local
// lake, by `tracklake verify`.
import { athenaLimits } from "@tracklake/envelope";
import { beforeAll, describe, expect, test } from "vitest";
import { type CompletenessOptions, completenessQueries, recordedTablesQuery } from "../src/index.js";
import { type Grammar, grammar } from "./hive-grammar.js";
import { lake } from "./rich-event.js";

const watermark = "2026-01-03 00:00:00.000";
const tables = ["http_request_v1", "plan_changed_v1", "tracklake_heartbeat_v1"].map((name) => ({ name }));

test("golden", async () => {
  const [sql, ...others] = completenessQueries(lake, tables, { from: "2026-01-01", to: "2026-01-31", watermark });
  expect(others).toEqual([]);
  await expect(`${sql};\n`).toMatchFileSnapshot("golden/completeness.sql");
});

describe("Trino's grammar takes it", () => {
  let trino: Grammar;
  beforeAll(async () => {
    trino = await grammar("TrinoSQL");
  });

  const asked: [string, Omit<CompletenessOptions, "watermark">][] = [
    ["every day", {}],
    ["from a day", { from: "2026-01-01" }],
    ["to a day", { to: "2026-01-01" }],
    ["one day", { from: "2026-03-01", to: "2026-03-01" }],
  ];
  test.each(asked)("%s", (_, days) => {
    const options = { ...days, watermark };
    for (const sql of [...completenessQueries(lake, tables, options), recordedTablesQuery(lake, options)]) {
      expect(trino(`${sql};`)).toEqual([]);
    }
  });
});

test("one day on each side is read, over the ends of months and years", () => {
  const [sql = ""] = completenessQueries(lake, tables, { from: "2024-03-01", to: "2026-12-31", watermark });
  expect(sql).toContain("dt >= '2024-02-29' AND dt <= '2027-01-01'");
  expect(sql).not.toMatch(/undefined|NaN|null/);
});

test.each([
  [0, 0],
  [1, 1],
  [150, 1],
  [151, 2],
  [1_000, 7],
])("%i tables with the longest names make %i queries, none over Athena's limit", (count, queries) => {
  const many = Array.from({ length: count }, (_, index) => ({ name: `${"a".repeat(250)}_${index}` }));
  const made = completenessQueries(lake, many, { from: "2026-01-01", to: "2026-01-02", watermark });
  expect(made).toHaveLength(queries);
  for (const sql of made) expect(Buffer.byteLength(sql)).toBeLessThan(athenaLimits.queryBytes);
});

test("a name that is reserved or quoted stays a name", () => {
  const [sql = ""] = completenessQueries(lake, [{ name: "it's" }], { watermark });
  expect(sql).toContain(`SELECT 'it''s' AS table_name`);
  expect(sql).toContain(`."it's"`);
});
