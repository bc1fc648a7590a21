// What existing queries take out of texts, in the dialects that a start-up has; which of them ask the same thing.
import { queriesReport, queryFingerprint } from "@tracklake/review/queries";
import { readSql } from "@tracklake/sql";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orderPlaced, planChanged } from "./queries-fixture.js";

const paths = (sql: string) =>
  queriesReport([{ file: "a.sql", sql }], []).paths.map(
    ({ source, path, how, count }) => `${count} ${source} ${path} (${how.join(", ")})`,
  );

test.each<[string, string, string[]]>([
  ["Trino", "SELECT json_extract_scalar(l.body, '$.user.id') FROM logs l", ["1 body user.id (json_extract_scalar)"]],
  ["a cast", "SELECT CAST(json_extract(body, '$.n') AS bigint) FROM logs", ["1 body n (json_extract, as bigint)"]],
  ["json_parse", "SELECT json_parse(body) FROM logs", ["1 body $ (json_parse)"]],
  [
    "json_parse, then a path",
    "SELECT json_extract(json_parse(body), '$.a.b') FROM logs",
    ["1 body a.b (json_parse, json_extract)"],
  ],
  [
    "a map out of JSON",
    "SELECT CAST(json_parse(body) AS map(varchar, varchar))['plan'] FROM logs",
    ["1 body plan (json_parse, as map)"],
  ],
  ["SQL/JSON", "SELECT json_value(body, 'lax $.items[0].price') FROM logs", ["1 body items[].price (json_value)"]],
  ["keys in brackets", `SELECT json_extract(body, '$["a b"].c') FROM logs`, ["1 body a b.c (json_extract)"]],
  ["PostgreSQL's arrows", "SELECT data->'user'->>'id' FROM logs", ["1 data user.id (->, ->>)"]],
  ["PostgreSQL's path", "SELECT data#>>'{user,id}' FROM logs", ["1 data user.id (#>>)"]],
  ["PostgreSQL's cast", "SELECT (data->>'n')::int FROM logs", ["1 data n (->>, as int)"]],
  [
    "PostgreSQL's function",
    "SELECT jsonb_extract_path_text(data, 'a', 'b') FROM l",
    ["1 data a.b (jsonb_extract_path_text)"],
  ],
  ["MySQL", "SELECT JSON_UNQUOTE(JSON_EXTRACT(`body`, '$.c')) FROM `logs`", ["1 body c (json_extract, json_unquote)"]],
  ["Hive", "SELECT get_json_object(body, '$.a') FROM logs", ["1 body a (get_json_object)"]],
  ["split_part", "SELECT split_part(path, '/', 2) FROM logs", ["1 path split_part '/' 2 (split_part)"]],
  [
    "a test by a pattern",
    "SELECT 1 FROM l WHERE regexp_like(url, '^/plans/')",
    ["1 url regexp_like '^/plans/' (regexp_like)"],
  ],
  [
    "a parameter of an address",
    "SELECT url_extract_parameter(url, 'id') FROM l",
    ["1 url url_extract_parameter 'id' (url_extract_parameter)"],
  ],
  [
    "a pattern",
    "SELECT regexp_extract(url, 'id=(\\d+)', 1) FROM l",
    ["1 url regexp_extract 'id=(\\d+)' 1 (regexp_extract)"],
  ],
  [
    "a pattern over JSON",
    "SELECT regexp_extract(json_extract_scalar(body, '$.url'), 'id') FROM l",
    ["1 body regexp_extract 'id' (json_extract_scalar, regexp_extract)"],
  ],
  [
    "WHERE, GROUP BY, twice",
    "SELECT json_extract_scalar(b, '$.a') FROM l WHERE json_extract_scalar(b, '$.a') > 'x' GROUP BY 1",
    ["2 b a (json_extract_scalar)"],
  ],
  [
    "templates",
    "SELECT json_extract_scalar(b, '$.a') FROM l WHERE dt = '{{ dt }}' LIMIT {{ n }}",
    ["1 b a (json_extract_scalar)"],
  ],
  ["nothing", "SELECT CAST(a AS bigint), lower(b) FROM l", []],
])("%s", (_, sql, want) => {
  expect(paths(sql)).toEqual(want);
});

test("paths are counted over files, and the columns whose names fit are told", () => {
  const sql = (path: string) => `-- A question.\nSELECT\n  json_extract_scalar(body, '${path}')\nFROM logs`;
  const { paths: found } = queriesReport(
    [
      { file: "a.sql", sql: `${sql("$.properties.plan")};\n${sql("$.buyer.name")}` },
      { file: "b.sql", sql: `${sql("$.properties.plan")};\n${sql("$.items[0].price")};${sql("$.orderId")}` },
    ],
    [orderPlaced, planChanged],
  );
  expect(found.map(({ path, count, queries, columns }) => [path, count, queries[0], columns])).toEqual([
    ["properties.plan", 2, { file: "a.sql", line: 3 }, [{ event: "plan_changed", column: "plan" }]],
    ["buyer.name", 1, { file: "a.sql", line: 7 }, [{ event: "order_placed", column: "buyer__name" }]],
    ["items[].price", 1, { file: "b.sql", line: 7 }, [{ event: "order_placed__items", column: "price" }]],
    [
      "orderId",
      1,
      { file: "b.sql", line: 10 },
      [
        { event: "order_placed", column: "order_id" },
        { event: "plan_changed", column: "order_id" },
      ],
    ],
  ]);
});

