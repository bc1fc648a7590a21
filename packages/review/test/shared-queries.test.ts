// Queries that become views: what makes one, and where exactly one does not fit.
import type { RegisteredEvent } from "@tracklake/registry";
import { defineEvent, fingerprint, Type, toEventModel } from "@tracklake/schema";
import { describe, expect, test } from "vitest";
import { queryCatalogue, sharedQueries } from "../src/queries/index.js";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
const properties = Type.Object({
  plan: Type.Optional(Type.String()),
  email: Type.Optional(Type.String({ pii: "hash" })),
  items: Type.Optional(Type.Array(Type.Object({ sku: Type.String() }))),
});
const { model } = toEventModel(defineEvent({ name: "plan_changed", description: "A plan changed.", properties }));
const revisions: RegisteredEvent[] = [
  { model, revision: 1, fingerprint: fingerprint(model), predecessor: null, status: "published" },
];
const at = { views: "acme", tables: "acme_store", dimensions: ["users"] };
const relations = queryCatalogue(revisions, lake);
const read = (files: Record<string, string>, known = relations) =>
  sharedQueries(
    Object.entries(files).map(([file, sql]) => ({ file: `queries/${file}.sql`, sql })),
    known,
    at,
  );
const problems = (files: Record<string, string>, known = relations) =>
  read(files, known).refused.flatMap((one) => one.problems.map(({ line, column, message }) => [line, column, message]));

describe("a query that can be a view", () => {
  test("its name, the comment at its head, its columns and what it reads", () => {
    const sql =
      "-- How many moved.\n--  By day.\n\nSELECT dt, count(*) AS moves\nFROM plan_changed -- all\nGROUP BY dt;\n";
    expect(read({ moves_by_day: sql })).toEqual({
      shared: [
        {
          file: "queries/moves_by_day.sql",
          name: "moves_by_day",
          description: "How many moved. By day.",
          sql: "SELECT dt, count(*) AS moves\nFROM plan_changed -- all\nGROUP BY dt",
          columns: ["dt", "moves"],
          reads: ["acme.plan_changed"],
        },
      ],
      refused: [],
      private: [],
    });
  });

  test("those that others read come before them", () => {
    const files = {
      a: "-- A.\nSELECT n FROM b",
      b: "-- B.\nSELECT n FROM c",
      c: "/* C.\n * More. */ SELECT count(*) AS n FROM all_events",
    };
    const { shared } = read(files);
    expect(shared.map(({ name, reads }) => [name, reads])).toEqual([
      ["c", ["acme.all_events"]],
      ["b", ["acme.c"]],
      ["a", ["acme.b"]],
    ]);
    expect(shared[0]?.description).toBe("C. More.");
  });

  test.each<[string, string]>([
    ["a WITH", "-- D.\nWITH x AS (SELECT plan FROM plan_changed) SELECT plan FROM x"],
    ["a UNION", "-- D.\nSELECT plan FROM plan_changed UNION ALL SELECT sku FROM plan_changed__items"],
    ["a table of another catalogue", "-- D.\nSELECT u.id FROM rds.public.people AS u"],
    ["what failed", "-- D.\nSELECT reason, count(*) AS n FROM dead_letters GROUP BY reason"],
    ["a table of the store", "-- D.\nSELECT event_id FROM acme_store.plan_changed_v1"],
    ["count(*)", "-- D.\nSELECT count(*) AS n FROM plan_changed"],
  ])("%s", (_, sql) => {
    expect(problems({ q: sql })).toEqual([]);
  });

  test("without a comment at its head it is private", () => {
    expect(read({ mine: "SELECT nonsense FROM nowhere", too: "" })).toEqual({
      shared: [],
      refused: [],
      private: ["queries/mine.sql", "queries/too.sql"],
    });
  });
});

