import { describe, expect, test } from "vitest";
import { sameSql } from "../src/index.js";

const ours = `SELECT
  dt,
  CAST(at_timezone(with_timezone(event_time, 'UTC'), 'Asia/Tokyo') AS timestamp) AS event_time_local,
  "end",
  coalesce(plan, old_plan) AS plan
FROM (
  SELECT *, row_number() OVER (PARTITION BY dt, event_id ORDER BY event_sequence) AS row__copy
  FROM acme_store.plan_changed_v1
)
WHERE row__copy = 1`;
/** As Trino's formatter writes it. */
const theirs = `SELECT
  dt
, CAST(at_timezone(with_timezone(event_time, 'UTC'), 'Asia/Tokyo') AS timestamp) event_time_local
, "end"
, COALESCE(plan, old_plan) plan
FROM
  (
   SELECT
     *
   , "row_number"() OVER (PARTITION BY dt, event_id ORDER BY event_sequence ASC) row__copy
   FROM
     acme_store.plan_changed_v1
)
WHERE (row__copy = 1)`;

test("an engine's words for a view of ours are the same", () => expect(sameSql(ours, theirs)).toBe(true));

describe("differences that are none", () => {
  test.each([
    ["white space", "SELECT a FROM t", "select  a\nfrom\tt"],
    ["parentheses", "SELECT a FROM t WHERE a = 1 AND b = 2", "SELECT a FROM t WHERE ((a = 1) AND (b = 2))"],
    ["quotes that are not needed", "SELECT a FROM t", 'SELECT "a" FROM "t"'],
    ["comments", "SELECT a FROM t", "SELECT a /* x */ FROM t -- y"],
    ["a number's letter case", "SELECT a / 1e3 AS b FROM t", "SELECT a / 1E3 AS b FROM t"],
    [
      "parentheses of a join, as engines put them",
      "SELECT 1 AS x FROM (SELECT * FROM t) AS e CROSS JOIN UNNEST(e.a) AS f (g) CROSS JOIN UNNEST(f.g) AS h (i) WHERE g = 1",
      "SELECT 1 x FROM (((SELECT * FROM t) e CROSS JOIN UNNEST(e.a) f (g)) CROSS JOIN UNNEST(f.g) h (i)) WHERE (g = 1)",
    ],
    ["AS", "SELECT a AS b FROM t", "SELECT a b FROM t"],
  ])("%s", (_, a, b) => expect(sameSql(a, b)).toBe(true));
});

describe("differences", () => {
  test.each([
    ["a column more", "SELECT a FROM t", "SELECT a, b FROM t"],
    ["another order of columns", "SELECT a, b FROM t", "SELECT b, a FROM t"],
    ["a text's letter case", "SELECT 'a' AS x", "SELECT 'A' AS x"],
    ["a day", "SELECT a FROM t WHERE dt <= '2026-01-01'", "SELECT a FROM t WHERE dt <= '2026-01-02'"],
    ["parentheses that matter", "SELECT a FROM t WHERE a AND (b OR c)", "SELECT a FROM t WHERE a AND b OR c"],
    ["the direction of an order", "SELECT a FROM t ORDER BY a", "SELECT a FROM t ORDER BY a DESC"],
    ["DISTINCT", "SELECT a FROM t", "SELECT DISTINCT a FROM t"],
    ["a kind of join", "SELECT a FROM t JOIN u ON t.x = u.x", "SELECT a FROM t LEFT JOIN u ON t.x = u.x"],
    [
      "which side of a join is joined first",
      "SELECT 1 AS x FROM a LEFT JOIN b ON a.i = b.i JOIN c ON b.i = c.i",
      "SELECT 1 AS x FROM a LEFT JOIN (b JOIN c ON b.i = c.i) ON a.i = b.i",
    ],
    ["a number", "SELECT 1e3 AS x", "SELECT 1e4 AS x"],
    ["UNION ALL", "SELECT a FROM t UNION ALL SELECT a FROM u", "SELECT a FROM t UNION SELECT a FROM u"],
    ["WITH ORDINALITY", "SELECT a FROM UNNEST(x) AS t (a)", "SELECT a FROM UNNEST(x) WITH ORDINALITY AS t (a)"],
    ["what cannot be read", "SELECT FROM", "SELECT FROM WHERE"],
  ])("%s", (_, a, b) => expect(sameSql(a, b)).toBe(false));
});
