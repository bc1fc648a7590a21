// Laws of printing, for any data: nothing overflows, nothing is lost, nothing reaches the terminal as a control.

import fc from "fast-check";
import pc from "picocolors";
import { expect, test } from "vitest";
import { bucketPattern, checkConfig, lakeNamePattern } from "../src/config/check-config.js";
import { bucketFrom, lakeNameFrom } from "../src/init/answers.js";
import { visible } from "../src/print/cell.js";
import { csv } from "../src/print/csv.js";
import { jsonText } from "../src/print/json.js";
import { queryJson } from "../src/print/query-json.js";
import { table } from "../src/print/table.js";
import { cut, width } from "../src/print/width.js";

const text = fc.string({ unit: "grapheme", maxLength: 30 });
const value = fc.oneof(text, fc.bigInt(), fc.double(), fc.boolean(), fc.constant(null), fc.jsonValue());
const result = fc
  .array(fc.record({ name: text, type: fc.constantFrom("varchar", "bigint", "double", "row(a bigint)") }), {
    minLength: 1,
    maxLength: 5,
  })
  .chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      rows: fc.array(fc.array(value, { minLength: columns.length, maxLength: columns.length }), { maxLength: 6 }),
    }),
  );
const colors = pc.createColors(false);

test("what is cut fits, and what fits is not cut", () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (given, columns) => {
      const short = cut(given, columns);
      expect(width(short)).toBeLessThanOrEqual(columns);
      if (width(given) <= columns) expect(short).toBe(given);
    }),
  );
});

test("every line of a table is as wide as the others, cut or not", () => {
  fc.assert(
    fc.property(result, fc.option(fc.integer({ min: 20, max: 200 }), { nil: undefined }), (data, columns) => {
      const lines = table(data, { colors, columns }).split("\n");
      expect(lines).toHaveLength(data.rows.length + 4);
      expect(new Set(lines.map(width)).size).toBe(1);
    }),
  );
});

test("no control character is left", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (given) => {
      expect(visible(given)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
    }),
  );
});

test("jsonText is JSON.stringify where that can speak", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2), (given, indent) => {
      expect(jsonText(given, indent)).toBe(JSON.stringify(given, null, indent));
    }),
  );
});

test("the JSON of a query can always be read, and has a value for each column", () => {
  fc.assert(
    fc.property(result, (data) => {
      const { rows } = JSON.parse(queryJson(data)) as { rows: object[] };
      expect(rows).toHaveLength(data.rows.length);
      for (const row of rows) expect(Object.keys(row)).toHaveLength(data.columns.length);
    }),
  );
});

test("CSV can be read back: texts as they were, NULL as nothing", () => {
  const cells = fc.array(fc.array(fc.option(fc.string(), { nil: null }), { minLength: 2, maxLength: 2 }), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(cells, (rows) => {
      const columns = [
        { name: "a", type: "varchar" },
        { name: "b", type: "varchar" },
      ];
      expect(readCsv(csv({ columns, rows }))).toEqual([["a", "b"], ...rows]);
    }),
  );
});

test("any name becomes a lake and a bucket that the configuration takes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 250 }), (given) => {
      const name = lakeNameFrom(given);
      const lake = { name, bucket: bucketFrom(name), timeZone: "UTC" };
      expect(name).toMatch(lakeNamePattern);
      expect(lake.bucket).toMatch(bucketPattern);
      expect(checkConfig({ lake })).toHaveProperty("config");
    }),
  );
});

/** RFC 4180, with `\n` between rows; a field without quotes and text is NULL. */
function readCsv(given: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  for (const match of given.matchAll(/(?:"((?:[^"]|"")*)"|([^,\n]*))([,\n])/g)) {
    const [, quoted, plain = "", end] = match;
    row.push(quoted === undefined ? (plain === "" ? null : plain) : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
