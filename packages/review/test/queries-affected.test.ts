// Which queries a change reaches: by name for certain, by `*` and whole structs possibly, through other files too.
import { affectedQueries, type FieldChange, fieldChanges } from "@tracklake/review/queries";
import { beforeAll, describe, expect, test } from "vitest";
import { queryWords } from "../src/render/query-words.js";
import { relations } from "./queries-fixture.js";

let known: Awaited<ReturnType<typeof relations>>;
beforeAll(async () => {
  known = await relations();
});

const removed = (event: string, field: string): FieldChange => ({ event, field, change: "removed" });

test.each<[string, string, FieldChange, string[]]>([
  ["a column", "SELECT seats FROM plan_changed", removed("plan_changed", "seats"), ["1:8 certain"]],
  ["another column", "SELECT plan FROM plan_changed", removed("plan_changed", "seats"), []],
  ["the same name in another event", "SELECT order_id FROM order_placed", removed("plan_changed", "order_id"), []],
  ["a star", "SELECT * FROM plan_changed", removed("plan_changed", "seats"), ["1:1 possible"]],
  [
    "a nested field",
    "SELECT items[1].price FROM order_placed",
    removed("order_placed", "items[].price"),
    ["1:17 certain"],
  ],
  ["its neighbour", "SELECT items[1].price FROM order_placed", removed("order_placed", "items[].sku"), []],
  ["all around it", "SELECT items[1].price FROM order_placed", removed("order_placed", "items"), ["1:17 certain"]],
  ["the whole of it", "SELECT items FROM order_placed", removed("order_placed", "items[].sku"), ["1:8 possible"]],
  [
    "a flattened column",
    "SELECT buyer__name FROM order_placed",
    removed("order_placed", "buyer.name"),
    ["1:8 certain"],
  ],
  [
    "an element's column",
    "SELECT sku FROM order_placed__items",
    removed("order_placed", "items[].sku"),
    ["1:8 certain"],
  ],
  ["the event", "SELECT 1 FROM plan_changed", { event: "plan_changed", change: "retired" }, ["1:15 certain"]],
  [
    "a word taken for syntax",
    "SELECT 1 FROM plan_changed p WHERE p.seats IS NOT NULL",
    removed("plan_changed", "seats"),
    ["1:38 certain"],
  ],
])("%s", (_, sql, change, want) => {
  const { affected } = affectedQueries([{ file: "queries/a.sql", sql }], [change], known);
  expect(affected.map(({ line, column, certainty }) => `${line}:${column} ${certainty}`)).toEqual(want);
});

test("a finding says file, place, field and the line", () => {
  const sql = "-- Seats by plan.\nSELECT plan,\n  sum(seats) AS seats\nFROM plan_changed GROUP BY 1";
  expect(affectedQueries([{ file: "queries/seats.sql", sql }], [removed("plan_changed", "seats")], known)).toEqual({
    affected: [
      {
        file: "queries/seats.sql",
        line: 3,
        column: 7,
        event: "plan_changed",
        field: "seats",
        change: "removed",
        certainty: "certain",
        text: "sum(seats) AS seats",
      },
    ],
    unread: [],
    unresolved: [],
  });
});

test("a shared query is a table of the others, and a circle of them ends", () => {
  const queries = [
    { file: "queries/latest.sql", sql: "SELECT * FROM plan_changed" },
    { file: "queries/teams.sql", sql: "SELECT seats FROM latest" },
    { file: "queries/a.sql", sql: "SELECT x FROM b" },
    { file: "queries/b.sql", sql: "SELECT x FROM a" },
  ];
  const { affected } = affectedQueries(queries, [removed("plan_changed", "seats")], known);
  expect(affected.map(({ file, column, certainty }) => [file, column, certainty])).toEqual([
    ["queries/latest.sql", 1, "possible"],
    ["queries/teams.sql", 8, "certain"],
  ]);
});

