// The product's own plan, apply and adoption on the catalogue.
import { BatchCreatePartitionCommand, GetTableCommand, type GlueClient } from "@aws-sdk/client-glue";
import { defineEvent, fingerprint, Type, toEventModel } from "@tracklake/schema";
import { apply, drift, isEmptyPlan, lakeDatabases, plan, planAdoption, tableModels } from "@tracklake/tables";
import { expect } from "vitest";
import type { ContractCase } from "./contract.js";
import { DatabaseName, inDatabase } from "./in-database.js";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };

function desired(...names: string[]) {
  const properties = Object.fromEntries(names.map((name) => [name, Type.String({ description: name })]));
  const definition = defineEvent({ name: "plan_changed", description: "A plan.", properties: Type.Object(properties) });
  const { model } = toEventModel(definition, { owner: "growth" });
  const revision = { model, revision: 1, fingerprint: fingerprint(model), predecessor: null };
  const tables = tableModels([{ ...revision, status: "published" as const }], lake);
  return { databases: lakeDatabases(lake), tables };
}

const live = async (glue: GlueClient, Name: string) =>
  (await glue.send(new GetTableCommand({ DatabaseName, Name }))).Table;

/** A case of a table of somebody else's with registered partitions. */
function adopted(
  name: string,
  days: readonly string[],
  want: Readonly<Record<string, string | undefined>>,
): ContractCase {
  return inDatabase(`adopting a table whose partitions lie ${name}`, async ({ glue, create }) => {
    await create({
      Name: "theirs",
      PartitionKeys: [{ Name: "dt", Type: "string" }],
      StorageDescriptor: {
        Columns: [{ Name: "plan", Type: "string" }],
        Location: "s3://b/t/",
        SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
      },
    });
    const PartitionInputList = days.map((dt) => ({
      Values: [dt],
      StorageDescriptor: { Location: `s3://b/t/dt=${dt}`, Columns: [{ Name: "plan", Type: "string" }] },
    }));
    await glue.send(new BatchCreatePartitionCommand({ DatabaseName, TableName: "theirs", PartitionInputList }));
    const before = await live(glue, "theirs");
    const [table] = desired("plan").tables;
    if (!table) throw new Error("no table");
    const made = await planAdoption(glue, lakeDatabases(lake), table, { database: DatabaseName, name: "theirs" });
    expect(await apply(glue, made)).toMatchObject({ ok: true });
    const ours = await live(glue, "plan_changed_v1");
    expect(Object.fromEntries(Object.keys(want).map((key) => [key, ours?.Parameters?.[key]]))).toEqual(want);
    expect(ours?.StorageDescriptor?.Location).toBe("s3://b/t/");
    expect((await live(glue, "theirs"))?.VersionId).toBe(before?.VersionId);
  });
}

/** The cases. */
export const productCases: readonly ContractCase[] = [
  [
    "a plan is applied, is empty then, and grows by a column",
    async (glue) => {
      const [narrow, wide] = [desired("plan"), desired("plan", "seats")];
      expect(await apply(glue, await plan(glue, narrow))).toMatchObject({ ok: true });
      expect(isEmptyPlan(await plan(glue, narrow))).toBe(true);
      const { ok, results } = await apply(glue, await plan(glue, wide));
      expect([ok, results.map(({ outcome }) => outcome)]).toEqual([true, expect.arrayContaining(["updated"])]);
      expect(isEmptyPlan(await plan(glue, wide))).toBe(true);
      expect((await drift(glue, [DatabaseName, "acme"])).tables).toEqual([]);
    },
  ],
  adopted("by day, in their folders", ["2019-03-04", "2026-01-01"], {
    "projection.dt.range": "2019-03-04,NOW+1DAYS",
    "storage.location.template": "s3://b/t/dt=${dt}/",
  }),
  adopted("elsewhere", ["2026-01-01", "old"], { "projection.enabled": undefined }),
];
