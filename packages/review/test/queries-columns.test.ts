// Which columns tricky queries use. Each row names the uses as `line:column field how`, in the order of the text.
import { columnsUsed } from "@tracklake/review/queries";
import { beforeAll, expect, test } from "vitest";
import { relations } from "./queries-fixture.js";

let known: Awaited<ReturnType<typeof relations>>;
beforeAll(async () => {
  known = await relations();
});

/** The uses of fields of the events; the envelope's are left out. */
function uses(sql: string, how = ["named", "using"]): string[] {
  return columnsUsed(sql, known)
    .columns.filter((use) => how.includes(use.how))
    .map(({ line, column, field, relation, sure }) => `${line}:${column} ${relation.name} ${field}${sure ? "" : " ?"}`);
}

const rows: [name: string, sql: string, want: string[]][] = [
  ["a bare column", "SELECT plan FROM plan_changed", ["1:8 plan_changed plan"]],
  ["on another line", "SELECT\n  plan\nFROM plan_changed", ["2:3 plan_changed plan"]],
  ["behind characters of two units", "SELECT '🎉', plan FROM plan_changed", ["1:13 plan_changed plan"]],
  ["an alias", "SELECT p.plan FROM plan_changed AS p", ["1:10 plan_changed plan"]],
  ["the database", "SELECT acme.plan_changed.plan FROM acme.plan_changed", ["1:26 plan_changed plan"]],
  [
    "the catalogue too",
    "SELECT awsdatacatalog.acme.plan_changed.plan FROM awsdatacatalog.acme.plan_changed",
    ["1:41 plan_changed plan"],
  ],
  ["the store", 'SELECT "plan" FROM acme_store.plan_changed_v1', ["1:8 plan_changed_v1 plan"]],
  ["quoted and in capitals", 'SELECT "PLAN" FROM "acme"."plan_changed"', ["1:8 plan_changed plan"]],
  ["a flattened column", "SELECT buyer__name FROM order_placed", ["1:8 order_placed buyer.name"]],
  ["a struct's field", "SELECT buyer.name FROM order_placed_v1", ["1:14 order_placed_v1 buyer.name"]],
  [
    "a struct's field behind an alias",
    "SELECT o.buyer.name FROM order_placed_v1 o",
    ["1:16 order_placed_v1 buyer.name"],
  ],
  ["a field of an element", "SELECT items[1].price FROM order_placed", ["1:17 order_placed items[].price"]],
  [
    "a field of an element by function",
    "SELECT element_at(items, 1).price FROM order_placed",
    ["1:29 order_placed items[].price"],
  ],
  ["an element view", "SELECT price FROM order_placed__items", ["1:8 order_placed__items items[].price"]],
  [
    "UNNEST into the fields",
    "SELECT s, p FROM order_placed CROSS JOIN UNNEST(items) AS t (s, p)",
    ["1:49 order_placed items", "1:8 order_placed items[].sku", "1:11 order_placed items[].price"],
  ],
  [
    "UNNEST with ORDINALITY",
    "SELECT p, n FROM order_placed, UNNEST(items) WITH ORDINALITY AS t (s, p, n)",
    ["1:39 order_placed items", "1:8 order_placed items[].price"],
  ],
  [
    "UNNEST into one element",
    "SELECT item.price FROM order_placed CROSS JOIN UNNEST(items) AS t (item)",
    ["1:55 order_placed items", "1:13 order_placed items[].price"],
  ],
  ["UNNEST of a map", "SELECT k, v FROM order_placed, UNNEST(rates) AS t (k, v)", ["1:39 order_placed rates"]],
  [
    "UNNEST in a subquery",
    "SELECT (SELECT sum(p) FROM UNNEST(items) AS t (s, p)) FROM order_placed",
    ["1:35 order_placed items", "1:20 order_placed items[].price"],
  ],
  [
    "a lambda",
    "SELECT transform(items, x -> x.price * total) FROM order_placed",
    ["1:32 order_placed items[].price", "1:40 order_placed total", "1:18 order_placed items"],
  ],
  [
    "a lambda with a state",
    "SELECT reduce(items, 0, (s, x) -> s + x.price, s -> s) FROM order_placed",
    ["1:41 order_placed items[].price", "1:15 order_placed items"],
  ],
  [
    "a lambda whose parameter is called as a column",
    "SELECT filter(tags, plan -> plan <> '') FROM order_placed CROSS JOIN plan_changed",
    ["1:15 order_placed tags"],
  ],
  [
    "WHERE, GROUP, HAVING",
    "SELECT 1 FROM plan_changed WHERE plan = 'x' GROUP BY seats HAVING max(seats) > 1",
    ["1:34 plan_changed plan", "1:54 plan_changed seats", "1:71 plan_changed seats"],
  ],
  [
    "window functions",
    "SELECT row_number() OVER (PARTITION BY plan ORDER BY seats) FROM plan_changed",
    ["1:40 plan_changed plan", "1:54 plan_changed seats"],
  ],
  [
    "a named window",
    "SELECT sum(seats) OVER w FROM plan_changed WINDOW w AS (PARTITION BY plan)",
    ["1:12 plan_changed seats", "1:70 plan_changed plan"],
  ],
  ["FILTER", "SELECT count(*) FILTER (WHERE plan = 'x') FROM plan_changed", ["1:31 plan_changed plan"]],
  [
    "ORDER BY an alias is no second use",
    "SELECT seats AS plan FROM plan_changed ORDER BY plan",
    ["1:8 plan_changed seats"],
  ],
  [
    "ORDER BY a column",
    "SELECT seats FROM plan_changed ORDER BY plan",
    ["1:8 plan_changed seats", "1:41 plan_changed plan"],
  ],
  [
    "USING reads both sides",
    "SELECT order_id FROM plan_changed JOIN order_placed USING (order_id)",
    [
      "1:60 plan_changed order_id",
      "1:60 order_placed order_id",
      "1:8 plan_changed order_id",
      "1:8 order_placed order_id",
    ],
  ],
  [
    "joins in parentheses",
    "SELECT 1 FROM (plan_changed p JOIN order_placed o ON p.order_id = o.order_id)",
    ["1:56 plan_changed order_id", "1:69 order_placed order_id"],
  ],
  [
    "a WITH clause that names",
    "WITH x AS (SELECT plan AS p FROM plan_changed) SELECT p FROM x",
    ["1:19 plan_changed plan"],
  ],
  [
    "a WITH clause with a star",
    "WITH x AS (SELECT * FROM plan_changed) SELECT plan FROM x",
    ["1:47 plan_changed plan"],
  ],
  [
    "a star through two queries",
    "SELECT t.plan FROM (SELECT * FROM (SELECT * FROM plan_changed)) t",
    ["1:10 plan_changed plan"],
  ],
  ["a star but for a column", "SELECT * EXCEPT (plan) FROM plan_changed", ["1:18 plan_changed plan"]],
  ["a WITH name in the place of a table", "WITH plan_changed AS (SELECT 1 AS plan) SELECT plan FROM plan_changed", []],
  [
    "a WITH clause with names of its own",
    "WITH x (a, b) AS (SELECT * FROM acme_store.plan_changed_v1) SELECT a FROM x",
    ["1:68 plan_changed_v1 event_id"],
  ],
  [
    "a struct through a subquery",
    "SELECT t.b.name FROM (SELECT buyer AS b FROM order_placed_v1) t",
    ["1:30 order_placed_v1 buyer", "1:12 order_placed_v1 buyer.name"],
  ],
  [
    "a recursive WITH clause",
    "WITH RECURSIVE x (n) AS (SELECT seats FROM plan_changed UNION ALL SELECT n + 1 FROM x WHERE n < 5) SELECT n FROM x",
    ["1:33 plan_changed seats"],
  ],
  [
    "a correlated subquery",
    "SELECT 1 FROM plan_changed WHERE EXISTS (SELECT 1 FROM order_placed o WHERE o.total > seats)",
    ["1:79 order_placed total", "1:87 plan_changed seats"],
  ],
  [
    "IN a subquery",
    "SELECT 1 FROM order_placed WHERE order_id IN (SELECT order_id FROM plan_changed)",
    ["1:34 order_placed order_id", "1:54 plan_changed order_id"],
  ],
  [
    "LATERAL",
    "SELECT l.d FROM plan_changed p CROSS JOIN LATERAL (SELECT p.seats * 2 AS d) l",
    ["1:61 plan_changed seats"],
  ],
  [
    "UNION",
    "SELECT plan FROM plan_changed UNION ALL SELECT order_id FROM order_placed ORDER BY plan",
    ["1:8 plan_changed plan", "1:48 order_placed order_id"],
  ],
  [
    "UNION of stars behind a name",
    "SELECT plan FROM (SELECT * FROM plan_changed UNION ALL SELECT * FROM plan_changed)",
    ["1:8 plan_changed plan"],
  ],
  ["VALUES beside it", "SELECT v.a, plan FROM (VALUES (1)) AS v (a), plan_changed", ["1:13 plan_changed plan"]],
  ["a table from elsewhere beside it", "SELECT u.plan, plan FROM users u, plan_changed", ["1:16 plan_changed plan"]],
  [
    "an outer name that an unknown table may have",
    "SELECT (SELECT max(seats) FROM users) FROM plan_changed",
    ["1:20 plan_changed seats ?"],
  ],
  ["CREATE VIEW", "CREATE VIEW v AS SELECT plan FROM plan_changed", ["1:25 plan_changed plan"]],
  ["CREATE TABLE AS", "CREATE TABLE x AS SELECT plan FROM plan_changed", ["1:26 plan_changed plan"]],
  ["INSERT", "INSERT INTO x SELECT plan FROM plan_changed", ["1:22 plan_changed plan"]],
  ["EXPLAIN", "EXPLAIN SELECT plan FROM plan_changed", ["1:16 plan_changed plan"]],
  [
    "UNLOAD",
    "UNLOAD (SELECT plan FROM plan_changed) TO 's3://a/b' WITH (format = 'PARQUET')",
    ["1:16 plan_changed plan"],
  ],
  [
    "PREPARE",
    "PREPARE q FROM SELECT plan FROM plan_changed WHERE seats = ?",
    ["1:23 plan_changed plan", "1:52 plan_changed seats"],
  ],
  [
    "templates",
    "SELECT plan FROM plan_changed WHERE dt >= '{{ a }}' AND seats > {{ n }} {% if x %}AND plan = 'p'{% endif %}",
    ["1:8 plan_changed plan", "1:37 plan_changed dt", "1:57 plan_changed seats", "1:87 plan_changed plan"],
  ],
  ["comments", "-- plan\nSELECT /* seats */ plan FROM plan_changed -- seats", ["2:20 plan_changed plan"]],
  [
    "two statements",
    "SELECT plan FROM plan_changed;\nSELECT seats FROM plan_changed;",
    ["1:8 plan_changed plan", "2:8 plan_changed seats"],
  ],
  ["PostgreSQL's cast", "SELECT seats::text FROM plan_changed", ["1:8 plan_changed seats"]],
  ["MySQL's quotes", "SELECT `plan` FROM `plan_changed`", ["1:8 plan_changed plan"]],
  [
    "CASE, CAST, TRY, BETWEEN",
    "SELECT CASE WHEN seats BETWEEN 1 AND 2 THEN TRY(CAST(plan AS bigint)) END FROM plan_changed",
    ["1:18 plan_changed seats", "1:54 plan_changed plan"],
  ],
  [
    "WITHIN GROUP",
    "SELECT listagg(plan, ',') WITHIN GROUP (ORDER BY seats) FROM plan_changed",
    ["1:16 plan_changed plan", "1:50 plan_changed seats"],
  ],
  [
    "GROUPING SETS",
    "SELECT 1 FROM plan_changed GROUP BY GROUPING SETS ((plan), (seats))",
    ["1:53 plan_changed plan", "1:61 plan_changed seats"],
  ],
];

