// Views beside other people's work, by the real Glue client against the endpoint: what they keep at a view survives its
// writing, what they wrote since the plan is not undone, and an older checkout takes nothing out of a view again.
import type { Table } from "@aws-sdk/client-glue";
import { defineEvent, fingerprint, Type, toEventModel } from "@tracklake/schema";
import {
  apply,
  CURATED_THROUGH,
  catalogueViews,
  type DesiredState,
  decodeView,
  isEmptyPlan,
  lakeDatabases,
  plan,
  planData,
  readPlan,
  renderPlan,
  tableModels,
  type ViewModel,
  type ViewWriter,
  views,
} from "@tracklake/tables";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { edit, keepingEngine, keepView, liveTable } from "./keeping-engine.js";
import { type TestStack, testStack } from "./stack-clients.js";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
const writing = { writeViews: true } as const;

/** A revision a list of properties; `major` of the last. */
function desired(lists: readonly (readonly string[])[], major = 1): DesiredState {
  const revisions = lists.map((names, index) => {
    const last = index === lists.length - 1;
    const fields = names.map((name) => [name, Type.Optional(Type.String({ description: `The ${name}.` }))]);
    const definition = defineEvent({
      name: "plan_changed",
      major: last ? major : 1,
      description: "A plan changed.",
      properties: Type.Object(Object.fromEntries(fields)),
    });
    const { model } = toEventModel(definition);
    const revision = last && major > 1 ? 1 : index + 1;
    return { model, revision, fingerprint: fingerprint(model), predecessor: null, status: "published" as const };
  });
  return {
    databases: lakeDatabases(lake),
    tables: tableModels(revisions, lake),
    existing: tableModels(revisions, lake, { format: "parquet" }),
    views: (curatedThrough) => views(revisions, lake, { curatedThrough }),
  };
}
const one = desired([["plan"]]);
const two = desired([["plan"], ["plan", "seats"]]);
const nextMajor = desired([["plan"], ["plan"]], 2);
const all = (state: DesiredState): readonly ViewModel[] =>
  typeof state.views === "function" ? state.views(new Map()) : (state.views ?? []);

let at: TestStack;
beforeEach(async () => {
  at = await testStack();
});
afterEach(() => at.stop());

async function view(database = "acme"): Promise<Table> {
  const live = await liveTable(at.glue, database, "plan_changed");
  if (!live) throw new Error("the view is gone");
  return live;
}
const sqlOf = (table: Table) => decodeView(table.ViewOriginalText)?.sql ?? "";
const writers: [string, () => ViewWriter][] = [
  ["an engine", () => keepingEngine(at.glue, () => all(two))],
  ["Glue itself", () => catalogueViews(at.glue)],
];
const deploy = async (state: DesiredState, by: ViewWriter) =>
  apply(at.glue, await plan(at.glue, state, writing), { views: by });

