// A curated day beside columns of somebody else's, by the real Glue client against the endpoint.
import { GetPartitionCommand } from "@aws-sdk/client-glue";
import { defineEvent, fingerprint, Type, toEventModel } from "@tracklake/schema";
import { apply, curationCatalogue, dayRecord, isEmptyPlan, lakeDatabases, plan, tableModels } from "@tracklake/tables";
import { afterEach, beforeEach, expect, test } from "vitest";
import { edit } from "./keeping-engine.js";
import { type TestStack, testStack } from "./stack-clients.js";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "UTC" };
const { model } = toEventModel(
  defineEvent({
    name: "plan_changed",
    description: "A plan changed.",
    properties: Type.Object({ plan: Type.String({ description: "The plan." }) }),
  }),
);
const revision = {
  model,
  revision: 1,
  fingerprint: fingerprint(model),
  predecessor: null,
  status: "published" as const,
};
const tables = tableModels([revision], lake, { format: "parquet" });
const desired = { databases: lakeDatabases(lake), tables };

let at: TestStack;
beforeEach(async () => {
  at = await testStack();
});
afterEach(() => at.stop());

test("it is registered with the table's columns, others' too, so that a plan has nothing to do afterwards", async () => {
  const [curated] = tables;
  if (!curated) throw new Error("an event gives a table");
  await apply(at.glue, await plan(at.glue, desired));
  await edit(at.glue, curated.database, curated.name, ({ StorageDescriptor: storage, ...table }) => ({
    ...table,
    StorageDescriptor: { ...storage, Columns: [...(storage?.Columns ?? []), { Name: "theirs", Type: "string" }] },
  }));
  const location = `${curated.location}dt=2026-03-01/run=20260302T010000Z-0a0b0c0d/`;
  const record = dayRecord("20260302T010000Z-0a0b0c0d", Date.now(), [], false);
  await curationCatalogue(at.glue).publish(curated, "2026-03-01", location, record);
  const named = { DatabaseName: curated.database, TableName: curated.name, PartitionValues: ["2026-03-01"] };
  const { Partition } = await at.glue.send(new GetPartitionCommand(named));
  expect(Partition?.StorageDescriptor).toMatchObject({ Location: location });
  expect(Partition?.StorageDescriptor?.Columns?.map(({ Name }) => Name)).toEqual([
    ...curated.columns.map(({ name }) => name),
    "theirs",
  ]);
  expect(Partition?.Parameters).toMatchObject({ "tracklake.run": "20260302T010000Z-0a0b0c0d" });
  expect(isEmptyPlan(await plan(at.glue, desired))).toBe(true);
});
