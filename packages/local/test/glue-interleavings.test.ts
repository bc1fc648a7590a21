// Two pipelines, a curation and a stranger change one table and its views at once, while calls are throttled, cut off and answered to nobody.
// Long form: TRACKLAKE_INTERLEAVINGS=1000; TRACKLAKE_SEED plays one again.
import { randomInt } from "node:crypto";
import {
  CreateTableCommand,
  GetTableCommand,
  GetTableVersionsCommand,
  GlueClient,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import type { EventModel } from "@tracklake/schema";
import { defineEvent, fingerprint, Type, toEventModel } from "@tracklake/schema";
import {
  type ApplyResult,
  apply,
  CURATED_THROUGH,
  type DesiredState,
  decodeView,
  encodeView,
  isEmptyPlan,
  lakeDatabases,
  type PlanOptions,
  plan,
  tableDrift,
  tableModels,
  type ViewWriter,
  views,
} from "@tracklake/tables";
import { expect, test } from "vitest";
import { seededRandom } from "../src/faults/random.js";
import { testStack } from "./stack-clients.js";
import { Turnstile } from "./turnstile.js";

const COUNT = Number(process.env.TRACKLAKE_INTERLEAVINGS ?? 40);
const SEED = Number(process.env.TRACKLAKE_SEED ?? randomInt(2 ** 31));
const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
const DAY = "2026-03-01";
const DatabaseName = "acme_store";
const Name = "plan_changed_v1";

function model(description: string, ...names: string[]): EventModel {
  const properties = Object.fromEntries(
    names.map((name) => [name, Type.Optional(Type.String({ description: `${name}: ${description}` }))]),
  );
  const definition = defineEvent({ name: "plan_changed", description, properties: Type.Object(properties) });
  return toEventModel(definition, { owner: "growth" }).model;
}
function desired(...models: EventModel[]): DesiredState {
  const revisions = models.map((one, index) => ({
    model: one,
    revision: index + 1,
    fingerprint: fingerprint(one),
    predecessor: null,
    status: "published" as const,
  }));
  return {
    databases: lakeDatabases(lake),
    tables: tableModels(revisions, lake),
    existing: tableModels(revisions, lake, { format: "parquet" }),
    views: (curatedThrough) => views(revisions, lake, { curatedThrough }),
  };
}

const first = model("first", "a");
const second = model("second", "a", "b");
const third = model("third", "a", "b", "c");
const branch = model("branch", "a", "d");
/** What the two want: the same, a later commit beside an older one, or two branches. */
const pairs: readonly (readonly [string, DesiredState, DesiredState, readonly string[]])[] = [
  ["the same", desired(first, second), desired(first, second), ["a", "b"]],
  ["an older commit", desired(first, second), desired(first, second, third), ["a", "b", "c"]],
  ["two branches", desired(first, second), desired(first, branch), ["a", "b", "d"]],
];

const fine: ReadonlySet<string> = new Set(["created", "updated", "unchanged"]);

interface Tally {
  replanned: number;
  faults: number;
  mended: number;
}

async function play(seed: number, tally: Tally): Promise<void> {
  const random = seededRandom(seed);
  const glueFaults = { throttles: 0.08, timeouts: 0.1, resets: 0.08, timeoutMs: 1, seed };
  const at = await testStack({ glueFaults });
  const client = () =>
    new GlueClient({
      endpoint: at.stack.url,
      region: "local",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
    });
  let clock = 0;
  const quick = {
    attempts: 40,
    concurrency: 1,
    random,
    now: () => clock,
    pause: async (milliseconds: number) => {
      clock += milliseconds;
    },
  };
  const [one, two, stranger, curator] = [client(), client(), client(), client()];
  const pair = pairs[Math.floor(random() * pairs.length)];
  if (!pair) throw new Error("no pair");
  const [, left, right, columns] = pair;
  // Half of the time the table is there already, of an earlier revision.
  const there = random() < 0.5;
  const writes = Math.floor(random() * 4);
  try {
    if (there) {
      const before = desired(first);
      const all = { ...before, tables: [...before.tables, ...(before.existing ?? [])] };
      const made = await plan(at.glue, all, { ...quick, writeViews: true });
      expect(await apply(at.glue, made, { ...quick, views: replacing(at.glue) })).toMatchObject({ ok: true });
    }
    const turns = new Turnstile(random);
    const deploy = (glue: GlueClient, state: DesiredState) =>
      turns.run(glue, async () =>
        apply(glue, await plan(glue, state, { ...quick, writeViews: true }), { ...quick, views: replacing(glue) }),
      );
    const [a, b, theirs] = await Promise.all([
      deploy(one, left),
      deploy(two, right),
      turns.run(stranger, () => meddle(stranger, writes)),
      there ? turns.run(curator, () => curate(curator, right, quick)) : undefined,
    ]);
    await check([a, b], left, right, columns, theirs);
    await checkView(left, right, columns, there);
  } finally {
    const { throttles, timeouts, resets } = at.stack.stats().glueFaults;
    tally.faults += throttles + timeouts + resets;
    for (const glue of [one, two, stranger, curator]) glue.destroy();
    await at.stop();
  }

  async function checkView(a: DesiredState, b: DesiredState, names: readonly string[], curated: boolean) {
    // An engine replaces blindly: what that undid between a look and a write, the next plan sees and mends.
    const isAhead = a.tables[0]?.parameters["tracklake.revision"] !== b.tables[0]?.parameters["tracklake.revision"];
    const last = await plan(at.glue, b, { ...quick, writeViews: true });
    const again = last.steps.some(({ kind }) => kind === "write-view");
    tally.mended += again ? 1 : 0;
    await apply(at.glue, last, { ...quick, views: replacing(at.glue) });
    const view = await until(
      async () => (await at.glue.send(new GetTableCommand({ DatabaseName: "acme", Name: "plan_changed" }))).Table,
    );
    const sql = decodeView(view?.ViewOriginalText)?.sql ?? "";
    const wanted = isAhead ? names : ["a"];
    expect({ seed, lacks: wanted.filter((name) => !new RegExp(`\\b${name}\\b`).test(sql)) }).toEqual({
      seed,
      lacks: [],
    });
    expect({ seed, curated: sql.includes(DAY) }).toEqual({ seed, curated });
  }

  async function check(
    results: readonly ApplyResult[],
    a: DesiredState,
    b: DesiredState,
    names: readonly string[],
    written: readonly string[],
  ): Promise<void> {
    // A view over which a later revision was applied meanwhile is told to be stale; all else has worked.
    for (const { results: all } of results) {
      const bad = all.filter(({ step, outcome }) => step.kind !== "write-view" && !fine.has(outcome));
      const badViews = all.filter(
        ({ step, outcome }) => step.kind === "write-view" && !fine.has(outcome) && outcome !== "stale",
      );
      expect({ seed, bad, badViews }).toEqual({ seed, bad: [], badViews: [] });
    }
    const table = await until(async () => (await at.glue.send(new GetTableCommand({ DatabaseName, Name }))).Table);
    const found = table?.StorageDescriptor?.Columns?.map((column) => column.Name);
    // Nothing is lost: the columns of both, each once, and whatever the stranger was told is written.
    expect({ seed, found: new Set(found).size }).toEqual({ seed, found: found?.length });
    expect({ seed, found }).toEqual({ seed, found: expect.arrayContaining([...names]) });
    expect({ seed, kept: written.filter((key) => table?.Parameters?.[key] !== "theirs") }).toEqual({ seed, kept: [] });
    const drifted = tableDrift(table ?? { Name }).items.filter(({ name }) => !name.startsWith("their."));
    expect({ seed, drifted }).toEqual({ seed, drifted: [] });
    // Nothing is left to do for the one that was last; the other of two branches only says its own texts.
    const plans = await Promise.all([a, b].map((state) => plan(at.glue, state, quick)));
    const empty = plans.map(isEmptyPlan);
    // Each table and view by itself: of two branches one may have been last in the one, the other in the next.
    const [ofA = [], ofB = []] = plans.map(({ steps }) =>
      steps.flatMap((step) => (step.kind !== "unchanged" && "table" in step ? [`${step.database}.${step.table}`] : [])),
    );
    expect({ seed, both: ofA.filter((name) => ofB.includes(name)) }).toEqual({ seed, both: [] });
    if (a.tables[0]?.parameters["tracklake.revision"] !== b.tables[0]?.parameters["tracklake.revision"] || a === b)
      expect({ seed, empty }).toEqual({ seed, empty: [true, true] });
    // No write was made twice: each version says something else than the one before it.
    const { TableVersions = [] } = await until(() =>
      at.glue.send(new GetTableVersionsCommand({ DatabaseName, TableName: Name })),
    );
    const texts = TableVersions.map(({ Table: { VersionId: _, UpdateTime: __, ...said } = {} }) =>
      JSON.stringify(said),
    );
    expect({ seed, twice: texts.filter((text, index) => text === texts[index + 1]) }).toEqual({ seed, twice: [] });
    const outcomes = results.map((result) => result.results.at(-1));
    tally.replanned += outcomes.filter((one) => one?.replanned !== undefined).length;
  }
}

/** Replaces a view blindly, as an engine does for its statement: whatever is there, and all that is kept beside it. */
function replacing(glue: GlueClient): ViewWriter {
  return {
    async write(view, sql) {
      const TableInput = {
        Name: view.name,
        TableType: "VIRTUAL_VIEW",
        ViewOriginalText: encodeView(view, sql.replace(/\s+/g, " ")),
        Parameters: { presto_view: "true", comment: "Presto View" },
        StorageDescriptor: { Columns: view.columns.map(({ name, type }) => ({ Name: name, Type: type })) },
      };
      const of = { DatabaseName: view.database, TableInput };
      await until(async () => {
        try {
          await glue.send(new CreateTableCommand(of));
        } catch (error) {
          if (!(error instanceof Error) || error.name !== "AlreadyExistsException") throw error;
          await glue.send(new UpdateTableCommand(of));
        }
      });
    },
  };
}

/** A curation: its boundary into the curated table, then the view that reads by it. */
async function curate(glue: GlueClient, state: DesiredState, quick: PlanOptions): Promise<void> {
  await until(async () => {
    const { Table } = await glue.send(new GetTableCommand({ DatabaseName, Name: `${Name}_curated` }));
    const { DatabaseName: _, CreateTime, UpdateTime, CreatedBy, CatalogId, VersionId, ...rest } = Table ?? { Name };
    const { IsRegisteredWithLakeFormation: __, ...input } = rest;
    const TableInput = {
      ...input,
      Name: `${Name}_curated`,
      Parameters: { ...input.Parameters, [CURATED_THROUGH]: DAY },
    };
    await glue.send(new UpdateTableCommand({ DatabaseName, TableInput, ...(VersionId ? { VersionId } : {}) }));
  });
  const made = await plan(glue, { ...state, tables: [] }, { ...quick, writeViews: true });
  await apply(glue, made, { ...quick, views: replacing(glue) });
}

/** Somebody else, who is careful as well: reads, writes with the version, reads again when it is stale. */
async function meddle(client: GlueClient, writes: number): Promise<string[]> {
  const written: string[] = [];
  for (let tries = 0; written.length < writes && tries < 200; tries++) {
    const key = `their.${written.length}`;
    try {
      const { Table } = await client.send(new GetTableCommand({ DatabaseName, Name }));
      if (Table?.Parameters?.[key] === "theirs") {
        // The answer was lost, and the write was not.
        written.push(key);
        continue;
      }
      const { DatabaseName: _, CreateTime, UpdateTime, CreatedBy, CatalogId, VersionId, ...rest } = Table ?? { Name };
      const { IsRegisteredWithLakeFormation: __, ...input } = rest;
      const TableInput = { ...input, Name, Parameters: { ...input.Parameters, [key]: "theirs" } };
      await client.send(new UpdateTableCommand({ DatabaseName, TableInput, ...(VersionId ? { VersionId } : {}) }));
      written.push(key);
    } catch (error) {
      const { name, code } = error as Error & { code?: string };
      // Until a pipeline has created the table, and whenever somebody was faster or the call was cut off.
      const passing = ["EntityNotFoundException", "ConcurrentModificationException", "ThrottlingException"];
      if (!passing.includes(name) && code !== "ECONNRESET") throw error;
    }
  }
  return written;
}

/** Repeats a look of the test's own until no fault hits it. */
async function until<T>(look: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await look();
    } catch (error) {
      if (tries >= 50) throw error;
    }
  }
}

test(`${COUNT} interleavings from seed ${SEED}: one wins, the other plans again, nothing is lost`, {
  timeout: 60_000 + COUNT * 2_000,
}, async () => {
  const tally: Tally = { replanned: 0, faults: 0, mended: 0 };
  for (let i = 0; i < COUNT; i++) await play(SEED + i, tally);
  console.info(
    `${COUNT} interleavings from seed ${SEED}: ${tally.replanned} planned again, ${tally.faults} faults, ${tally.mended} views mended by the next apply`,
  );
  if (COUNT >= 40) {
    expect(tally.replanned).toBeGreaterThan(0);
    expect(tally.faults).toBeGreaterThan(COUNT);
  }
});