test("what cannot be read and what cannot be resolved are told with their files", () => {
  const queries = [
    { file: "queries/b.sql", sql: "SELECT seatz FROM plan_changed" },
    { file: "queries/a.sql", sql: "SELECT seats FROM (plan_changed" },
    { file: "queries/c.sql", sql: "SELECT FROM another (" },
    { file: "queries/d.sql", sql: "SELECT 1 FROM {{ table }} WHERE (" },
  ];
  const { unread, unresolved } = affectedQueries(queries, [removed("plan_changed", "seats")], known);
  expect(unread.map(({ file, line }) => [file, line])).toEqual([
    ["queries/a.sql", 1],
    ["queries/d.sql", 1],
  ]);
  expect(unresolved.map(({ file, name }) => [file, name])).toEqual([["queries/b.sql", "seatz"]]);
});

test.each<[string, string, [number, number][]]>([
  [
    "MERGE",
    "-- of the month\nMERGE INTO t USING plan_changed s ON t.id = s.order_id WHEN MATCHED THEN UPDATE SET n = s.seats",
    [[2, 1]],
  ],
  [
    "MATCH_RECOGNIZE",
    "SELECT * FROM plan_changed MATCH_RECOGNIZE (PARTITION BY plan ORDER BY dt MEASURES A.seats AS n PATTERN (A+) DEFINE A AS A.seats > 1)",
    [[1, 28]],
  ],
  ["a text that speaks of them", "SELECT 'MERGE INTO', 'MATCH_RECOGNIZE (' FROM plan_changed", []],
])("%s is not followed, which is said", (_, sql, want) => {
  const { unread } = affectedQueries([{ file: "queries/a.sql", sql }], [removed("plan_changed", "seats")], known);
  expect(unread.map(({ line, column }) => [line, column])).toEqual(want);
});

test.each<[string, Parameters<typeof fieldChanges>[0][number], FieldChange[]]>([
  [
    "removed",
    { rule: "REQUIRED_FIELD_REMOVED", event: "a", path: "a.items[].sku" },
    [{ event: "a", field: "items[].sku", change: "removed" }],
  ],
  [
    "renamed, under the name that it had",
    { rule: "FIELD_RENAMED", event: "a", path: "a.buyer.full_name", was: "name", is: "full_name" },
    [{ event: "a", field: "buyer.name", change: "renamed", is: "full_name" }],
  ],
  [
    "a context's field",
    { rule: "TYPE_CHANGED", event: "a", path: "user.plan" },
    [{ event: "a", field: "plan", change: "type-changed" }],
  ],
  [
    "a context",
    { rule: "CONTEXT_REMOVED", event: "a", path: "a", was: "user (user_id, plan)" },
    [
      { event: "a", field: "user_id", change: "removed" },
      { event: "a", field: "plan", change: "removed" },
    ],
  ],
  [
    "a type in a column of its own, of which the view tells",
    { rule: "TYPE_CHANGED", event: "a", path: "a.b", was: "string", is: "date", verdicts: { STORAGE: "safe" } },
    [],
  ],
  [
    "another unit",
    { rule: "UNIT_CHANGED", event: "a", path: "a.b", was: "ms", is: "s" },
    [{ event: "a", field: "b", change: "unit-changed", was: "ms", is: "s" }],
  ],
  [
    "a value that comes no more",
    { rule: "ENUM_VALUE_REMOVED", event: "a", path: "a.b", was: "pro" },
    [{ event: "a", field: "b", change: "value-removed", was: "pro" }],
  ],
  [
    "another protection",
    { rule: "PII_CHANGED", event: "a", path: "user.email", was: "no protection", is: "hash" },
    [{ event: "a", field: "email", change: "protection-changed", was: "no protection", is: "hash" }],
  ],
  [
    "left out",
    { rule: "PII_DROPPED", event: "a", path: "a.b", was: "hash", is: "drop" },
    [{ event: "a", field: "b", change: "dropped" }],
  ],
  ["retired", { rule: "EVENT_RETIRED", event: "a", path: "a" }, [{ event: "a", change: "retired" }]],
  ["new", { rule: "FIELD_ADDED", event: "a", path: "a.b" }, []],
])("a judgement becomes a change: %s", (_, judgement, want) => {
  expect(fieldChanges([judgement, judgement])).toEqual(want);
});

