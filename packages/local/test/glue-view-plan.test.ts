// Views in a plan, by the real Glue client against the endpoint. The engine is a double that keeps a view as Trino does:
// in words of its own, and without any parameter or comment that was there.
import { CreateTableCommand, GetTableCommand, UpdateTableCommand } from "@aws-sdk/client-glue";
import { defineEvent, fingerprint, Type, toEventModel } from "@tracklake/schema";
import {
  apply,
  catalogueViews,
  type DesiredState,
  decodeView,
  drift,
  encodeView,
  engineViews,
  isEmptyPlan,
  lakeDatabases,
  lakeViews,
  plan,
  planData,
  readPlan,
  renderPlan,
  renderPlanMarkdown,
  tableModels,
  type ViewModel,
  type ViewWriter,
  views,
} from "@tracklake/tables";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestStack, testStack } from "./stack-clients.js";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
const writing = { writeViews: true } as const;

function revisions(...properties: string[][]) {
  return properties.map((names, index) => {
    const fields = names.map((name) => [name, Type.Optional(Type.String({ description: `The ${name}.` }))]);
    const properties = Type.Object(Object.fromEntries(fields));
    const { model } = toEventModel(defineEvent({ name: "plan_changed", description: "A plan changed.", properties }));
    const status = "published" as const;
    return { model, revision: index + 1, fingerprint: fingerprint(model), predecessor: null, status };
  });
}
function desired(more: readonly ViewModel[] = [], ...properties: string[][]) {
  const all = revisions(...properties);
  const ofEvents = views(all, lake);
  return {
    databases: lakeDatabases(lake),
    tables: tableModels(all, lake),
    views: [...ofEvents, ...lakeViews(ofEvents, lake), ...more] as readonly ViewModel[],
  } satisfies DesiredState;
}
const one = desired([], ["plan"]);
const two = desired([], ["plan"], ["plan", "seats"]);

let at: TestStack;
let statements: string[];
let engine: ViewWriter;
beforeEach(async () => {
  at = await testStack();
  statements = [];
  engine = engineViews(async (statement) => {
    statements.push(statement);
    await keep(statement);
  });
});
afterEach(() => at.stop());

/** As Trino's Glue metastore does: the whole input is new, the query is formatted anew, columns have no comments. */
async function keep(statement: string): Promise<void> {
  const [, database = "", name = "", sql = ""] =
    /^CREATE OR REPLACE VIEW (\w+)\.(\w+) AS\n([\s\S]*)$/.exec(statement) ?? [];
  const words = sql.replace(/\s+/g, "\n");
  const known = (sql.includes("seats") ? two : one).views ?? [];
  const view = known.find((candidate) => candidate.name === name);
  const columns = view?.columns ?? [{ name: "n", type: "bigint" }];
  const TableInput = {
    Name: name,
    TableType: "VIRTUAL_VIEW",
    ViewOriginalText: encodeView({ database, columns }, words),
    ViewExpandedText: "/* Presto View */",
    Parameters: { presto_view: "true", presto_query_id: String(statements.length), comment: "Presto View" },
    StorageDescriptor: { Columns: columns.map((column) => ({ Name: column.name, Type: column.type })) },
  };
  const there = await table(name);
  const of = { DatabaseName: database, TableInput };
  await at.glue.send(there ? new UpdateTableCommand(of) : new CreateTableCommand(of));
}

async function table(Name: string) {
  try {
    return (await at.glue.send(new GetTableCommand({ DatabaseName: "acme", Name }))).Table;
  } catch (error) {
    if (error instanceof Error && error.name === "EntityNotFoundException") return undefined;
    throw error;
  }
}
const kinds = (made: Awaited<ReturnType<typeof plan>>) =>
  made.steps.filter(({ kind }) => kind !== "unchanged").map(({ kind }) => kind);