test.each(rows)("%s", (_, sql, want) => {
  expect(uses(sql).sort()).toEqual([...want].sort());
});

test.each<[string, string, string[]]>([
  ["a star reads all", "SELECT * FROM plan_changed", ["plan", "seats"]],
  ["a star of one table", "SELECT p.* FROM plan_changed p, order_placed", ["plan", "seats"]],
  ["count(*) reads none", "SELECT count(*) FROM plan_changed", []],
  ["a star within EXISTS", "SELECT 1 WHERE EXISTS (SELECT * FROM plan_changed)", ["plan", "seats"]],
])("%s", (_, sql, want) => {
  const columns = columnsUsed(sql, known).columns.filter(({ how }) => how === "star");
  expect(columns.map(({ field }) => field).filter((field) => ["plan", "seats", "total"].includes(field))).toEqual(want);
});

test.each<[string, string, string[]]>([
  ["no table has it", "SELECT plann FROM plan_changed", ["1:8 plann"]],
  ["no column of the alias", "SELECT p.plann FROM plan_changed p", ["1:8 p.plann"]],
  ["a table from elsewhere may have it", "SELECT plann FROM plan_changed, users", []],
])("unresolved: %s", (_, sql, want) => {
  const { unresolved } = columnsUsed(sql, known);
  expect(unresolved.map(({ line, column, name }) => `${line}:${column} ${name}`)).toEqual(want);
});

test("what cannot be read is told, and hides nothing beside it", () => {
  const use = columnsUsed("SELECT FROM WHERE;\nSELECT plan FROM plan_changed;\nSELEC 1", known);
  expect(use.unread.map(({ line }) => line)).toEqual([1, 3]);
  expect(use.columns.map(({ field, line }) => [field, line])).toEqual([["plan", 2]]);
});

test("tables are named with their places, those from elsewhere too", () => {
  const { tables } = columnsUsed("SELECT 1 FROM acme.plan_changed p\nJOIN users u ON true", known);
  expect(tables.map(({ name, line, column, relation }) => [name, line, column, relation?.event])).toEqual([
    ["acme.plan_changed", 1, 20, "plan_changed"],
    ["users", 2, 6, undefined],
  ]);
});
