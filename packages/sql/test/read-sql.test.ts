// Statements of a text: split, read in one of the dialects, or told with the place where reading ends.
import {
  hasTemplates,
  lineAndColumn,
  readSql,
  readTokens,
  splitStatements,
  withoutComments,
  withoutTemplates,
} from "@tracklake/sql";
import fc from "fast-check";
import { expect, test } from "vitest";

test.each<[string, string, [string, number][]]>([
  ["one", "SELECT 1", [["SELECT 1", 0]]],
  [
    "two",
    "SELECT 1; SELECT 2;",
    [
      ["SELECT 1", 0],
      [" SELECT 2", 9],
    ],
  ],
  ["in a string", "SELECT ';'", [["SELECT ';'", 0]]],
  ["in a string with a quote", "SELECT 'it''s; so'", [["SELECT 'it''s; so'", 0]]],
  ["in a name", 'SELECT 1 AS "a;b"', [['SELECT 1 AS "a;b"', 0]]],
  ["in a comment", "SELECT 1 -- a; b\n, 2 /* ; */", [["SELECT 1 -- a; b\n, 2 /* ; */", 0]]],
  [
    "in PostgreSQL's dollars",
    "SELECT $a$ ; $a$; SELECT 2",
    [
      ["SELECT $a$ ; $a$", 0],
      [" SELECT 2", 17],
    ],
  ],
  ["nothing but comments", "-- a\n/* b */ ;;\n", []],
  [
    "behind a character of two units",
    "SELECT '🎉';SELECT 2",
    [
      ["SELECT '🎉'", 0],
      ["SELECT 2", 11],
    ],
  ],
  ["a string without an end", "SELECT 'a; b", [["SELECT 'a; b", 0]]],
])("statements: %s", (_, sql, want) => {
  expect(splitStatements(sql).map(({ text, start }) => [text, start])).toEqual(want);
});

test.each<[string, string, string]>([
  ["Athena", "SELECT a FROM t CROSS JOIN UNNEST(b) AS u (c)", "trino"],
  ["backticks", "SELECT `a` FROM `t`", "trino"],
  ["PostgreSQL's operators", "SELECT data #>> '{a,b}' FROM t", "trino"],
  ["templates", "SELECT {{ a }} FROM {{ table }} WHERE b = {{ c }}", "trino"],
  ["blocks of templates", "SELECT a FROM t {% if b %} WHERE c = 1 {% endif %}", "trino"],
])("read: %s", (_, sql, dialect) => {
  expect(readSql(sql)).toMatchObject({ statements: [{ dialect, text: sql }], unread: [] });
});

test("what no dialect reads is told with its place", () => {
  const { statements, unread } = readSql("SELECT 1;\nSELECT FROM WHERE;\nGRANT x TO y");
  expect(statements).toHaveLength(1);
  expect(unread[0]).toMatchObject({ line: 2, text: "SELECT FROM WHERE;" });
});

test.each<[string, string, string]>([
  ["a value", "LIMIT {{ n }}", "LIMIT 1111111"],
  ["a shell's variable", "LIMIT ${n}", "LIMIT 1111"],
  ["Python's parameter", "LIMIT %(n)s", "LIMIT 11111"],
  ["a named parameter", "LIMIT :n", "LIMIT 11"],
  ["no parameter", "SELECT a::int, '12:30' || b", "SELECT a::int, '12:30' || b"],
  ["a block", "{% if a %}b{% endif %}", "          b           "],
])("templates: %s", (_, sql, want) => {
  expect(withoutTemplates(sql, "number")).toBe(want);
  expect(hasTemplates(sql)).toBe(sql !== want);
});

test("comments become spaces, strings stay", () => {
  expect(withoutComments("a -- b\n'--c' /* d\n */ e")).toBe("a     \n'--c'     \n    e");
});

test("tokens have their places, strings their kind", () => {
  expect(readTokens(`SELECT "a b", 'c'`, "trino").map(({ text, start }) => [text, start])).toEqual([
    ["SELECT", 0],
    ["a b", 7],
    [",", 12],
    ["c", 14],
  ]);
});

test("a place is the one that counting says, for any text", () => {
  const text = fc.array(fc.constantFrom("a", "\n", "🎉", "é", " ")).map((characters) => characters.join(""));
  fc.assert(
    fc.property(text, fc.nat(30), (sql, offset) => {
      const before = Array.from(sql).slice(0, offset).join("").split("\n");
      const { line, column, text } = lineAndColumn(sql, offset);
      expect([line, column]).toEqual([before.length, Array.from(before.at(-1) ?? "").length + 1]);
      expect(text).toBe(sql.split("\n")[line - 1]);
    }),
  );
});

test("templates and comments leave every other character where it was", () => {
  const part = fc.constantFrom("{{ a }}", "{% if %}", "${b}", "--c\n", "/* d */", "'e'", "f", " ", "🎉", ";");
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const sql = parts.join("");
      for (const changed of [withoutTemplates(sql, "name"), withoutComments(sql)]) {
        expect(Array.from(changed)).toHaveLength(Array.from(sql).length);
      }
      const pieces = splitStatements(sql);
      for (const { text, start } of pieces) {
        expect(
          Array.from(sql)
            .slice(start, start + Array.from(text).length)
            .join(""),
        ).toBe(text);
      }
    }),
  );
});
