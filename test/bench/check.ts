// `tracklake check` over 1,000 events of 10 versions each, as a process: the published state, one draft, and a draft of each.
// Run with `npm run build && npm run bench -- check`.
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nameOf, source, writeBigProject } from "./big-project.js";

const ROUNDS = 5;
const size = { events: 1000, versions: 10, together: 10 };
const main = fileURLToPath(new URL("../../packages/cli/dist/main.js", import.meta.url));

const root = await mkdtemp(join(tmpdir(), "tracklake-bench-check-"));
try {
  await writeBigProject(root, size);
  console.log(`${size.events} events, ${size.versions} versions each, ${size.events * (size.versions / size.together)} history files; Node ${process.versions.node}`);
  const definition = (index: number) => join(root, `schemas/${nameOf(index).replaceAll("_", "-")}.ts`);
  await measured("nothing differs", ["check"]);
  await writeFile(definition(0), source(nameOf(0), size.versions + 1));
  await measured("one draft", ["check"]);
  for (let index = 0; index < size.events; index++) {
    await writeFile(definition(index), source(nameOf(index), size.versions + 1).replace("maxLength: 40, description: \"The", "maxLength: 30, description: \"The"));
  }
  await measured("a draft of each, with a break", ["check", "--json"], 1);
} finally {
  await rm(root, { recursive: true });
}

async function measured(what: string, argv: string[], want = 0): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    const code = await new Promise<number | null>((resolve) => {
      const child = execFile(process.execPath, [main, ...argv], { cwd: root, maxBuffer: 1 << 28 }, () => resolve(child.exitCode));
    });
    if (code !== want) throw new Error(`${what}: exit ${code}`);
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  console.log(`${what.padEnd(36)} ${(times[2] ?? 0).toFixed(0).padStart(6)} ms (${times[0]?.toFixed(0)} to ${times.at(-1)?.toFixed(0)})`);
}
