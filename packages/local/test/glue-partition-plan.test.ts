// Registered partitions in a plan, by the real Glue client against the endpoint: they get their table's columns and
// keep all else, whatever is throttled, cut off or written by others meanwhile.
import {
  BatchCreatePartitionCommand,
  DeletePartitionCommand,
  GetPartitionsCommand,
  type GlueClient,
  type Partition,
  UpdatePartitionCommand,
} from "@aws-sdk/client-glue";
import type { EventModel } from "@tracklake/schema";
import { defineEvent, fingerprint, Type, toEventModel } from "@tracklake/schema";
import {
  apply,
  type DesiredState,
  drift,
  isEmptyPlan,
  lakeDatabases,
  partitionInput,
  plan,
  planData,
  readPlan,
  renderPlan,
  renderPlanMarkdown,
  type TableModel,
  tableModels,
} from "@tracklake/tables";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type TestStack, testStack } from "./stack-clients.js";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
const of = { DatabaseName: "acme_store", TableName: "plan_changed_v1_curated" };

function model(...names: string[]): EventModel {
  const nested = Object.fromEntries(names.map((name) => [`of_${name}`, Type.Optional(Type.String())]));
  const properties = Object.fromEntries(names.map((name) => [name, Type.Optional(Type.String())]));
  const detail = Type.Optional(Type.Object(nested));
  const definition = defineEvent({ name: "plan_changed", properties: Type.Object({ detail, ...properties }) });
  return toEventModel(definition, { owner: "growth" }).model;
}
const first = model("a");
const second = model("a", "b");

function desired(...models: EventModel[]): DesiredState {
  const revisions = models.map((one, index) => ({
    model: one,
    revision: index + 1,
    fingerprint: fingerprint(one),
    predecessor: null,
    status: "published" as const,
  }));
  const curated = tableModels(revisions, lake, { format: "parquet" });
  return { databases: lakeDatabases(lake), tables: [], existing: curated };
}
const tableOf = ({ existing: [table] = [] }: DesiredState): TableModel => {
  if (!table) throw new Error("no table");
  return table;
};
const day = (index: number) => new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10);
const location = (dt: string, run: string) => `s3://acme-lake/curated/plan_changed_v1/dt=${dt}/run=${run}/`;

/** What curation does: the table, and a partition a day with a parameter of somebody else's. */
async function curated(at: TestStack, days: number): Promise<void> {
  const table = tableOf(desired(first));
  expect(await apply(at.glue, await plan(at.glue, { databases: lakeDatabases(lake), tables: [table] }))).toMatchObject({
    ok: true,
  });
  for (let start = 0; start < days; start += 100) {
    const PartitionInputList = Array.from({ length: Math.min(100, days - start) }, (_, index) => {
      const dt = day(start + index);
      return { ...partitionInput(table, [dt], location(dt, "1")), Parameters: { theirs: dt } };
    });
    expect((await at.glue.send(new BatchCreatePartitionCommand({ ...of, PartitionInputList }))).Errors).toEqual([]);
  }
}

