// A plan that is kept in a file is carried out exactly, or not at all.
import { afterEach, describe, expect, test } from "vitest";
import { apply, diff, isTablesError, lakeDatabases, planData, readPlan, tableModels } from "../src/index.js";
import { applied, edited, empty, only } from "./live-table.js";
import { event, field, lake, revised } from "./rich-event.js";
import { type ScriptedGlue, scriptedGlue } from "./scripted-glue.js";

const state = (...fields: ReturnType<typeof field>[]) => ({
  databases: lakeDatabases(lake),
  tables: tableModels([revised(event(fields))], lake),
});
const before = edited(applied(empty, state(field("a"))), (table) => ({
  ...table,
  LastAccessTime: new Date(86_400_000),
}));
const plan = { ...diff(before, state(field("a"), field("b"))), catalogue: "1" };
const text = JSON.stringify(planData(plan, "ap-northeast-1"), undefined, 2);

let glue: ScriptedGlue | undefined;
afterEach(async () => {
  await glue?.close();
  glue = undefined;
});

test("it is read as it was written, times too, and without the models", () => {
  const read = readPlan(text);
  expect(read).toMatchObject({ format: 1, target: "ap-northeast-1", catalogue: "1" });
  const [written, again] = [plan, read].map(({ steps }) => steps.find((step) => step.kind === "update-table"));
  if (written?.kind !== "update-table" || again?.kind !== "update-table") throw new Error("no update");
  const { model, ...rest } = written;
  expect(model).toBeDefined();
  expect(again).toEqual(rest);
  expect(again.input.LastAccessTime).toEqual(new Date(86_400_000));
});

test.each<[string, string, RegExp]>([
  ["no JSON", "{", /is no JSON/],
  ["other JSON", "[]", /is no saved plan/],
  ["another format", text.replace('"format": 1', '"format": 2'), /has format 2 and not 1/],
  ["a changed plan", text.replace('"Type": "string"', '"Type": "int"'), /was changed after it was made/],
])("%s is refused", (_, given, want) => {
  const error = (() => {
    try {
      return readPlan(given);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(isTablesError(error) && error.code).toBe("plan-unreadable");
  expect(String(error)).toMatch(want);
});

describe("carried out exactly", () => {
  const wire = (live: object | undefined) =>
    scriptedGlue(({ operation }) => {
      if (operation !== "GetTable") return {};
      const answer = JSON.parse(
        JSON.stringify({ ...live, LastAccessTime: 86_400, CreateTime: 0, UpdateTime: 0 }),
      ) as object;
      return live ? { Table: answer } : "EntityNotFoundException";
    });
  const run = (client: ScriptedGlue["client"]) => apply(client, readPlan(text), { exact: true, pause: async () => {} });
  const updates = ({ calls }: ScriptedGlue) => calls.filter(({ operation }) => operation === "UpdateTable");

  test("what it was made for is changed", async () => {
    glue = await wire(only(before));
    const { ok, results } = await run(glue.client);
    expect([ok, results.at(-1)?.outcome]).toEqual([true, "updated"]);
    expect(updates(glue)[0]?.input).toMatchObject({ VersionId: "1" });
  });

  test.each<[string, object | undefined]>([
    ["another version", { ...only(before), VersionId: "2" }],
    ["the same version with other contents", { ...only(before), Description: "theirs" }],
    ["the catalogue of another account", { ...only(before), CatalogId: "2" }],
    ["a table that is gone", undefined],
  ])("%s: nothing is changed", async (_, live) => {
    glue = await wire(live);
    const { ok, results } = await run(glue.client);
    expect([ok, results.at(-1)?.outcome]).toEqual([false, "stale"]);
    expect(glue.calls.every(({ operation }) => operation.startsWith("Get"))).toBe(true);
  });

  const creating = (databases: string[]) => ({
    ...diff({ ...empty, databases: new Set(databases) }, state(field("a"))),
    catalogue: "1",
  });
  test.each<[string, string[], object | undefined, boolean]>([
    ["databases that are not there", ["acme_store", "acme"], undefined, false],
    ["databases of another account", ["acme_store", "acme"], { CatalogId: "2" }, false],
    ["databases that another account has already", [], { CatalogId: "2" }, false],
    ["the databases it was made for", ["acme_store", "acme"], { CatalogId: "1" }, true],
    ["databases that it created, before it stopped half-way", [], { CatalogId: "1" }, true],
  ])("a plan of nothing but creations, by credentials with %s", async (_, known, Database, want) => {
    glue = await scriptedGlue(({ operation }) => {
      if (operation === "GetDatabase" && Database) return { Database };
      if (operation === "CreateDatabase" && Database) return "AlreadyExistsException";
      return operation.startsWith("Get") ? "EntityNotFoundException" : {};
    });
    const saved = readPlan(JSON.stringify(planData(creating(known), "ap-northeast-1")));
    const { ok, results } = await apply(glue.client, saved, { exact: true, pause: async () => {} });
    expect([ok, results.at(-1)?.outcome]).toEqual(want ? [true, "created"] : [false, "skipped"]);
    expect(glue.calls.some(({ operation }) => operation.startsWith("Create"))).toBe(want);
  });

  test("what was carried out already is not stale: a run that stopped half-way goes on", async () => {
    const update = plan.steps.find((step) => step.kind === "update-table");
    if (update?.kind !== "update-table") throw new Error("no update");
    const { LastAccessTime: _, ...input } = update.input;
    glue = await scriptedGlue(({ operation }) => {
      if (operation === "UpdateTable") return "ConcurrentModificationException";
      return operation === "GetTable" ? { Table: { ...input, LastAccessTime: 86_400, VersionId: "2" } } : {};
    });
    const { ok, results } = await run(glue.client);
    expect([ok, results.at(-1)?.outcome]).toEqual([true, "unchanged"]);
  });
});
