// The product's own plan and apply against the catalogue: applied once, nothing to do afterwards, a restart between.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadRegistry, memoryStore, withDrafts } from "@tracklake/registry";
import { defineEvent, Type, toEventModel } from "@tracklake/schema";
import { apply, isEmptyPlan, lakeDatabases, plan, tableModels } from "@tracklake/tables";
import { expect, test } from "vitest";
import { testStack } from "./stack-clients.js";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };

async function desired(properties: Parameters<typeof Type.Object>[0]) {
  const definition = defineEvent({
    name: "plan_changed",
    description: "A plan changed.",
    properties: Type.Object(properties),
  });
  const { model } = toEventModel(definition, { owner: "growth" });
  const registry = await loadRegistry(memoryStore());
  return { databases: lakeDatabases(lake), tables: tableModels(withDrafts(registry, [model]), lake) };
}

test("a plan is applied, is empty after a restart, and grows by a column", async () => {
  const root = await mkdtemp(join(tmpdir(), "tracklake-plan-"));
  const options = { directory: join(root, "lake") };
  const before = await testStack(options);
  const state = await desired({ plan: Type.String({ description: "The plan." }) });
  expect(await apply(before.glue, await plan(before.glue, state))).toMatchObject({ ok: true });
  await before.stop();

  const after = await testStack(options);
  expect(isEmptyPlan(await plan(after.glue, state))).toBe(true);
  const wider = await desired({
    plan: Type.String({ description: "The plan." }),
    seats: Type.Integer({ description: "Seats." }),
  });
  const { ok, results } = await apply(after.glue, await plan(after.glue, wider));
  expect([ok, results.map(({ outcome }) => outcome)]).toEqual([true, expect.arrayContaining(["updated"])]);
  expect(isEmptyPlan(await plan(after.glue, wider))).toBe(true);
  await after.stop();
  await rm(root, { recursive: true });
});
