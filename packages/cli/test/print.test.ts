// Results as table, CSV and JSON.
import pc from "picocolors";
import { describe, expect, test } from "vitest";
import { csv } from "../src/print/csv.js";
import { jsonText } from "../src/print/json.js";
import { queryJson } from "../src/print/query-json.js";
import { table } from "../src/print/table.js";
import { width } from "../src/print/width.js";

const plain = pc.createColors(false);
const result = {
  columns: [
    { name: "plan", type: "VARCHAR" },
    { name: "seats", type: "BIGINT" },
    { name: "note", type: "VARCHAR" },
  ],
  rows: [
    ["pro", 9007199254740993n, "東京 🚀"],
    ["free", null, ""],
    ['say "hi", you', 5n, "two\nlines"],
  ],
};

describe("table", () => {
  test("boxes a result, numbers to the right", () => {
    expect(table(result, { colors: plain })).toBe(
      [
        "┌───────────────┬──────────────────┬────────────┐",
        "│ plan          │            seats │ note       │",
        "├───────────────┼──────────────────┼────────────┤",
        "│ pro           │ 9007199254740993 │ 東京 🚀    │",
        "│ free          │             NULL │            │",
        '│ say "hi", you │                5 │ two\\nlines │',
        "└───────────────┴──────────────────┴────────────┘",
      ].join("\n"),
    );
  });

  test("shows the columns of an empty result", () => {
    expect(table({ columns: [{ name: "n", type: "INTEGER" }], rows: [] }, { colors: plain })).toBe(
      "┌───┐\n│ n │\n├───┤\n└───┘",
    );
  });

  test.each([40, 30, 28])("keeps within %i columns of a terminal", (columns) => {
    const lines = table(result, { colors: plain, columns }).split("\n");
    expect(Math.max(...lines.map(width))).toBeLessThanOrEqual(columns);
    expect(new Set(lines.map(width)).size).toBe(1);
  });

  test("dims NULL where there are colours, and not the text NULL", () => {
    const colors = pc.createColors(true);
    const data = { columns: [{ name: "a", type: "VARCHAR" }], rows: [[null], ["NULL"]] };
    const printed = table(data, { colors });
    expect(printed).toContain(colors.dim("NULL"));
    expect(printed).toContain(" NULL ");
  });

  test("lets no value move the cursor or turn the text around", () => {
    const data = { columns: [{ name: "\u001b[31m", type: "VARCHAR" }], rows: [["\u001b[2J\u202eabc\u0007"]] };
    const printed = table(data, { colors: plain });
    for (const control of ["\u001b", "\u0007", "\u202e"]) expect(printed).not.toContain(control);
    expect(printed).toContain("\\u001b[2J\\u202eabc\\u0007");
  });

  test("writes structs and lists as JSON", () => {
    const data = { columns: [{ name: "s", type: "STRUCT(a BIGINT)" }], rows: [[{ a: [1n, null] }]] };
    expect(table(data, { colors: plain })).toContain('{"a":[1,null]}');
  });
});

test("CSV quotes what needs it and tells an empty text from NULL", () => {
  expect(csv(result)).toBe(
    'plan,seats,note\npro,9007199254740993,東京 🚀\nfree,,""\n"say ""hi"", you",5,"two\nlines"\n',
  );
});

test("JSON of a query keeps columns of the same name, and every digit", () => {
  const columns = [
    { name: "n", type: "BIGINT" },
    { name: "n", type: "BIGINT" },
  ];
  const text = queryJson({ columns, rows: [[9007199254740993n, null]] });
  expect(text).toContain('{"n":9007199254740993,"n_2":null}');
  expect(JSON.parse(text)).toMatchObject({ columns: [{ name: "n" }, { name: "n_2" }] });
  expect(JSON.parse(queryJson({ columns, rows: [] }))).toMatchObject({ rows: [] });
});

test.each([
  ["like JSON.stringify", { a: [1, "x", null, true], b: {}, c: [], d: { e: "\u2028" } }],
  ["undefined left out", { a: undefined, b: [undefined] }],
  ["toJSON", { at: new Date(0) }],
])("jsonText: %s", (_, value) => {
  expect(jsonText(value)).toBe(JSON.stringify(value));
  expect(jsonText(value, 2)).toBe(JSON.stringify(value, null, 2));
});
