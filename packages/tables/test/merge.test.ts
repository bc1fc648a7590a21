// Three ways, part by part: what was applied, what others made of it, what the schemas say now.
import { createHash } from "node:crypto";
import type { Table } from "@aws-sdk/client-glue";
import { describe, expect, test } from "vitest";
import { encodeApplied, sameApplied } from "../src/glue/applied.js";
import {
  APPLIED,
  decodeApplied,
  diff,
  glueTableInput,
  isEmptyPlan,
  lakeDatabases,
  renderPlan,
  tableModels,
} from "../src/index.js";
import { applied, edited, empty, only, served } from "./live-table.js";
import { arrayOf, event, field, lake, revised } from "./rich-event.js";

type Text = string | undefined;
const state = (description: Text, comment: Text, revision = 1, more: ReturnType<typeof field>[] = []) => ({
  databases: lakeDatabases(lake),
  tables: tableModels(
    [
      revised(
        {
          ...event([field("a", "string", comment === undefined ? {} : { description: comment }), ...more]),
          ...(description === undefined ? {} : { description }),
        },
        revision,
      ),
    ],
    lake,
  ),
});
const column = (table: Table, name: string) => table.StorageDescriptor?.Columns?.find((one) => one.Name === name);
const withComment =
  (comment: Text) =>
  (table: Table): Table => ({
    ...table,
    Description: comment,
    StorageDescriptor: {
      ...table.StorageDescriptor,
      Columns: table.StorageDescriptor?.Columns?.map((one) => {
        const { Comment: _, ...rest } = one;
        return one.Name !== "a" ? one : { ...rest, ...(comment === undefined ? {} : { Comment: comment }) };
      }),
    },
  });

// The same rules hold for a description and a comment; both are tried at once.
test.each<[string, Text, Text, Text, Text, number]>([
  ["nobody changed anything", "x", "x", "x", "x", 0],
  ["the schemas changed it", "x", "x", "y", "y", 0],
  ["others changed it, the schemas did not", "x", "theirs", "x", "theirs", 2],
  ["both changed it: theirs stays", "x", "theirs", "y", "theirs", 2],
  ["both changed it to the same", "x", "y", "y", "y", 0],
  ["others took it away: it is put back", "x", undefined, "x", "x", 0],
  ["others wrote one where there was none", undefined, "theirs", undefined, "theirs", 0],
  ["others were first with it", undefined, "theirs", "y", "theirs", 2],
  ["the schemas gave it up", "x", "x", undefined, undefined, 0],
  ["the schemas gave up what others changed", "x", "theirs", undefined, "theirs", 0],
])("%s", (_, was, theirs, now, want, kept) => {
  const first = applied(empty, state(was, was));
  const live = theirs === was ? first : edited(first, withComment(theirs));
  const plan = diff(live, state(now, now));
  const next = applied(live, state(now, now));
  expect([only(next).Description, column(only(next), "a")?.Comment]).toEqual([want, want]);
  const [step] = plan.steps.filter((one) => "table" in one);
  expect(step && "kept" in step ? (step.kept?.length ?? 0) : 0).toBe(kept);
  expect(isEmptyPlan(diff(next, state(now, now)))).toBe(true);
});

test("restore puts ours over theirs, and leaves alone what was never ours", () => {
  const live = edited(applied(empty, state("x", "x")), (table) => ({
    ...withComment("theirs")(table),
    Parameters: { ...table.Parameters, "their.key": "kept" },
  }));
  const next = only(applied(live, state("x", "x"), { restore: true }));
  expect([next.Description, column(next, "a")?.Comment, next.Parameters?.["their.key"]]).toEqual(["x", "x", "kept"]);
});

describe("types of ours are ours", () => {
  test("one that others changed is put right, and said to be", () => {
    const live = edited(applied(empty, state("x", "x")), (table) => ({
      ...table,
      StorageDescriptor: {
        ...table.StorageDescriptor,
        Columns: table.StorageDescriptor?.Columns?.map((one) => (one.Name === "a" ? { ...one, Type: "int" } : one)),
      },
    }));
    const plan = diff(live, state("x", "x"));
    expect(renderPlan(plan)).toContain("~ column a int -> string  (somebody changed it)");
    expect(column(only(applied(live, state("x", "x"))), "a")?.Type).toBe("string");
  });

  test("a column that others took away comes back, at the end", () => {
    const live = edited(applied(empty, state("x", "x")), (table) => ({
      ...table,
      StorageDescriptor: {
        ...table.StorageDescriptor,
        Columns: table.StorageDescriptor?.Columns?.filter(({ Name }) => Name !== "event_id"),
      },
    }));
    expect(renderPlan(diff(live, state("x", "x")))).toMatch(/\+ column event_id string .*\(somebody took it away\)/);
    expect(only(applied(live, state("x", "x"))).StorageDescriptor?.Columns?.at(-1)?.Name).toBe("event_id");
  });
});