describe("through an engine", () => {
  test("all views are written after their tables, those that others read first, and described", async () => {
    const made = await plan(at.glue, one, writing);
    expect(made.steps.filter(({ kind }) => kind === "write-view")).toMatchObject([
      { table: "plan_changed" },
      { table: "all_events" },
      { table: "dead_letters" },
      { table: "delivery_errors" },
    ]);
    expect(await apply(at.glue, made, { views: engine })).toMatchObject({ ok: true });
    const written = statements.map((statement) => /VIEW acme\.(\w+)/.exec(statement)?.[1]);
    expect(written.indexOf("plan_changed")).toBeLessThan(written.indexOf("all_events"));
    const view = await table("plan_changed");
    expect(view).toMatchObject({
      Parameters: { "tracklake.event": "plan_changed", "tracklake.description": "A plan changed." },
    });
    expect(view?.StorageDescriptor?.Columns?.find(({ Name }) => Name === "plan")?.Comment).toBe("The plan.");
    expect((await table("all_events"))?.Parameters).not.toHaveProperty("tracklake.event");
  });

  test("nothing is written again when nothing has changed", async () => {
    await apply(at.glue, await plan(at.glue, one, writing), { views: engine });
    const [calls, version] = [statements.length, (await table("plan_changed"))?.VersionId];
    const again = await plan(at.glue, one, writing);
    expect(isEmptyPlan(again)).toBe(true);
    expect(await apply(at.glue, again, { views: engine })).toMatchObject({ ok: true });
    expect(statements).toHaveLength(calls);
    expect((await table("plan_changed"))?.VersionId).toBe(version);
  });

  test("a new column replaces the view that shows it, and the plan shows the lines", async () => {
    await apply(at.glue, await plan(at.glue, one, writing), { views: engine });
    const made = await plan(at.glue, two, writing);
    expect(kinds(made)).toEqual(["update-table", "write-view"]);
    expect(renderPlan(made)).toContain("~ view acme.plan_changed\n");
    expect(renderPlan(made)).toMatch(/ {4}\+ {3}seats,\n/);
    expect(renderPlan(made)).not.toContain("row__copy");
    expect(renderPlanMarkdown(made)).toContain("| replace | view `acme.plan_changed` | 1 lines of SQL |");
    await apply(at.glue, made, { views: engine });
    expect(isEmptyPlan(await plan(at.glue, two, writing))).toBe(true);
  });

  test("what somebody else wrote in its place is put right, told of before, and seen by drift", async () => {
    await apply(at.glue, await plan(at.glue, one, writing), { views: engine });
    await keep("CREATE OR REPLACE VIEW acme.dead_letters AS\nSELECT 1");
    const record = (await table("dead_letters"))?.Parameters?.["tracklake.view"];
    expect(record).toBeUndefined();
    // By another engine, which keeps what else is there.
    const view = await table("all_events");
    const { DatabaseName: _, CreateTime: __, VersionId: ___, ...input } = view ?? {};
    const ViewOriginalText = encodeView({ database: "acme", columns: [] }, "SELECT 2");
    const TableInput = { ...input, Name: "all_events", ViewOriginalText };
    await at.glue.send(new UpdateTableCommand({ DatabaseName: "acme", TableInput }));
    const { tables } = await drift(at.glue, ["acme"]);
    expect(tables).toMatchObject([{ table: "all_events", items: [{ part: "view", live: "SELECT 2" }] }]);
    const made = await plan(at.glue, one, writing);
    expect(made.steps.find((step) => "table" in step && step.table === "all_events")).toMatchObject({
      kind: "write-view",
      outside: true,
      was: "SELECT 2",
    });
    expect(made.steps.find((step) => "table" in step && step.table === "dead_letters")).toMatchObject({
      kind: "refused",
      view: true,
    });
    expect(
      await apply(at.glue, await plan(at.glue, one, { ...writing, adopt: true }), { views: engine }),
    ).toMatchObject({
      ok: true,
    });
    expect(isEmptyPlan(await plan(at.glue, one, writing))).toBe(true);
  });

  test("a view that was written by hand from our DDL is taken for ours, without being written again", async () => {
    await apply(at.glue, await plan(at.glue, one));
    for (const view of one.views ?? []) {
      await keep(`CREATE OR REPLACE VIEW acme.${view.name} AS\n${view.sql("athena")}`);
    }
    const made = await plan(at.glue, one, writing);
    expect(kinds(made)).toEqual(["update-table", "update-table", "update-table", "update-table"]);
    expect(await apply(at.glue, made, { views: engine })).toMatchObject({ ok: true });
    expect(statements).toEqual([]);
    expect(isEmptyPlan(await plan(at.glue, one, writing))).toBe(true);
  });

  test("a view that fails is the result of its step: what reads it is skipped, the others are written", async () => {
    const failing = engineViews(async (statement) => {
      if (statement.includes("VIEW acme.plan_changed ")) throw new Error("line 1:1: no such column");
      await keep(statement);
    });
    const { ok, results } = await apply(at.glue, await plan(at.glue, one, writing), { views: failing });
    const outcomes = results.filter(({ step }) => step.kind === "write-view").map(({ outcome }) => outcome);
    expect([ok, outcomes]).toEqual([false, ["failed", "skipped", "created", "created"]]);
  });

  test("without an engine they are named in the plan and not counted as something to do", async () => {
    await apply(at.glue, await plan(at.glue, one));
    const made = await plan(at.glue, one);
    expect(isEmptyPlan(made)).toBe(true);
    expect(made.outdatedViews).toEqual([
      "acme.plan_changed",
      "acme.all_events",
      "acme.dead_letters",
      "acme.delivery_errors",
    ]);
  });

  test("a saved plan is carried out with its SQL, and not when a view is another by then", async () => {
    const saved = readPlan(JSON.stringify(planData(await plan(at.glue, one, writing), "here")));
    expect(await apply(at.glue, saved, { exact: true, views: engine })).toMatchObject({ ok: true });
    expect(isEmptyPlan(await plan(at.glue, one, writing))).toBe(true);
    const next = readPlan(JSON.stringify(planData(await plan(at.glue, two, writing), "here")));
    await keep("CREATE OR REPLACE VIEW acme.plan_changed AS\nSELECT 3");
    const { results } = await apply(at.glue, next, { exact: true, views: engine });
    expect(results.filter(({ step }) => step.kind === "write-view").map(({ outcome }) => outcome)).toEqual(["stale"]);
  });
});

