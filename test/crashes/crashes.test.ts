// Services under load, killed at random instants and told to end, all the way into the lake: what a receipt called
// stored arrives, each event is shown once. TRACKLAKE_KILLS=1000 TRACKLAKE_TERMS=100 for the long run.
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, utimesSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalStack, openLake, startLocalStack } from "@tracklake/local";
import { registryOf, withDrafts } from "@tracklake/registry";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lake, model } from "./definitions.js";
import { bundleService, startService } from "./start-service.js";

const kills = Number(process.env.TRACKLAKE_KILLS ?? 50);
const terms = Number(process.env.TRACKLAKE_TERMS ?? 5);
/** Services that are killed at the same time share one spool. */
const AT_ONCE = 2;

let root: string;
let script: string;
let stack: LocalStack;
let started = 0;
let folder = "";

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "tracklake-crashes-"));
  script = await bundleService(root);
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

async function withLake(body: () => Promise<void>): Promise<void> {
  folder = mkdtempSync(join(root, "lake-"));
  stack = await startLocalStack({ directory: join(folder, "lake"), buffering: { seconds: 0.2 } });
  try {
    await body();
  } finally {
    await stack.close();
  }
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function start(seconds: number, endpoint = stack.url): Promise<{ child: ChildProcess; log: string }> {
  const name = `s${started++}`;
  const log = join(folder, `${name}.log`);
  const directory = join(folder, "spool");
  const child = await startService(script, { endpoint, directory, log, prefix: name, seconds });
  return { child, log };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, "exit");
  child.kill(signal);
  await ended;
}

/** Every label that a receipt called stored. */
function awaited(): Set<string> {
  const logs = readdirSync(folder).filter((name) => name.endsWith(".log"));
  const lines = logs.flatMap((name) => readFileSync(join(folder, name), "utf8").split("\n"));
  return new Set(lines.filter((line) => line.startsWith("a ")).flatMap((line) => line.slice(2).split(" ")));
}

/** Makes every folder of the spool look left, and lets a last service send what is in them. */
async function sweep(): Promise<Numbers> {
  const spool = join(folder, "spool");
  for (const path of readdirSync(spool, { recursive: true, encoding: "utf8" })) {
    if (path.endsWith("heartbeat")) utimesSync(join(spool, path), 0, 0);
  }
  const { child, log } = await start(3);
  await once(child, "exit");
  return countsIn(log);
}

type Numbers = Record<string, number> & { droppedBy: Record<string, number> };

/** What a service counted at its end. */
function countsIn(log: string): Numbers {
  const text = readFileSync(log, "utf8");
  const counts = /^c (.*)$/m.exec(text)?.[1];
  if (counts === undefined) throw new Error(`the service ended without a word: ${text.slice(-500)}`);
  return JSON.parse(counts) as Numbers;
}

/** What the lake shows: the labels of the table's lines, and of the view's rows. */
async function shown(): Promise<{ lines: string[]; rows: string[] }> {
  await stack.flush();
  const revisions = withDrafts(registryOf([]), [model]);
  const open = await openLake({ directory: join(folder, "lake"), lake, revisions });
  try {
    const labels = async (sql: string) => (await open.query(sql)).rows.map(([label]) => String(label));
    return {
      lines: await labels("SELECT label FROM acme_store.step_done_v1"),
      rows: await labels("SELECT label FROM step_done"),
    };
  } finally {
    await open.close();
  }
}

test(
  `kill -9 under load, ${kills} times: nothing that was awaited is lost, and each is shown once`,
  async () => {
    await withLake(async () => {
      for (let killed = 0; killed < kills; killed += AT_ONCE) {
        const running = await Promise.all(Array.from({ length: AT_ONCE }, () => start(60)));
        await Promise.all(
          running.map(async ({ child }) => {
            await sleep(Math.random() * 200);
            await end(child, "SIGKILL");
          }),
        );
      }
      const counts = await sweep();
      const promised = awaited();
      const { lines, rows } = await shown();
      const arrived = new Set(rows);
      const lost = [...promised].filter((label) => !arrived.has(label));
      console.log(
        `${kills} kills: ${promised.size} awaited, ${lost.length} lost, ${lines.length} lines, ` +
          `${lines.length - new Set(lines).size} of them double, ${rows.length} rows shown, ${counts.adopted} adopted last`,
      );
      expect(lost).toEqual([]);
      expect(arrived.size).toBe(rows.length);
      expect(promised.size).toBeGreaterThan(kills);
      expect(counts).toMatchObject({ queued: 0, spooled: 0, deadLettered: 0, dropped: 0, handedOver: 0 });
    });
  },
  120_000 + kills * 2_000,
);

test(
  `SIGTERM under load with five seconds, ${terms} times: the sum is exact`,
  async () => {
    await withLake(async () => {
      let accepted = 0;
      for (let ended = 0; ended < terms; ended++) {
        // Every other time nobody answers: what is left is handed over, and the next one delivers it.
        const endpoint = ended % 2 === 0 ? stack.url : "http://127.0.0.1:9";
        const { child, log } = await start(60, endpoint);
        await sleep(100 + Math.random() * 300);
        await end(child, "SIGTERM");
        const counts = countsIn(log);
        expect(Number(counts.accepted) + Number(counts.adopted)).toBe(
          Number(counts.delivered) + Number(counts.handedOver) + Number(counts.deadLettered) + Number(counts.dropped),
        );
        expect(counts).toMatchObject({ queued: 0, spooled: 0, deadLettered: 0 });
        // The load goes on after the signal: what is tracked after close is refused, and counted as such.
        expect(counts.dropped).toBe(counts.droppedBy.closed ?? 0);
        if (ended % 2 === 0) expect(counts.handedOver).toBe(0);
        accepted += Number(counts.accepted) - Number(counts.dropped);
      }
      const counts = await sweep();
      const { rows } = await shown();
      console.log(`${terms} SIGTERMs: ${accepted} accepted, ${rows.length - Number(counts.accepted)} shown`);
      expect(rows.length).toBe(accepted + Number(counts.accepted));
      expect(new Set(rows).size).toBe(rows.length);
    });
  },
  120_000 + terms * 10_000,
);
