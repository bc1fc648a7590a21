// Conditions on partition keys: what is chosen, and what is refused.
import { describe, expect, test } from "vitest";
import { partitionFilter } from "../src/glue/partition-expression.js";

const keys = [
  { name: "dt", type: "string" },
  { name: "hour", type: "int" },
  { name: "price", type: "decimal(5,2)" },
];
const partitions = [
  ["2026-01-01", "9", "10.50"],
  ["2026-01-02", "10", "9.00"],
  ["it's", "11", "-1.00"],
] as const;

describe("an expression", () => {
  test.each<[string, number[]]>([
    ["dt = '2026-01-02'", [1]],
    ["((dt = '2026-01-02'))", [1]],
    ["DT = '2026-01-02' AND `hour` = 10", [1]],
    ["dt = 'it''s'", [2]],
    ["dt <> '2026-01-02'", [0, 2]],
    ["dt != '2026-01-02'", [0, 2]],
    ["hour < 10", [0]],
    ["hour <= '10'", [0, 1]],
    ["hour > 9 and hour < 11", [1]],
    ["price >= 9.5", [0]],
    ["price > -1", [0, 1]],
    ["dt in ('2026-01-01', 'it''s')", [0, 2]],
    ["dt NOT IN ('2026-01-01')", [1, 2]],
    ["dt between '2026-01-01' and '2026-01-02'", [0, 1]],
    ["hour not between 10 and 11", [0]],
    ["dt like '2026-01-__'", [0, 1]],
    ["dt not like '%-02'", [0, 2]],
    ["dt = 'x' or hour = 9 and price = 10.5", [0]],
    ["(dt = 'x' or hour = 9) and price = 9", []],
    ["not (hour = 9 or hour = 11)", [1]],
    ["dt is null", []],
    ["dt is not null", [0, 1, 2]],
  ])("%s", (expression, want) => {
    const filter = partitionFilter(expression, keys);
    expect(partitions.flatMap((values, index) => (filter(values) ? [index] : []))).toEqual(want);
  });

  test.each([
    "plan = 'pro'",
    "dt = ",
    "dt = 'x",
    "dt = hour",
    "dt == 'x'",
    "dt not = 'x'",
    "dt = 'x' and",
    "(dt = 'x'",
    "dt = 'x') or (dt = 'y'",
    "dt in ()",
    "dt between '1'",
    "lower(dt) = 'x'",
    "'x' = dt",
    "dt = 'x'; drop",
  ])("%s is refused", (expression) => {
    expect(() => partitionFilter(expression, keys)).toThrow(/Unsupported expression/);
  });
});
