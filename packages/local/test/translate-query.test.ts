// Constructs beyond functions, run in DuckDB after their translation; tables named; refusals with their places.
import type { DuckDBConnection } from "@duckdb/node-api";
import { queryReservedWords } from "@tracklake/tables";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isLocalError } from "../src/errors.js";
import { translateQuery } from "../src/translate/translate-query.js";
import { engine, rowsOf } from "./translate-engine.js";

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await engine();
});
afterAll(() => connection.closeSync());

describe("constructs mean what they mean in Athena", () => {
  test.each<[string, string, unknown[][]]>([
    ["integer division", "SELECT 7 / 2, -7 / 2, 7 / 2E0", [[3, -3, 3.5]]],
    ["decimal literals", "SELECT DECIMAL '0.50', DECIMAL '-12.5'", [["0.50", "-12.5"]]],
    ["NULLs are last", "SELECT x FROM (VALUES 2, NULL, 1) AS t(x) ORDER BY x DESC", [[2], [1], [null]]],
    ["LIMIT ALL", "SELECT x FROM (VALUES 1, 2) AS t(x) ORDER BY 1 LIMIT ALL", [[1], [2]]],
    [
      "OFFSET and FETCH",
      "SELECT x FROM (VALUES 1, 2, 3) AS t(x) ORDER BY x OFFSET 1 ROW FETCH FIRST 1 ROW ONLY",
      [[2]],
    ],
    ["OFFSET and LIMIT", "SELECT x FROM (VALUES 1, 2, 3) AS t(x) ORDER BY x OFFSET 1 LIMIT 1", [[2]]],
    [
      "GROUPING SETS",
      "SELECT x, count(*), grouping(x) FROM (VALUES 1, 1, 2) AS t(x) GROUP BY GROUPING SETS ((x), ()) ORDER BY x",
      [
        [1, 2n, 0n],
        [2, 1n, 0n],
        [null, 3n, 1n],
      ],
    ],
    [
      "ROLLUP",
      "SELECT x, sum(y) FROM (VALUES (1, 2)) AS t(x, y) GROUP BY ROLLUP (x) ORDER BY 1",
      [
        [1, 2n],
        [null, 2n],
      ],
    ],
    ["quoted names", 'SELECT "Total Count" FROM (SELECT 1 AS "Total Count")', [[1]]],
    [
      "fields that DuckDB reserves",
      "SELECT CAST(ROW(1, ROW(2)) AS ROW(default bigint, at ROW(check bigint))).at.check",
      [[2n]],
    ],
    ["names that DuckDB reserves", "SELECT check, t.lambda FROM (SELECT 1 AS check, 2 AS lambda) AS t", [[1, 2]]],
    ["a name like a function", "SELECT filter.x FROM (VALUES 1) AS filter(x)", [[1]]],
    ["WITH and its columns", "WITH contains (a, b) AS (SELECT 1, 2) SELECT b FROM contains", [[2]]],
    [
      "WITH RECURSIVE",
      "WITH RECURSIVE t(n) AS (VALUES 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT sum(n) FROM t",
      [[15n]],
    ],
    [
      "VALUES alone",
      "VALUES (1, 'a'), (2, 'b')",
      [
        [1, "a"],
        [2, "b"],
      ],
    ],
    ["EXCEPT", "SELECT x FROM (VALUES 1, 2) AS t(x) EXCEPT SELECT 2", [[1]]],
    ["quantified comparison", "SELECT 2 = ANY (VALUES 1, 2), 3 > ALL (VALUES 1, 2)", [[true, true]]],
    [
      "dates and intervals",
      "SELECT DATE '2026-01-31' + INTERVAL '1' DAY, TIMESTAMP '2026-01-01 00:00:00' - INTERVAL '2' HOUR",
      [["2026-02-01 00:00:00.000", "2025-12-31 22:00:00.000"]],
    ],
    [
      "times with a zone",
      "SELECT TIMESTAMP '2026-01-01 00:00:00 Asia/Tokyo', TIMESTAMP '2026-01-01 00:00:00 +09:00'",
      [["2025-12-31 15:00:00.000 UTC", "2025-12-31 15:00:00.000 UTC"]],
    ],
    [
      "AT TIME ZONE of now",
      "SELECT (current_timestamp AT TIME ZONE 'Asia/Tokyo') > TIMESTAMP '2020-01-01 00:00:00'",
      [[true]],
    ],
    ["rows and their fields", "SELECT CAST(ROW(1, ROW('x')) AS ROW(a bigint, b ROW(c varchar))).b.c", [["x"]]],
    ["subscripts", "SELECT ARRAY[1, 2][2], MAP(ARRAY['a'], ARRAY[ARRAY[7]])['a'][1]", [[2, 7]]],
    [
      "lambdas in lambdas",
      "SELECT transform(ARRAY[1, 2], x -> reduce(ARRAY[x, 10], 0, (s, y) -> s + y, s -> s))",
      [[[11, 12]]],
    ],
    [
      "a lambda that takes a row apart",
      "SELECT filter(ARRAY[CAST(ROW(1, 'a') AS ROW(n bigint, s varchar))], r -> r.n > 0)[1].s",
      [["a"]],
    ],
    [
      "UNNEST of two arrays",
      "SELECT a, b FROM UNNEST(ARRAY[1, 2], ARRAY['x']) AS u(a, b) ORDER BY a",
      [
        [1, "x"],
        [2, null],
      ],
    ],
    [
      "UNNEST of rows of one field",
      "SELECT e FROM UNNEST(transform(ARRAY[1, 2], x -> ROW(x * 2))) AS u(e) ORDER BY 1",
      [[2], [4]],
    ],
    ["UNNEST of rows written out", "SELECT a, b FROM UNNEST(ARRAY[ROW(1, 'x')]) AS u(a, b)", [[1, "x"]]],
    [
      "UNNEST of rows by their own names",
      "SELECT u.a FROM UNNEST(CAST(ARRAY[ROW(7)] AS ARRAY(ROW(a bigint)))) AS u",
      [[7n]],
    ],
    [
      "UNNEST of lists in a list",
      "SELECT e FROM UNNEST(ARRAY[ARRAY[1, 2], ARRAY[3]]) AS u(e) ORDER BY 1",
      [[[1, 2]], [[3]]],
    ],
    [
      "UNNEST with places",
      "SELECT x, n FROM UNNEST(ARRAY['a', 'b']) WITH ORDINALITY AS u(x, n) ORDER BY n",
      [
        ["a", 1n],
        ["b", 2n],
      ],
    ],
    [
      "UNNEST of nothing, kept by LEFT JOIN",
      "SELECT t.i, u.x FROM (VALUES (1, CAST(ARRAY[] AS ARRAY(bigint)))) AS t(i, l) LEFT JOIN UNNEST(t.l) AS u(x) ON TRUE",
      [[1, null]],
    ],
    ["JSON made of a row", "SELECT CAST(CAST(ROW(1) AS ROW(a bigint)) AS JSON)", [['{"a":1}']]],
    [
      "window frames",
      "SELECT sum(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES 1, 2) AS t(x) ORDER BY 1",
      [[1n], [3n]],
    ],
    ["LIKE with ESCAPE", "SELECT 'a_b' LIKE 'a$_b' ESCAPE '$', 'axb' LIKE 'a$_b' ESCAPE '$'", [[true, false]]],
    ["text beyond the BMP, and comments", "SELECT '🎉' || concat('日', '本') /* date_diff( */ -- if(\n", [["🎉日本"]]],
    ["text that looks like a call", "SELECT 'typeof(x)'", [["typeof(x)"]]],
    ["a trailing semicolon", "SELECT 1;", [[1]]],
  ])("%s", async (_, sql, want) => {
    expect(await rowsOf(connection, sql)).toEqual(want);
  });
});

