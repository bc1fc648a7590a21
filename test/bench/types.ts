// What the types of 1,000 generated events cost a user's compiler: tsc on 100 call sites against tsc on an empty file.
// The client is written as `generate` writes it; the compiler is this repository's, run as a process of its own.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { generateClient, writeGenerated } from "@tracklake/codegen";
import { registryOf, withDrafts } from "@tracklake/registry";
import { toEventModel } from "@tracklake/schema";
import ts from "typescript";
import { medium } from "./events.js";
import { median, printTable } from "./paired.js";

const EVENTS = 1_000;
const CALLS = 100;
const ROUNDS = 7;

const tsc = fileURLToPath(import.meta.resolve("typescript/bin/tsc"));
const { model } = toEventModel(medium);
const folder = await mkdtemp(join(fileURLToPath(new URL(".", import.meta.url)), ".types-"));

/** A project of these files; how long the compiler takes for it, in milliseconds, whole process. */
async function project(name: string, source: string): Promise<() => Promise<number>> {
  const directory = join(folder, name);
  await mkdir(directory);
  await writeFile(join(directory, "main.ts"), source);
  // The SDK's types speak of Buffer, so any project with it has Node's types, the empty one too.
  const compilerOptions = { strict: true, noEmit: true, module: "nodenext", target: "es2022", types: ["node"] };
  await writeFile(join(directory, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["main.ts"] }));
  return async () => {
    const start = performance.now();
    await promisify(execFile)(process.execPath, [tsc, "-p", directory]);
    return performance.now() - start;
  };
}

try {
  const models = Array.from({ length: EVENTS }, (_, i) => ({ ...model, name: `order_completed_number${i}` }));
  await writeGenerated(join(folder, "gen"), generateClient(withDrafts(registryOf([]), models), { timeZone: "UTC" }));
  const calls = Array.from({ length: CALLS }, (_, i) => {
    const customer = `{ customer_id: "c", name: "Hanako", country: "JP", age: 20, newsletter: true }`;
    const items = `[{ sku: "a", quantity: 1, price: 1.5 }]`;
    return `tracker.orderCompletedNumber${i * 10}({ order_id: "o", status: "paid", placed_at: new Date(), total: 1,
  tax_rate: 0.1, currency: "JPY", paid: true, customer: ${customer}, items: ${items}, referrer: "r", channel: "web", session_ms: 1 });`;
  });
  const sink = `import { memorySink } from "@tracklake/sdk/memory";\nimport { createTracker } from "../gen/index.js";\n`;
  const made = `const tracker = createTracker({ service: "shop", sink: memorySink() });\n`;
  const empty = await project("empty", "export {};\n");
  const full = await project("full", `${sink}${made}${calls.join("\n")}\n`);
  const times: { empty: number; full: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push({ empty: await empty(), full: await full() });
  const seconds = (value: number) => `${(value / 1000).toFixed(2)} s`;
  process.stdout.write(`Node ${process.versions.node}, TypeScript ${ts.version}\n\n`);
  printTable(
    ["project", "tsc"],
    [
      ["an empty file", seconds(median(times.map((time) => time.empty)))],
      [`${EVENTS} events, ${CALLS} calls`, seconds(median(times.map((time) => time.full)))],
      ["more", seconds(median(times.map((time) => time.full - time.empty)))],
    ],
  );
} finally {
  await rm(folder, { recursive: true });
}