describe.each(writers)("by %s", (_, writer) => {
  test("what others keep at a view survives when it is replaced", async () => {
    const key = fc.stringMatching(/^[a-z][a-z0-9]{0,6}$/).map((name) => `theirs.${name}`);
    const word = fc.stringMatching(/^[a-z ]{1,8}$/).map((text) => `x${text}x`);
    const edits = fc.record({
      parameter: fc.option(fc.tuple(key, word)),
      comment: fc.option(word),
      tag: fc.option(fc.tuple(key, word)),
      owner: fc.option(word),
      description: fc.option(word),
      retention: fc.option(fc.integer({ min: 1, max: 99 })),
      storage: fc.option(fc.tuple(key, word)),
    });
    await fc.assert(
      fc.asyncProperty(edits, async ({ parameter, comment, tag, owner, description, retention, storage }) => {
        const property = `p${++counter}`;
        const before = desired([["plan"], ["plan", property]]);
        const after = desired([["plan"], ["plan", property], ["plan", property, "seats"]]);
        const database = `acme_${counter}`;
        const state = (of: DesiredState) => elsewhere(of, database);
        const by = writerOf(writer, state(after));
        expect(await deploy(state(before), by)).toMatchObject({ ok: true });
        const pair = (entry: readonly [string, string] | null) => (entry ? { [entry[0]]: entry[1] } : {});
        await edit(at.glue, database, "plan_changed", (table) => ({
          ...table,
          Parameters: { ...table.Parameters, ...pair(parameter) },
          ...(owner ? { Owner: owner } : {}),
          ...(description ? { Description: description } : {}),
          ...(retention ? { Retention: retention } : {}),
          StorageDescriptor: {
            ...table.StorageDescriptor,
            Parameters: pair(storage),
            Columns: table.StorageDescriptor?.Columns?.map((column) =>
              column.Name === "plan"
                ? { ...column, ...(comment ? { Comment: comment } : {}), Parameters: pair(tag) }
                : column,
            ),
          },
        }));
        expect(await deploy(state(after), by)).toMatchObject({ ok: true });
        const live = await view(database);
        expect(sqlOf(live)).toContain("seats");
        expect(live).toMatchObject({
          Parameters: { "tracklake.description": "A plan changed.", ...pair(parameter) },
          ...(owner ? { Owner: owner } : {}),
          ...(description ? { Description: description } : {}),
          ...(retention ? { Retention: retention } : {}),
        });
        expect(live.StorageDescriptor?.Parameters ?? {}).toMatchObject(pair(storage));
        const column = live.StorageDescriptor?.Columns?.find(({ Name }) => Name === "plan");
        expect(column).toMatchObject({ Comment: comment ?? "The plan." });
        expect(column?.Parameters ?? {}).toMatchObject(pair(tag));
        expect(isEmptyPlan(await plan(at.glue, state(after), writing))).toBe(true);
      }),
      { numRuns: 15 },
    );
  });
});
let counter = 0;

/** The same state in databases of its own: a table of an earlier run is of a later revision. */
function elsewhere(state: DesiredState, database: string): DesiredState {
  const store = `${database}_store`;
  return {
    databases: [database, store].map((name) => ({ name, description: "A run's own." })),
    tables: state.tables.map((one) => ({ ...one, database: store })),
    views: all(state).map((one) => ({ ...one, database })),
  };
}
function writerOf(writer: () => ViewWriter, state: DesiredState): ViewWriter {
  return writer === writers[0]?.[1] ? keepingEngine(at.glue, () => all(state)) : writer();
}

describe("an older checkout", () => {
  const engine = () => keepingEngine(at.glue, () => [...all(nextMajor), ...all(two)]);

  test.each<[string, () => DesiredState, RegExp]>([
    ["an earlier revision", () => two, /seats/],
    ["an earlier major", () => nextMajor, /plan_changed_v2/],
  ])("of %s leaves the view, and says so", async (_, later, shows) => {
    expect(await deploy(later(), engine())).toMatchObject({ ok: true });
    const older = await plan(at.glue, one, writing);
    expect(older.steps.find((step) => "table" in step && step.table === "plan_changed")).toMatchObject({
      kind: "unchanged",
      behind: true,
    });
    expect(renderPlan(older)).toMatch(/A later revision was applied to (1 table and )?1 view: nothing is taken back\./);
    expect(await apply(at.glue, older, { views: engine() })).toMatchObject({ ok: true });
    expect(sqlOf(await view())).toMatch(shows);
    expect(isEmptyPlan(await plan(at.glue, later(), writing))).toBe(true);
  });

  test("that was planned before the later one was applied leaves it as well", async () => {
    expect(await deploy(one, engine())).toMatchObject({ ok: true });
    const stale = await plan(at.glue, desired([["plan", "x"]]), writing);
    expect(await deploy(two, engine())).toMatchObject({ ok: true });
    const { results } = await apply(at.glue, stale, { views: engine() });
    expect(results.find(({ step }) => "table" in step && step.table === "plan_changed")).toMatchObject({
      outcome: "unchanged",
      replanned: 1,
    });
    expect(sqlOf(await view())).toContain("seats");
  });

  test("that writes while the later one is applied is told, and the later one mends it", async () => {
    expect(await deploy(one, engine())).toMatchObject({ ok: true });
    const older = await plan(at.glue, desired([["plan", "x"]]), writing);
    let first = true;
    const by = keepingEngine(
      at.glue,
      () => all(desired([["plan", "x"]])),
      async () => {
        if (first) expect(await deploy(two, engine())).toMatchObject({ ok: true });
        first = false;
      },
    );
    const { ok, results } = await apply(at.glue, older, { views: by });
    expect([ok, results.at(-1)?.outcome]).toEqual([false, "stale"]);
    expect(sqlOf(await view())).not.toContain("seats");
    expect(await deploy(two, engine())).toMatchObject({ ok: true });
    expect(sqlOf(await view())).toContain("seats");
  });

  test("whose text takes the place of ours before it is described gets no record of ours", async () => {
    expect(await deploy(one, engine())).toMatchObject({ ok: true });
    const [older] = all(one);
    let first = true;
    const by: ViewWriter = {
      async write(of, sql) {
        await engine().write(of, sql);
        if (first)
          await keepView(at.glue, all(one), `CREATE OR REPLACE VIEW acme.plan_changed AS\n${older?.sql("athena")}`);
        first = false;
      },
    };
    expect(await deploy(two, by)).toMatchObject({ ok: true });
    expect(sqlOf(await view())).toContain("seats");
    expect(isEmptyPlan(await plan(at.glue, two, writing))).toBe(true);
  });
});