async function partitions(glue: GlueClient): Promise<Partition[]> {
  const found: Partition[] = [];
  let NextToken: string | undefined;
  do {
    const page = await glue.send(new GetPartitionsCommand({ ...of, ...(NextToken ? { NextToken } : {}) }));
    found.push(...(page.Partitions ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}
const columns = (partition: Partition | undefined) =>
  partition?.StorageDescriptor?.Columns?.slice(-3).map(({ Name, Type: type }) => [Name, type]);
const after = [
  ["detail", "struct<of_a:string,of_b:string>"],
  ["a", "string"],
  ["b", "string"],
];

let at: TestStack;
afterEach(() => at.stop());

describe("a column and a nested field were added", () => {
  beforeEach(async () => {
    at = await testStack();
    await curated(at, 3);
  });

  test("the plan names the partitions and what they get", async () => {
    const made = await plan(at.glue, desired(first, second));
    expect(made.steps.map(({ kind }) => kind)).toEqual(["unchanged", "unchanged", "update-table", "update-partitions"]);
    expect(renderPlan(made)).toContain(
      [
        "~ partitions of acme_store.plan_changed_v1_curated",
        "    i 3 partitions, dt=2020-01-01 to dt=2020-01-03:",
        "    ~ column detail struct<of_a:string> -> struct<of_a:string,of_b:string>",
        "    + column b string",
      ].join("\n"),
    );
    expect(renderPlanMarkdown(made)).toContain(
      "| change | partitions of `acme_store.plan_changed_v1_curated` | 3 follow the table |",
    );
  });

  test("they get it, keep location and parameters, and nothing is left to do", async () => {
    const before = await partitions(at.glue);
    expect(await apply(at.glue, await plan(at.glue, desired(first, second)))).toMatchObject({ ok: true });
    const now = await partitions(at.glue);
    expect(now.map(columns)).toEqual([after, after, after]);
    const rest = ({ StorageDescriptor: { Columns: _, ...storage } = {}, ...all }: Partition) => ({ ...all, storage });
    expect(now.map(rest)).toEqual(before.map(rest));
    expect(isEmptyPlan(await plan(at.glue, desired(first, second)))).toBe(true);
    expect((await drift(at.glue, ["acme_store"])).tables).toEqual([]);
  });

  test("drift names a partition that lacks a column of its table", async () => {
    await apply(at.glue, await plan(at.glue, desired(first, second)));
    const PartitionInput = partitionInput(tableOf(desired(first)), ["2020-01-02"], location("2020-01-02", "2"));
    await at.glue.send(new UpdatePartitionCommand({ ...of, PartitionValueList: ["2020-01-02"], PartitionInput }));
    const { tables } = await drift(at.glue, ["acme_store"]);
    expect(tables).toMatchObject([
      {
        table: of.TableName,
        items: [
          {
            part: "partition",
            name: "dt=2020-01-02",
            action: "changed",
            applied: "detail struct<of_a:string,of_b:string>, b string",
            live: "detail struct<of_a:string>, b missing",
          },
        ],
      },
    ]);
  });

  test("a partition that was moved since the plan keeps where it is, one that is gone stays gone", async () => {
    const made = await plan(at.glue, desired(first, second));
    const PartitionInput = partitionInput(tableOf(desired(first)), ["2020-01-02"], location("2020-01-02", "2"));
    await at.glue.send(new UpdatePartitionCommand({ ...of, PartitionValueList: ["2020-01-02"], PartitionInput }));
    await at.glue.send(new DeletePartitionCommand({ ...of, PartitionValues: ["2020-01-03"] }));
    expect(await apply(at.glue, made)).toMatchObject({ ok: true });
    const now = await partitions(at.glue);
    expect(now.map(({ StorageDescriptor }) => StorageDescriptor?.Location)).toEqual([
      location("2020-01-01", "1"),
      location("2020-01-02", "2"),
    ]);
    expect(now.map(columns)).toEqual([after, after]);
  });

  test("a saved plan is carried out once, and refused when a partition is another by then", async () => {
    const saved = readPlan(JSON.stringify(planData(await plan(at.glue, desired(first, second)), "here")));
    const PartitionInput = partitionInput(tableOf(desired(first)), ["2020-01-02"], location("2020-01-02", "2"));
    await at.glue.send(new UpdatePartitionCommand({ ...of, PartitionValueList: ["2020-01-02"], PartitionInput }));
    const refused = await apply(at.glue, saved, { exact: true });
    expect(refused.results.map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged", "skipped", "stale"]);
    const again = readPlan(JSON.stringify(planData(await plan(at.glue, desired(first, second)), "here")));
    expect(await apply(at.glue, again, { exact: true })).toMatchObject({ ok: true });
    expect((await partitions(at.glue)).map(columns)).toEqual([after, after, after]);
    expect(await apply(at.glue, again, { exact: true })).toMatchObject({ ok: true });
  });
});

test("a table that is not there is not created, and its partitions are nobody's", async () => {
  at = await testStack();
  const made = await plan(at.glue, desired(first));
  expect(made.steps.map(({ kind }) => kind)).toEqual(["create-database", "create-database"]);
});

test("1,100 partitions by segments and pages, in batches of 100, through throttling and answers that are lost", async () => {
  at = await testStack();
  await curated(at, 1_100);
  const faulty = await testStack({
    directory: at.directory,
    glueDirectory: `${at.root}/glue`,
    glueFaults: { throttles: 0.15, timeouts: 0.15, resets: 0.1, timeoutMs: 1, seed: 7 },
  });
  try {
    const quick = { attempts: 40, pause: async () => {} };
    const made = await plan(faulty.glue, desired(first, second), quick);
    expect(made.steps.at(-1)).toMatchObject({ kind: "update-partitions" });
    expect(await apply(faulty.glue, made, quick)).toMatchObject({ ok: true });
    expect(isEmptyPlan(await plan(faulty.glue, desired(first, second), quick))).toBe(true);
    const { throttles, timeouts } = faulty.stack.stats().glueFaults;
    expect(throttles).toBeGreaterThan(0);
    expect(timeouts).toBeGreaterThan(0);
  } finally {
    await faulty.stop();
  }
});
