// What is told of what others did, part by part, as data and as text.
import type { Table } from "@aws-sdk/client-glue";
import { describe, expect, test } from "vitest";
import { APPLIED, type DriftItem, isDrift, lakeDatabases, renderDrift, tableDrift, tableModels } from "../src/index.js";
import { applied, edited, empty, only } from "./live-table.js";
import { lake, revised, rich } from "./rich-event.js";

const live = applied(empty, { databases: lakeDatabases(lake), tables: tableModels([revised(rich)], lake) });
const storage =
  (more: object) =>
  (table: Table): Table => ({
    ...table,
    StorageDescriptor: { ...table.StorageDescriptor, ...more },
  });
const columns =
  (change: (columns: NonNullable<NonNullable<Table["StorageDescriptor"]>["Columns"]>) => unknown) =>
  (table: Table): Table =>
    storage({ Columns: change(table.StorageDescriptor?.Columns ?? []) })(table);
const parameters =
  (more: Record<string, string | undefined>) =>
  (table: Table): Table => ({
    ...table,
    Parameters: Object.fromEntries(
      Object.entries({ ...table.Parameters, ...more }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    ),
  });

test("what was applied has no drift", () => {
  expect(tableDrift(only(live)).items).toEqual([]);
  expect(renderDrift({ looked: 1, tables: [], missing: [] })).toBe("No drift: 1 table is as it was applied.\n");
});

test.each<[string, (table: Table) => Table, DriftItem[]]>([
  [
    "a column added",
    columns((all) => [...all, { Name: "their_column", Type: "int", Comment: "not compared" }]),
    [{ part: "column", name: "their_column", action: "added", live: "int", beside: true }],
  ],
  [
    "a column removed, whose comment is no drift of its own",
    columns((all) => all.filter(({ Name }) => Name !== "status")),
    [{ part: "column", name: "status", action: "removed", applied: "string" }],
  ],
  [
    "a type changed",
    columns((all) => all.map((one) => (one.Name === "status" ? { ...one, Type: "int" } : one))),
    [{ part: "column", name: "status", action: "changed", applied: "string", live: "int" }],
  ],
  [
    "a comment changed",
    columns((all) => all.map((one) => (one.Name === "order_id" ? { ...one, Comment: "theirs" } : one))),
    [{ part: "comment", name: "order_id", action: "changed", applied: "The order's id.", live: "theirs" }],
  ],
  [
    "a column's tag",
    columns((all) => all.map((one) => (one.Name === "order_id" ? { ...one, Parameters: { pii: "no" } } : one))),
    [{ part: "column parameter", name: "order_id.pii", action: "added", live: "no", beside: true }],
  ],
  [
    "a parameter added",
    parameters({ k: "v" }),
    [{ part: "parameter", name: "k", action: "added", live: "v", beside: true }],
  ],
  [
    "a parameter added that is read by",
    parameters({ "skip.header.line.count": "1" }),
    [{ part: "parameter", name: "skip.header.line.count", action: "added", live: "1" }],
  ],
  [
    "a parameter removed",
    parameters({ "projection.enabled": undefined }),
    [{ part: "parameter", name: "projection.enabled", action: "removed", applied: "true" }],
  ],
  [
    "a location",
    storage({ Location: "s3://elsewhere/" }),
    [
      {
        part: "location",
        name: "",
        action: "changed",
        applied: "s3://acme-lake/events/order_placed_v1/",
        live: "s3://elsewhere/",
      },
    ],
  ],
  [
    "a SerDe",
    storage({ SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe", Parameters: {} } }),
    [
      {
        part: "serde",
        name: "",
        action: "changed",
        applied: "org.apache.hive.hcatalog.data.JsonSerDe",
        live: "org.openx.data.jsonserde.JsonSerDe",
      },
      { part: "serde parameter", name: "serialization.format", action: "removed", applied: "1" },
    ],
  ],
  [
    "an owner",
    (table) => ({ ...table, Owner: "them" }),
    [{ part: "owner", name: "", action: "changed", applied: "growth", live: "them" }],
  ],
  ["what an engine keeps for itself", parameters({ transient_lastDdlTime: "1", recordCount: "9" }), []],
])("%s", (_, change, want) => {
  expect(tableDrift(only(edited(live, change))).items).toEqual(want);
});

describe("who", () => {
  test("a crawler is named, and what to do", () => {
    const table = only(
      edited(live, (one) =>
        parameters({ UPDATED_BY_CRAWLER: "nightly", classification: "csv" })({
          ...one,
          Description: "a\u001b[31mb\nc",
        }),
      ),
    );
    const found = tableDrift(table);
    expect(found.writers).toEqual([{ who: "crawler", trace: "nightly", again: true }]);
    const text = renderDrift({ looked: 4, tables: [found], missing: [] });
    expect(text).toContain("A crawler writes to it (nightly)");
    expect(text).toContain(
      "~ acme_store.order_placed_v1 (version 1, written 1970-01-01T00:00:00.000Z, created by arn:aws:iam::1:role/x)",
    );
    expect(text).toContain('-> "a\\u001b[31mb\\nc"');
    expect(text).toContain('~ parameter classification "json" -> "csv"');
    expect(text).toMatch(/Drift: 1 of 4 tables differ from what was applied\.\n$/);
  });

  test("a table without a record is told of", () => {
    const found = tableDrift(only(edited(live, parameters({ [APPLIED]: "cut" }))));
    expect(found).toMatchObject({ unrecorded: true, items: [] });
    expect(renderDrift({ looked: 1, tables: [found], missing: [] })).toContain("run tracklake apply once");
  });
});

test.each<[string, (table: Table) => Table, boolean, boolean, RegExp]>([
  [
    "a tag that others added",
    parameters({ "cost-center": "42" }),
    false,
    true,
    /No drift: .*; others added to 1 table/,
  ],
  ["a crawler's classification", parameters({ classification: "csv" }), true, true, /Drift: 1 of 1 table differs/],
  ["a record that is gone", parameters({ [APPLIED]: "cut" }), true, true, /1 have no record/],
])("%s", (_, change, drifts, strictly, text) => {
  const found = { looked: 1, tables: [tableDrift(only(edited(live, change)))], missing: [] };
  expect([isDrift(found), isDrift(found, { strict: true })]).toEqual([drifts, strictly]);
  expect(renderDrift(found)).toMatch(text);
});