describe("a pipeline of an older commit", () => {
  const newer = state("new", "new", 3, [field("b", "string"), field("items", arrayOf(field("sku")))]);
  const older = state("old", "old", 2, [field("c", "string"), field("items", arrayOf(field("qty", "integer")))]);

  test("takes nothing back, and adds what only it has", () => {
    const live = applied(empty, newer);
    const next = only(applied(live, older));
    expect([next.Description, column(next, "a")?.Comment]).toEqual(["new", "new"]);
    expect(next.Parameters?.["tracklake.revision"]).toBe("3");
    expect(next.StorageDescriptor?.Columns?.slice(-3).map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
      "b string",
      "items array<struct<sku:string,qty:bigint>>",
      "c string",
    ]);
  });

  test("and either finds nothing to do afterwards", () => {
    const live = applied(applied(empty, newer), older);
    expect(isEmptyPlan(diff(live, older))).toBe(true);
    expect(isEmptyPlan(diff(live, newer))).toBe(true);
    expect(renderPlan(diff(live, older))).toContain("A later revision was applied to 1 table: nothing is taken back.");
  });
});

describe("the record", () => {
  const many = Array.from({ length: 900 }, (_, i) => ({
    name: `c${i}`,
    type: "string",
    // Text that does not shrink, so that the record is longer than a parameter should be.
    comment: [1, 2, 3].map((part) => createHash("sha512").update(`${i} ${part}`).digest("base64")).join(""),
  }));

  test("is read as it was written, and far below what a parameter may have", () => {
    const record = decodeApplied(only(applied(empty, state("x", "é 日本"))).Parameters?.[APPLIED]);
    expect(record).toMatchObject({ description: "x", location: "s3://acme-lake/events/thing_done_v1/" });
    expect(record?.columns.at(-1)).toEqual({ name: "a", type: "string", comment: "é 日本" });
    expect(record?.parameters).not.toHaveProperty(APPLIED);
    expect(encodeApplied(record ?? { columns: [], parameters: {} }).length).toBeLessThan(4_000);
  });

  test("is kept as hashes where it is long, and still tells theirs from ours", () => {
    const whole = {
      columns: [...many, ...many.map((one) => ({ ...one, name: `d${one.name}` }))],
      parameters: { k: "v" },
    };
    const text = encodeApplied(whole);
    expect(text.length).toBeLessThan(256_000);
    const read = decodeApplied(text);
    expect(read?.hashed).toBe(true);
    expect(sameApplied(read, whole)).toBe(true);
    expect(sameApplied(read, { ...whole, parameters: { k: "w" } })).toBe(false);
  });

  test.each([undefined, "", "adopted", "v1:", "v1:not base64 of anything", "v1:AAAA", "a".repeat(64)])(
    "a value that holds none: %s",
    (value) => expect(decodeApplied(value)).toBeUndefined(),
  );

  test("a table whose DDL was run by hand is ours: what was applied is then known", () => {
    const [model] = state("x", "x").tables;
    if (!model) throw new Error("no model");
    const live = {
      ...empty,
      databases: new Set(["acme", "acme_store"]),
      tables: new Map([["acme_store.thing_done_v1", served(glueTableInput(model), "acme_store")]]),
    };
    expect(renderPlan(diff(live, state("x", "x")))).toContain("notes in the table what was applied");
    const next = applied(live, state("x", "x"));
    expect(only(applied(next, state("y", "y"))).Description).toBe("y");
  });

  test("one that somebody cut: theirs is kept where in doubt, and a new one is written", () => {
    const cut = edited(applied(empty, state("x", "x")), (table) => ({
      ...table,
      Parameters: { ...table.Parameters, [APPLIED]: "v1:broken" },
    }));
    const next = applied(cut, state("y", "y"));
    expect(only(next).Description).toBe("x");
    expect(decodeApplied(only(next).Parameters?.[APPLIED])).toBeDefined();
    expect(isEmptyPlan(diff(next, state("y", "y")))).toBe(true);
  });
});
