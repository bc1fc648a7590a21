// What an Iceberg table needs when its event changes, and from time to time.
import { describe, expect, test } from "vitest";
import { type ColumnModel, icebergChanges, icebergMaintenance, type TableModel, tableModels } from "../src/index.js";
import { event, field, lake, revised, struct } from "./rich-event.js";

const table = (columns: readonly ColumnModel[]): TableModel => ({
  database: "acme_store",
  name: "thing_done_v1",
  format: "iceberg",
  columns,
  partitionKeys: [{ name: "event_date", type: "date" }],
  location: "s3://acme-lake/iceberg/thing_done_v1/",
  parameters: {},
});
const of = (type: string, name = "a") => table([{ name, type }]);

describe("types", () => {
  test.each<[string, string]>([
    ["int", "bigint"],
    ["float", "double"],
    ["decimal(10,2)", "decimal(12,2)"],
    ["array<int>", "array<bigint>"],
    ["map<string,float>", "map<string,double>"],
    ["struct<x:int>", "struct<x:bigint,y:string>"],
  ])("%s becomes %s", (was, is) => {
    expect(icebergChanges(of(was), of(is))).toEqual({
      statements: [`ALTER TABLE acme_store.thing_done_v1 CHANGE COLUMN a a ${is}`],
      refused: [],
    });
  });

  test.each<[string, string, string]>([
    ["bigint", "int", "a is bigint and cannot become int"],
    ["bigint", "double", "a is bigint and cannot become double"],
    ["string", "timestamp", "a is string and cannot become timestamp"],
    ["decimal(10,2)", "decimal(12,3)", "a is decimal(10,2) and cannot become decimal(12,3)"],
    ["decimal(10,2)", "decimal(8,2)", "a is decimal(10,2) and cannot become decimal(8,2)"],
    ["struct<x:int>", "struct<x:string>", "a.x is int and cannot become string"],
    ["struct<x:int,y:int>", "struct<x:int>", "a.y would be dropped"],
    ["array<struct<x:double>>", "array<struct<x:bigint>>", "a[].x is double and cannot become bigint"],
    ["string", "array<string>", "a is string and cannot become array<string>"],
  ])("%s does not become %s", (was, is, why) => {
    expect(icebergChanges(of(was), of(is))).toEqual({
      statements: [],
      refused: [`${why}: raise the event's major, so that it gets a new table; the view unites the two.`],
    });
  });
});

test("columns are added in one statement, quoted and described; none is dropped", () => {
  const model = (...names: string[]) =>
    event(names.map((name) => field(name, "string", { description: `It's ${name}.` })));
  const of = (...revisions: ReturnType<typeof model>[]) =>
    tableModels(
      revisions.map((one, index) => revised(one, index + 1)),
      lake,
      { format: "iceberg" },
    )[0] as TableModel;
  const [first, second] = [model("a", "gone"), model("a", "end", "extra")];
  expect(icebergChanges(of(first), of(first, second))).toEqual({
    statements: [
      "ALTER TABLE acme_store.thing_done_v1 ADD COLUMNS (\n  `end` string COMMENT 'It\\'s end.',\n  extra string COMMENT 'It\\'s extra.'\n)",
    ],
    refused: [],
  });
  expect(icebergChanges(of(first, second), of(first, second))).toEqual({ statements: [], refused: [] });
});

test("a field within a struct names its column with the whole type", () => {
  const before = tableModels([revised(event([field("s", struct(field("x")))]))], lake, { format: "iceberg" })[0];
  const after = tableModels([revised(event([field("s", struct(field("x"), field("y", "integer")))]))], lake, {
    format: "iceberg",
  })[0];
  if (!before || !after) throw new Error("no table");
  expect(icebergChanges(before, after).statements).toEqual([
    "ALTER TABLE acme_store.thing_done_v1 CHANGE COLUMN s s struct<x:string,y:bigint>",
  ]);
});

test("files are made large every night, snapshots let go of every week, by the lake's clock", () => {
  expect(icebergMaintenance(of("int"), "Asia/Tokyo")).toMatchObject([
    {
      statement: "OPTIMIZE acme_store.thing_done_v1 REWRITE DATA USING BIN_PACK",
      schedule: "cron(15 3 * * ? *)",
      timeZone: "Asia/Tokyo",
    },
    { statement: "VACUUM acme_store.thing_done_v1", schedule: "cron(15 4 ? * SUN *)", timeZone: "Asia/Tokyo" },
  ]);
});
