// A new major of an event, through the registry to its tables: the old table stays with its rows, the view unites both, and
// neither the gate nor the tables ask for more than the declaration.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { partitionFolder } from "@tracklake/envelope";
import { openLake } from "@tracklake/local";
import { allRevisions, loadRegistry, memoryStore, publish } from "@tracklake/registry";
import { judgeDrafts, publishFindings } from "@tracklake/review";
import type { EventModel, TypeModel } from "@tracklake/schema";
import { tableModels } from "@tracklake/tables";
import { expect, onTestFinished, test } from "vitest";
import { line } from "../../packages/local/test/lake-fixture.js";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "UTC" };
const plan = (type: TypeModel, major: number, more: Partial<EventModel> = {}): EventModel => ({
  name: "plan_changed",
  major,
  description: "D.",
  owner: "growth",
  answers: ["Why?"],
  contexts: [],
  properties: [
    { name: "plan", type: { kind: "string" }, required: true, description: "D." },
    { name: "seats", type, required: false, description: "D." },
  ],
  ...more,
});

test("another type needs the next major, whose rows stand beside the old ones", async () => {
  const store = memoryStore();
  await publish(store, [plan({ kind: "integer" }, 1)]);
  const gate = async (model: EventModel) => publishFindings(await loadRegistry(store), { subjects: [{ model }] }, lake);
  const errors = (await gate(plan({ kind: "string" }, 1))).filter(({ severity }) => severity === "error");
  expect(errors).toMatchObject([{ rule: "TYPE_CHANGED", suggestion: expect.stringContaining('"major: 2"') }]);

  const next = plan({ kind: "string" }, 2);
  const said = await gate(next);
  expect(said.map(({ rule, severity }) => [rule, severity])).toEqual([["TYPE_CHANGED", "warning"]]);
  const before = tableModels(allRevisions(await loadRegistry(store), []), lake);
  await publish(store, [next]);
  const registry = await loadRegistry(store);
  const revisions = allRevisions(registry, []);
  const tables = tableModels(revisions, lake);
  expect(tables.map(({ name }) => name)).toEqual(["plan_changed_v1", "plan_changed_v2"]);
  expect(tables[0]).toEqual(before[0]);

  const root = await mkdtemp(join(tmpdir(), "tracklake-majors-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [table, id, seats] of [
    ["plan_changed_v1", "a", 5],
    ["plan_changed_v2", "b", "many"],
  ] as const) {
    const folder = join(root, partitionFolder(table, "2026-01-01"));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "x.ndjson"), line(id, "2026-01-01 00:00:00.000", { plan: "pro", seats }));
  }
  const local = await openLake({ directory: root, lake, revisions });
  onTestFinished(() => local.close());
  const { rows } = await local.query("SELECT event_id, plan, seats FROM plan_changed ORDER BY event_id");
  expect(rows).toEqual([
    ["a", "pro", "5"],
    ["b", "pro", "many"],
  ]);
});

test("a major that nothing asked for is allowed", async () => {
  const store = memoryStore();
  await publish(store, [plan({ kind: "integer" }, 1)]);
  const registry = await loadRegistry(store);
  const next = plan({ kind: "integer" }, 2);
  expect(publishFindings(registry, { subjects: [{ model: next }] }, lake)).toEqual([]);
  const draft = { model: next, revision: 1, fingerprint: "", predecessor: null, status: "draft" as const };
  expect(judgeDrafts(registry, [draft])).toMatchObject([{ bump: "revision", judgements: [{ rule: "MAJOR_ADDED" }] }]);
});
