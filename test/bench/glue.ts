// What a plan and an apply of many tables take, over HTTP to the local catalogue in the same process.
// Wall clock: what is waited for in a deploy. The endpoint writes each table to disk, which counts too.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GlueClient } from "@aws-sdk/client-glue";
import { startLocalStack } from "@tracklake/local";
import { defineEvent, fingerprint, Type, toEventModel } from "@tracklake/schema";
import { apply, type DesiredState, isEmptyPlan, lakeDatabases, type Plan, plan, tableModels } from "@tracklake/tables";
import { median, printTable } from "./paired.js";

const SIZES = (process.env.TRACKLAKE_SIZES ?? "10,100,1000,10000").split(",").map(Number);
const ROUNDS = 5;
const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };

/** Tables of 12 columns of the envelope and 12 more; of the next revision they have one more. */
function desired(tables: number, columns: number): DesiredState {
  const properties = Object.fromEntries(
    Array.from({ length: columns }, (_, i) => [
      `field_${i}`,
      Type.Optional(
        i % 3 === 0 ? Type.Integer({ description: `Number ${i}.` }) : Type.String({ description: `Text ${i}.` }),
      ),
    ]),
  );
  const revisions = Array.from({ length: tables }, (_, i) => {
    const definition = defineEvent({
      name: `event_${String(i).padStart(5, "0")}`,
      description: `What happened in case ${i}.`,
      properties: Type.Object(properties),
    });
    const { model } = toEventModel(definition, { owner: "growth" });
    return {
      model,
      revision: columns,
      fingerprint: fingerprint(model),
      predecessor: null,
      status: "published" as const,
    };
  });
  return { databases: lakeDatabases(lake), tables: tableModels(revisions, lake) };
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(ms < 100 ? 3 : 2)} s`;
const rows: string[][] = [];
for (const size of SIZES) {
  const root = await mkdtemp(join(tmpdir(), "tracklake-bench-"));
  const stack = await startLocalStack({ directory: join(root, "lake") });
  const client = new GlueClient({
    endpoint: stack.url,
    region: "local",
    credentials: { accessKeyId: "bench", secretAccessKey: "bench" },
    maxAttempts: 1,
  });
  const [before, after] = [desired(size, 12), desired(size, 13)];
  const applied = async (changes: Plan) => {
    const { ok } = await apply(client, changes);
    if (!ok) throw new Error(`${size} tables: not all steps were carried out`);
  };
  const create = await timed(() => plan(client, before));
  const created = await timed(() => applied(create.result));
  const same: number[] = [];
  const change: number[] = [];
  let changes: Plan = { steps: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const unchanged = await timed(() => plan(client, before));
    if (!isEmptyPlan(unchanged.result)) throw new Error(`${size} tables: there is something left to do`);
    same.push(unchanged.ms);
    const changed = await timed(() => plan(client, after));
    change.push(changed.ms);
    changes = changed.result;
  }
  const updated = await timed(() => applied(changes));
  rows.push([
    size.toLocaleString("en"),
    seconds(median(same)),
    seconds(median(change)),
    `${((1000 * median(change)) / size).toFixed(0)} µs`,
    seconds(created.ms),
    seconds(updated.ms),
  ]);
  client.destroy();
  await stack.close();
  await rm(root, { recursive: true });
}
printTable(
  ["tables", "plan, nothing to do", "plan, every table changes", "a table", "apply: created", "apply: updated"],
  rows,
);