describe("between plan and write", () => {
  const engine = () => keepingEngine(at.glue, () => all(two));

  test.each<[string, boolean, string]>([
    ["is refused", false, "refused"],
    ["makes a saved plan stale", true, "stale"],
  ])("a view that somebody made %s", async (_, exact, outcome) => {
    await apply(at.glue, await plan(at.glue, one));
    const fresh = await plan(at.glue, one, writing);
    const made = exact ? readPlan(JSON.stringify(planData(fresh, "here"))) : fresh;
    const theirs = () => keepView(at.glue, [], "CREATE OR REPLACE VIEW acme.plan_changed AS\nSELECT 1");
    if (exact) {
      // After the look at all steps, while an earlier step is carried out.
      const { steps } = made;
      const first = steps.find((step) => step.kind === "write-view");
      if (first?.kind !== "write-view") throw new Error("no view");
      const before = { ...first, table: "another", view: { ...first.view, name: "another" } };
      const by = keepingEngine(
        at.glue,
        () => all(two),
        async (statement) => {
          if (statement.includes(".another ")) await theirs();
        },
      );
      const both = { steps: [before, first] };
      const { results } = await apply(at.glue, both, { exact, views: by, concurrency: 1 });
      expect(results.map((one) => one.outcome)).toEqual(["created", outcome]);
    } else {
      await theirs();
      const { results } = await apply(at.glue, made, { views: engine() });
      expect(results.find(({ step }) => "table" in step && step.table === "plan_changed")?.outcome).toBe(outcome);
    }
    expect(sqlOf(await view())).toBe("SELECT\n1");
  });

  const move = (day: string) =>
    edit(at.glue, "acme_store", "plan_changed_v1_curated", (table) => ({
      ...table,
      Parameters: { ...table.Parameters, [CURATED_THROUGH]: day },
    }));
  test.each(["before", "while"])("a boundary that curation moves %s it is written is not moved back", async (when) => {
    await apply(at.glue, await plan(at.glue, { ...one, tables: [...one.tables, ...(one.existing ?? [])] }));
    await move("2026-03-01");
    expect(await deploy(one, engine())).toMatchObject({ ok: true });
    const made = await plan(at.glue, two, writing);
    let moved = false;
    const by = keepingEngine(
      at.glue,
      () => all(two),
      async () => {
        if (when === "while" && !moved) await move("2026-03-02");
        moved = true;
      },
    );
    if (when === "before") {
      // As curate does: the boundary, then the view.
      await move("2026-03-02");
      expect(await deploy(one, engine())).toMatchObject({ ok: true });
    }
    expect(await apply(at.glue, made, { views: by })).toMatchObject({ ok: true });
    expect(sqlOf(await view())).toMatch(/seats[\s\S]*2026-03-02/);
    expect(sqlOf(await view())).not.toContain("2026-03-01");
    expect(isEmptyPlan(await plan(at.glue, two, writing))).toBe(true);
  });
});
