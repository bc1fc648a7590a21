// Every function of the table runs in DuckDB, translated, and gives what Trino documents; the refused ones say
// what to use. A function without a case here fails the last test.
import type { DuckDBConnection } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isLocalError } from "../src/errors.js";
import { functionTable } from "../src/translate/functions/function-table.js";
import { translateQuery } from "../src/translate/translate-query.js";
import { functionCases, rows } from "./translate-cases.js";
import { engine, rowsOf } from "./translate-engine.js";

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await engine();
});
afterAll(() => connection.closeSync());

function query(expression: string): string {
  if (!expression.startsWith("FROM ")) return `SELECT ${expression}`;
  const body = expression.slice("FROM ".length);
  if (body.includes(" FROM (SELECT")) return `SELECT ${body} FROM ${rows})`;
  return body.startsWith("grouping(")
    ? `SELECT ${body} + NULL FROM ${rows} GROUP BY s LIMIT 1`
    : `SELECT ${body} FROM ${rows}`;
}

describe("functions that are answered", () => {
  for (const [name, cases] of Object.entries(functionCases)) {
    test.each(cases.map(([expression, want]) => [expression, want] as const))(`${name}: %s`, async (given, want) => {
      expect(await rowsOf(connection, query(given))).toEqual([[want]]);
    });
  }
});

describe("functions that are refused", () => {
  for (const [name, way] of functionTable) {
    if (way.way !== "refused") continue;
    test(name, () => {
      let thrown: unknown;
      try {
        translateQuery(`SELECT ${name}(x) FROM t`);
      } catch (error) {
        thrown = error;
      }
      expect(isLocalError(thrown) && [thrown.code, thrown.message.includes(way.instead)]).toEqual([
        "function-not-supported",
        true,
      ]);
    });
  }
});

test("every function of the table that is answered has a case", () => {
  const answered = [...functionTable].filter(([, way]) => way.way !== "refused").map(([name]) => name);
  expect(answered.filter((name) => functionCases[name] === undefined)).toEqual([]);
  expect(Object.keys(functionCases).filter((name) => !answered.includes(name))).toEqual([]);
});
