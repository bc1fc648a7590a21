// The demo as people run it, with faults and without, from what was built; without a build there is nothing to run.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { LAW } from "../src/demo/balance.js";
import { type DemoOptions, demoOptions } from "../src/demo/options.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const script = fileURLToPath(new URL("../dist/demo/main.js", import.meta.url));
const built = existsSync(script) && existsSync(`${root}/packages/cli/dist/main.js`);
if (!built) console.warn("The demo is not built: its test is left out. npm test builds first.");

/** Generous: on a busy machine the demo starts some forty processes. */
const timeout = 300_000;

function run(...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (output += text));
    child.once("close", (code) => resolve({ code, output }));
  });
}

// With few calls a tenth of them may be none: this seed has some, and any other is a way to look at a failure.
const seed = process.env.TRACKLAKE_SEED ?? "7";
const history = () => readdirSync(`${root}/schemas/history`);

test.skipIf(!built)("webhooks in, answers out, nothing lost; a second run publishes nothing", { timeout }, async () => {
  const before = history();
  const { code, output } = await run();
  expect(output).toContain("Nothing to publish: the history is up to date.");
  expect(history()).toEqual(before);
  answersOf(output);
  expect(output).not.toMatch(/records failed|written twice|✗/);
  const [, events, lines, shown] =
    /event_ids in the lake: (\d+); rows of the tables: (\d+); rows of the views: (\d+)/.exec(output) ?? [];
  expect(Number(events)).toBeGreaterThan(2 * 329);
  expect([lines, shown]).toEqual([events, events]);
  expect(output).toContain("npm run demo -- --faults");
  expect(code).toBe(0);
});

test.skipIf(!built)(`the same with faults, seed ${seed}`, { timeout }, async () => {
  const { code, output } = await run("--faults", "--seed", seed);
  expect(output).toMatch(/[1-9]\d* records failed, [1-9]\d* calls timed out after writing/);
  expect(output).toContain(`The faults again: npm run demo -- --faults --seed ${seed}\n`);
  answersOf(output);
  expect(output).toMatch(/✓ [1-9]\d* lines were written twice; the views show each event once\./);
  expect(code).toBe(0);
});

function answersOf(output: string): void {
  expect(output).toContain("Send 329 webhooks");
  expect(output).toMatch(/│ issues +│ +29 │/);
  expect(output).toMatch(/│ bug +│ v1\.0 +│ opened +│ +4 │/);
  expect(output).toMatch(/│ growth +│ free +│ +\d+ │/);
  expect(output).toContain(LAW);
  expect(output).toContain("✓ Nothing is lost, and nothing is unaccounted for.");
}

test.skipIf(!built)("an unknown flag is refused with what there is", async () => {
  const { code, output } = await run("--fault");
  expect(output).toContain("npm run demo [-- --faults [--seed <n>]]");
  expect(code).toBe(2);
});

test.each<[string, string[], DemoOptions | undefined]>([
  ["nothing", [], { faulty: false }],
  ["faults", ["--faults"], { faulty: true }],
  ["a seed", ["--faults", "--seed", "4294967295"], { faulty: true, seed: 4294967295 }],
  ["a seed that is too large", ["--faults", "--seed", "4294967296"], undefined],
  ["a seed that is none", ["--faults", "--seed", "-1"], undefined],
  ["a seed that is missing", ["--faults", "--seed"], undefined],
  ["a seed without faults", ["--seed", "7"], undefined],
  ["more than there is", ["--faults", "--seed", "7", "x"], undefined],
])("of the arguments, %s", (_, args, want) => {
  expect(demoOptions(args)).toEqual(want);
});
