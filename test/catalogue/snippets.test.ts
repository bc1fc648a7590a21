// What the catalogue gives to paste works: every query runs on the lake, every call compiles against the client.
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { catalogue } from "@tracklake/catalogue";
import { generateClient, writeGenerated } from "@tracklake/codegen";
import { HEARTBEAT_EVENT } from "@tracklake/envelope";
import { openLake } from "@tracklake/local";
import { fileStore, loadRegistry, type RegisteredEvent } from "@tracklake/registry";
import { afterAll, beforeAll, expect, test } from "vitest";
import { diagnostics } from "../../packages/codegen/test/type-check.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const history = join(here, "../../schemas/history");
const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(here, ".generated-"));
});
afterAll(() => rm(directory, { recursive: true }));

test("every query runs", async () => {
  const registry = await loadRegistry(fileStore(history));
  const revisions = registry.all().map((revision): RegisteredEvent => ({ ...revision, status: "published" }));
  const open = await openLake({ directory, lake, revisions });
  try {
    const entries = catalogue(registry, lake);
    expect(entries.length).toBeGreaterThan(15);
    for (const { name, query } of entries) {
      const { columns, rows } = await open.query(query);
      expect([columns[0]?.name, rows], name).toEqual(["dt", []]);
    }
  } finally {
    await open.close();
  }
});

test("every call compiles", async () => {
  const registry = await loadRegistry(fileStore(history));
  const events = registry.current().map((revision): RegisteredEvent => ({ ...revision, status: "published" }));
  await writeGenerated(directory, generateClient(events, { timeZone: lake.timeZone }));
  const entries = catalogue(registry, lake);
  const calls = entries.flatMap(({ call }) => call ?? []);
  expect(entries.filter(({ call }) => call === undefined).map(({ name }) => name)).toEqual([HEARTBEAT_EVENT]);
  const head =
    'import { createTracker } from "./index.js";\ndeclare const tracker: ReturnType<typeof createTracker>;\n';
  expect(diagnostics(directory, { "use.ts": `${head}${calls.join("\n")}\n` })).toEqual({ "use.ts": [] });
});