describe("what becomes of what a query reads, in words", () => {
  const plan = (field: string, change: FieldChange["change"], more: Partial<FieldChange> = {}): FieldChange => ({
    event: "plan_changed",
    field,
    change,
    ...more,
  });
  const order = (field: string, change: FieldChange["change"], is: string): FieldChange => ({
    event: "order_placed",
    field,
    change,
    is,
  });
  test.each<[string, string, FieldChange, string[]]>([
    [
      "renamed, in the view",
      "SELECT seats FROM plan_changed",
      plan("seats", "renamed", { is: "places" }),
      ["renamed to places: the view has both names"],
    ],
    [
      "renamed, in the table",
      "SELECT seats FROM acme_store.plan_changed_v1",
      plan("seats", "renamed", { is: "places" }),
      ["renamed: NULL in new rows, which have places"],
    ],
    [
      "renamed, flattened",
      "SELECT buyer__name FROM order_placed",
      order("buyer.name", "renamed", "called"),
      ["renamed to called: the view has both names"],
    ],
    [
      "renamed, an element's",
      "SELECT sku FROM order_placed__items",
      order("items[].sku", "renamed", "id"),
      ["renamed to id: the view has both names"],
    ],
    [
      "renamed, within an array",
      "SELECT items[1].sku FROM order_placed",
      order("items[].sku", "renamed", "id"),
      ["renamed: NULL in new rows, which have id"],
    ],
    [
      "a unit",
      "SELECT avg(seats) FROM plan_changed",
      plan("seats", "unit-changed", { was: "h", is: "d" }),
      ["of another unit in new rows: h → d"],
    ],
    [
      "by a star",
      "SELECT * FROM plan_changed",
      plan("seats", "dropped"),
      ["may read what is left out of the lake: NULL in new rows"],
    ],
    [
      "hashed",
      "SELECT plan FROM plan_changed",
      plan("plan", "protection-changed", { is: "hash" }),
      ["hashed in new rows"],
    ],
    [
      "in clear",
      "SELECT plan FROM plan_changed",
      plan("plan", "protection-changed", { is: "no protection" }),
      ["in clear in new rows"],
    ],
    [
      "a value that is compared with",
      "SELECT 1 FROM plan_changed WHERE plan = 'it''s'",
      plan("plan", "value-removed", { was: "it's" }),
      ["compared with it's, which comes no more"],
    ],
    [
      "a value that nobody names",
      "SELECT plan FROM plan_changed WHERE plan = 'pro'",
      plan("plan", "value-removed", { was: "free" }),
      [],
    ],
    [
      "a view's column",
      "SELECT seats FROM plan_changed WHERE seats > 3",
      plan("seats", "type-changed", { was: "bigint", is: "string", column: { view: "plan_changed", name: "seats" } }),
      ["of another type: bigint → string", "of another type: bigint → string"],
    ],
    [
      "the same column, of the table",
      "SELECT seats FROM acme_store.plan_changed_v1",
      plan("seats", "type-changed", { column: { view: "plan_changed", name: "seats" } }),
      [],
    ],
    [
      "a view's column that goes",
      "SELECT seats FROM plan_changed",
      plan("seats", "gone", { column: { view: "plan_changed", name: "seats" } }),
      ["gone from the view: the query fails"],
    ],
  ])("%s", (_, sql, change, want) => {
    const { affected } = affectedQueries([{ file: "queries/a.sql", sql }], [change], known);
    expect(affected.map((query) => queryWords(query, (text) => text))).toEqual(want);
  });
});