test("a word that DuckDB reserves and Athena does not stands as column, alias and table", async () => {
  const words = (await connection.runAndReadAll("SELECT keyword_name FROM duckdb_keywords() ORDER BY 1")).getRows();
  const refused: string[] = [];
  for (const word of words.map(([each]) => String(each))) {
    if (queryReservedWords.has(word.toUpperCase()) || queryReservedWords.has(word)) continue;
    const sql = `SELECT t.${word} + 1 AS ${word}, t.${word} FROM (SELECT 1 AS "${word}") AS t WHERE ${word} = 1`;
    const plain = `SELECT ${word}.${word} FROM (SELECT 1 AS "${word}") AS ${word}`;
    try {
      expect([word, await rowsOf(connection, sql), await rowsOf(connection, plain)]).toEqual([word, [[2, 1]], [[1]]]);
    } catch (error) {
      if (!isLocalError(error)) throw error;
      refused.push(word);
    }
  }
  // The parser takes these for syntax: they need quotes here, though Athena would do without.
  expect(refused).toEqual(["both", "lateral", "leading", "set", "trailing", "try_cast"]);
});

describe("tables that a query names", () => {
  test.each<[string, string[]]>([
    ["SELECT * FROM a, acme.B AS x JOIN c ON true", ["a", "acme.b", "c"]],
    ["WITH a AS (SELECT * FROM b) SELECT * FROM a JOIN A ON true", ["b"]],
    ["SELECT (SELECT max(x) FROM deep) FROM a WHERE x IN (SELECT y FROM inside)", ["deep", "a", "inside"]],
    ["SELECT * FROM awsdatacatalog.acme.t", ["acme.t"]],
    ["SELECT * FROM a CROSS JOIN UNNEST(a.l) AS u(x)", ["a"]],
    ["EXPLAIN SELECT * FROM a", ["a"]],
    ["SELECT 1 UNION ALL SELECT x FROM a UNION ALL SELECT x FROM a", ["a"]],
    ["SHOW TABLES", []],
  ])("%s", (sql, want) => {
    expect(translateQuery(sql).tables).toEqual(want);
  });
});

