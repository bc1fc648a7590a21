// Real processes that end without closing their tracker: what can be kept is kept, and what is lost is said.
import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createRuntime, memoryDeadLetters } from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { definitions } from "../definitions.js";

let folder: string;
let script: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tracklake-exit-"));
  script = join(folder, "ending.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("ending.ts", import.meta.url))],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["@tracklake/source"],
  });
  await writeFile(join(folder, "a-file"), "");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function end(how: string, durability: string, directory: string, count: number) {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [
    script,
    how,
    durability,
    directory,
    String(count),
  ]);
  return { stdout, said: stderr.split("\n").filter((line) => line.startsWith("tracklake:")) };
}

/** Makes 15 s of a dead process, after which its folder is adopted although its sign of life is still there. */
async function timePasses(directory: string): Promise<void> {
  for (const name of await readdir(directory)) await rm(join(directory, name, "heartbeat"), { force: true });
}

/** What the next process finds, in less time than a sign of life takes to become too old. */
async function found(directory: string, count: number): Promise<string[]> {
  const sink = memorySink();
  const tracker = createRuntime(definitions, {
    ...{ service: "s", environment: "production", sink, durability: "process", spool: { directory } },
    ...{ deadLetters: memoryDeadLetters(), heartbeat: false, logger: { warn: () => {} } },
  });
  await vi.waitUntil(() => tracker.counts().adopted >= count, { timeout: 10_000 });
  await tracker.close();
  // A line that was being written may be there twice, under one id.
  return [...new Set(sink.lines.map(({ text }) => (JSON.parse(text) as { plan: string }).plan))].sort();
}

const plans = (count: number) => Array.from({ length: count }, (_, n) => `p${n}`).sort();

test.each([
  ["before the spool is open: adopted without waiting", "at once", 1],
  ["before the spool is open, with thousands in memory: adopted without waiting", "at once", 5_000],
  ["while lines are being written", "while spooling", 1_050],
])("process.exit() loses nothing, %s", async (_, how, count) => {
  const directory = await mkdtemp(join(folder, "spool-"));
  expect((await end(how, "process", directory, count)).said).toEqual([]);
  if (how === "while spooling") await timePasses(directory);
  expect(await found(directory, count)).toEqual(plans(count));
});

test.each([
  ["in memory mode", "memory", "unused"],
  ["with a directory that cannot be made", "process", "a-file/spool"],
])("process.exit() %s says once how many events are lost", async (_, durability, directory) => {
  const { said } = await end("at once", durability, join(folder, directory), 37);
  expect(said).toEqual([expect.stringContaining("ended with 37 events in memory alone; they are lost")]);
});

test("a flush that gave up keeps no process alive, and its lines are there for the next", async () => {
  const directory = await mkdtemp(join(folder, "spool-"));
  const { stdout, said } = await end("after a flush", "process", directory, 20);
  expect({ stdout, said }).toEqual({ stdout: "flushed 20\n", said: [] });
  await timePasses(directory);
  expect(await found(directory, 20)).toEqual(plans(20));
}, 20_000);

describe("asked to end while the sink is down", () => {
  /** Signals, each once the one before was heard, and how the process ended. */
  async function asked(signals: readonly NodeJS.Signals[], directory: string) {
    const child = spawn(process.execPath, [script, "asked", "process", directory, "20"]);
    onTestFinished(() => void child.kill("SIGKILL"));
    let stdout = "";
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    const exit = once(child, "exit");
    await vi.waitUntil(() => stdout.includes("ready"), { timeout: 10_000 });
    for (const [index, signal] of signals.entries()) {
      child.kill(signal);
      if (index + 1 < signals.length)
        await vi.waitUntil(() => stdout.split("heard").length - 1 > index, { timeout: 10_000 });
    }
    const [code] = (await exit) as [number | null];
    return { code, closed: stdout.includes("closed") };
  }

  test.each<[string, NodeJS.Signals[], { code: number; closed: boolean }]>([
    ["once: closes", ["SIGTERM"], { code: 0, closed: true }],
    ["twice: closes all the same", ["SIGTERM", "SIGTERM"], { code: 0, closed: true }],
    ["in two ways: closes all the same", ["SIGINT", "SIGTERM"], { code: 0, closed: true }],
    ["three times: ends at once", ["SIGINT", "SIGTERM", "SIGINT"], { code: 130, closed: false }],
  ])("%s, and loses nothing", async (_, signals, want) => {
    const directory = await mkdtemp(join(folder, "spool-"));
    expect(await asked(signals, directory)).toEqual(want);
    if (!want.closed) await timePasses(directory);
    expect(await found(directory, 20)).toEqual(plans(20));
  });

  const alone = ["--pid", "--fork", "--kill-child"];
  const namespaces = spawnSync("unshare", [...alone, "true"]).status === 0;
  if (!namespaces) console.log("skipped: unshare --pid needs Linux and the right to make namespaces");
  test.skipIf(!namespaces)(
    "as a container's first process, which Linux does not end by a signal: ends, and loses nothing",
    async () => {
      const directory = await mkdtemp(join(folder, "spool-"));
      const ended = spawnSync("unshare", [...alone, process.execPath, script, "first", "process", directory, "20"], {
        encoding: "utf8",
        timeout: 10_000,
      });
      expect([ended.stdout, ended.status]).toEqual(["process 1\n", 143]);
      expect(await found(directory, 20)).toEqual(plans(20));
    },
  );
});