describe("straight into the catalogue", () => {
  test("views are kept as engines keep them, and a view whose types are not known is refused", async () => {
    const shared: ViewModel = {
      database: "acme",
      name: "plans",
      description: "Plans.",
      reads: ["acme.plan_changed"],
      columns: [{ name: "n", type: "" }],
      sql: () => "SELECT count(*) AS n FROM acme.plan_changed",
    };
    const state = desired([shared], ["plan"]);
    const { results } = await apply(at.glue, await plan(at.glue, state, writing), { views: catalogueViews(at.glue) });
    expect(results.filter(({ outcome }) => outcome === "failed")).toMatchObject([
      { step: { table: "plans" }, failure: { code: "ViewTypesUnknown" } },
    ]);
    const view = await table("plan_changed");
    expect(view).toMatchObject({
      TableType: "VIRTUAL_VIEW",
      Parameters: { "tracklake.description": "A plan changed." },
    });
    expect(decodeView(view?.ViewOriginalText)).toMatchObject({
      sql: state.views?.[0]?.sql("athena"),
      schema: "acme",
      columns: expect.arrayContaining([{ name: "event_time", type: "timestamp(3)" }]),
    });
    const again = await plan(at.glue, desired([], ["plan"], ["plan", "seats"]), writing);
    expect(await apply(at.glue, again, { views: catalogueViews(at.glue) })).toMatchObject({ ok: true });
    expect(decodeView((await table("plan_changed"))?.ViewOriginalText)?.sql).toContain("seats");
  });
});