describe("a query that cannot be one is told with its place", () => {
  test.each<[string, string, number, number, RegExp]>([
    [
      "an unknown table",
      "-- D.\nSELECT plan\nFROM plan_chnged",
      3,
      6,
      /no table plan_chnged in acme\. Did you mean plan_changed\?/,
    ],
    [
      "an unknown table of the store",
      "-- D.\nSELECT x AS y FROM acme_store.plan_changed",
      2,
      31,
      /no table plan_changed in acme_store/,
    ],
    [
      "an unknown column",
      "-- D.\nSELECT dt,\n  plam\nFROM plan_changed",
      3,
      3,
      /no table of the query has a column plam\. Did you mean plan\?/,
    ],
    ["a dimension", "-- D.\nSELECT id FROM users", 2, 16, /users is a dimension of the local engine alone/],
    ["a syntax error", "-- D.\nSELECT plan\nFROM WHERE", 3, 6, /./],
    ["two statements", "-- D.\nSELECT plan FROM plan_changed;\nSELECT 2 AS b", 3, 1, /one SELECT/],
    ["a template", "-- D.\nSELECT plan FROM plan_changed WHERE dt = '{{ day }}'", 2, 1, /no parameters/],
    ["no SELECT", "-- D.\nDROP TABLE plan_changed", 2, 1, /a view is a SELECT/],
    ["a star", "-- D.\nSELECT * FROM plan_changed", 2, 1, /VIEW_IS_STALE/],
    [
      "a column without a name",
      "-- D.\nSELECT dt, count(*) FROM plan_changed GROUP BY dt",
      2,
      1,
      /column 2 has no name/,
    ],
    [
      "two columns of one name",
      "-- D.\nSELECT dt, plan AS dt FROM plan_changed",
      2,
      1,
      /two of its columns are called dt/,
    ],
  ])("%s", (_, sql, line, column, message) => {
    expect(problems({ q: sql })).toEqual([[line, column, expect.stringMatching(message)]]);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ["an event's view", { plan_changed: "-- D.\nSELECT 1 AS x" }, /name of a view of the event plan_changed/],
    ["a view of an array", { plan_changed__items: "-- D.\nSELECT 1 AS x" }, /name of a view of the event plan_changed/],
    ["the lake's view", { all_events: "-- D.\nSELECT 1 AS x" }, /name of a view of the lake/],
    ["no lower_snake", { "plans-by-day": "-- D.\nSELECT 1 AS x" }, /lower_snake/],
  ])("a name that is taken or is none: %s", (_, files, message) => {
    expect(problems(files)).toEqual([[1, 1, expect.stringMatching(message)]]);
  });

  test("two files of one name", () => {
    expect(problems({ "a/x": "-- D.\nSELECT 1 AS x", "b/x": "-- D.\nSELECT 1 AS x" })).toEqual([
      [1, 1, expect.stringContaining("queries/b/x.sql has the same name")],
      [1, 1, expect.stringContaining("queries/a/x.sql has the same name")],
    ]);
  });

  test("what reads a query that is refused, or itself", () => {
    expect(problems({ a: "-- A.\nSELECT x FROM b", b: "-- B.\nSELECT nothing AS x FROM plan_changed" })).toEqual([
      [2, 8, expect.stringContaining("has a column nothing")],
      [2, 15, expect.stringContaining("it reads b, which is refused")],
    ]);
    expect(problems({ a: "-- A.\nSELECT x FROM b", b: "-- B.\nSELECT x FROM a" })).toEqual([
      [2, 15, expect.stringContaining("it reads itself by way of b")],
      [2, 15, expect.stringContaining("it reads itself by way of a")],
    ]);
  });

  test("a personal column, where views leave those out", () => {
    const narrow = queryCatalogue(revisions, lake, { personal: "left-out" });
    expect(problems({ q: "-- D.\nSELECT email FROM plan_changed" }, narrow)).toHaveLength(1);
    expect(problems({ q: "-- D.\nSELECT email FROM plan_changed" })).toEqual([]);
  });
});
