// The demo as people run it, with faults, from what was built; without a build there is nothing to run.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { LAW } from "../src/demo/balance.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const script = fileURLToPath(new URL("../dist/demo/main.js", import.meta.url));
const built = existsSync(script) && existsSync(`${root}/packages/cli/dist/main.js`);
if (!built) console.warn("The demo is not built: its test is left out. npm test builds first.");

function run(...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (output += text));
    child.once("close", (code) => resolve({ code, output }));
  });
}

test.skipIf(!built)("webhooks in, answers out, nothing lost, with faults", { timeout: 180_000 }, async () => {
  const { code, output } = await run("--faults");
  expect(output).toContain(LAW);
  expect(output).toMatch(/[1-9]\d* records failed, \d+ calls timed out after writing/);
  expect(output).toMatch(/│ issues +│ +29 │/);
  expect(output).toMatch(/│ bug +│ v1\.0 +│ opened +│ +4 │/);
  expect(output).toMatch(/│ growth +│ free +│ +\d+ │/);
  expect(output).toContain("✓ Nothing is lost, and nothing is unaccounted for.");
  expect(code).toBe(0);
});

test.skipIf(!built)("an unknown flag is refused with what there is", async () => {
  const { code, output } = await run("--fault");
  expect(output).toContain("npm run demo [-- --faults]");
  expect(code).toBe(2);
});