describe("refused with code and place", () => {
  test.each<[string, string, string]>([
    ["SELECT a FROM\n t WHERE a = = 1", "syntax", "line 2:14: Unexpected token: Eq"],
    ["SELECT t.limit\nFROM t WHERE timestamp = = 1", "syntax", "line 2:26: Unexpected token: Eq"],
    ["SELECT 'abc", "syntax", "line 1:8:"],
    ["SELECT x::bigint FROM t", "syntax", "line 1:9: Athena has no ::"],
    ["SELECT a, FROM t", "syntax", "line 1:9: Nothing follows"],
    ["SELECT `a` FROM t", "syntax", 'line 1:8: Queries quote names with ": write "a"'],
    ["SELECT {'a': 1}", "syntax", "line 1:8:"],
    ["SELECT a[1:2] FROM t", "syntax", "slice(array"],
    ["SELECT j->>'a' FROM t", "syntax", "json_extract_scalar"],
    ["SELECT ?", "syntax", "write the value"],
    ["SELECT 'a' 'b'", "syntax", "||"],
    ["SELECT a FROM t FOR UPDATE", "syntax", "FOR UPDATE"],
    ["SELECT x.lower() FROM t", "syntax", "without the dot"],
    ["FROM t", "syntax", "begins with SELECT"],
    ["SHOW STATS FOR t", "syntax", "TABLES, DATABASES"],
    ["DESCRIBE", "syntax", "DESCRIBE <table>"],
    ["EXPLAIN DELETE FROM t", "read-only", "EXPLAIN SELECT"],
    ["CREATE TABLE x AS SELECT 1", "read-only", "line 1:1: CREATE"],
    ["SELECT nope(1)", "function-not-supported", "line 1:8: Athena's function nope"],
    ["SELECT jsn_extract(a, '$')", "function-not-supported", "did you mean json_extract"],
    ["SELECT st_point(1, 2)", "function-not-supported", "st_point"],
    ["SELECT date_format(t, f) FROM t", "function-not-supported", "format of date_format as text"],
    ["SELECT date_format(t, '%D') FROM t", "function-not-supported", "%D"],
    ["SELECT format_datetime(t, 'ZZ') FROM t", "function-not-supported", "ZZ"],
    ["SELECT * FROM t MATCH_RECOGNIZE (PATTERN (A) DEFINE A AS true)", "function-not-supported", "MATCH_RECOGNIZE"],
    ["SELECT duckdb_settings()", "function-not-supported", "duckdb_settings"],
  ])("%s", (sql, code, words) => {
    let thrown: unknown;
    try {
      translateQuery(sql);
    } catch (error) {
      thrown = error;
    }
    expect(isLocalError(thrown) && [thrown.code, thrown.message]).toEqual([code, expect.stringContaining(words)]);
  });

  test("the caret stands under the place, after wide characters too", () => {
    expect(() => translateQuery("SELECT '日本',\n  '日', typeof(x)")).toThrow(
      "line 2:8: The local engine does not answer typeof: use DESCRIBE <table>, or EXPLAIN in Athena\n" +
        "    '日', typeof(x)\n          ^",
    );
  });
});