const print = (sql: string) => {
  const { statements, unread } = readSql(sql);
  expect(unread).toEqual([]);
  return queryFingerprint(statements[0]?.tree ?? {});
};

describe("the same question", () => {
  const base = "SELECT plan, count(*) AS n FROM logs WHERE dt >= '2026-01-01' AND kind = 'a' GROUP BY plan ORDER BY n";
  test.each<[string, string]>([
    ["white space and case", base.replaceAll(" ", "\n ").toLowerCase()],
    ["comments", `-- why\n${base} /* so */`],
    ["literals", base.replace("2026-01-01", "2025-12-31").replace("'a'", "'b'")],
    ["templates", base.replace("2026-01-01", "{{ start }}")],
    ["an alias of the table", base.replace("FROM logs", "FROM logs AS l").replace("SELECT plan", "SELECT l.plan")],
    ["an alias of a column", base.replaceAll("AS n", "AS events").replace("BY n", "BY events")],
    [
      "the order of conditions",
      base.replace("dt >= '2026-01-01' AND kind = 'a'", "kind = 'a' AND (dt >= '2026-01-01')"),
    ],
    ["the sides of =", base.replace("kind = 'a'", "'a' = kind")],
    ["the order of the select list", base.replace("plan, count(*) AS n", "count(*) AS n, plan")],
    ["quotes", base.replace("FROM logs", 'FROM "logs"')],
  ])("%s", (_, other) => {
    expect(print(other)).toBe(print(base));
  });

  test.each<[string, string]>([
    ["another column", base.replace("kind = 'a'", "sort = 'a'")],
    ["another table", base.replace("FROM logs", "FROM other")],
    ["OR", base.replace(" AND ", " OR ")],
    ["another function", base.replace("count(*)", "max(x)")],
    ["no GROUP BY", base.replace(" GROUP BY plan", "")],
    ["NOT", base.replace("kind = 'a'", "NOT kind = 'a'")],
    ["the other way round", base.replace("dt >=", "dt <=")],
  ])("not: %s", (_, other) => {
    expect(print(other)).not.toBe(print(base));
  });

  test("a path in JSON and a pattern are what is asked", () => {
    const of = (path: string) => print(`SELECT json_extract_scalar(body, '${path}') FROM logs`);
    expect(of("$.a")).not.toBe(of("$.b"));
  });

  test("joins: aliases of tables, subqueries and WITH names are theirs alone", () => {
    const of = (a: string, b: string, w: string) =>
      print(
        `WITH ${w} AS (SELECT id FROM x) SELECT ${a}.p, ${b}.q FROM t1 ${a} JOIN t2 ${b} ON ${a}.id = ${b}.id JOIN ${w} ON ${w}.id = ${a}.id`,
      );
    expect(of("a", "b", "w")).toBe(of("left_side", "r", "names"));
  });

  test("any order of conditions, any spelling of literals", () => {
    const conditions = ["a = 1", "b > 2", "c IS NULL", "d LIKE 'x'", "e IN (1, 2)", "f BETWEEN 3 AND 4"];
    const shuffled = fc.shuffledSubarray(conditions, { minLength: conditions.length });
    const of = (all: readonly string[]) => print(`SELECT x FROM t WHERE ${all.join(" AND ")}`);
    const want = of(conditions);
    fc.assert(
      fc.property(shuffled, fc.nat(99), (all, n) => of(all.map((each) => each.replace(/\b\d\b/g, String(n)))) === want),
    );
  });
});

test("groups of the same question name their places; what cannot be read is told", () => {
  const { same, unread, statements, files } = queriesReport(
    [
      { file: "a.sql", sql: "SELECT 1 FROM t WHERE a = 1;\n\nselect 2 from t u where 3 = u.a" },
      { file: "b.sql", sql: "SELECT 1 FROM t\nWHERE a = 1; SELECT FROM (" },
    ],
    [],
  );
  expect(same.map(({ queries }) => queries)).toEqual([
    [
      { file: "a.sql", line: 1 },
      { file: "a.sql", line: 3 },
      { file: "b.sql", line: 1 },
    ],
  ]);
  expect(unread.map(({ file, line }) => [file, line])).toEqual([["b.sql", 2]]);
  expect([statements, files]).toEqual([3, 2]);
});
