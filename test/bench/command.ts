// Times of the built command as a process: started, run, ended. The median of some rounds, and how far they lie apart.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROUNDS = 7;
const main = fileURLToPath(new URL("../../packages/cli/dist/main.js", import.meta.url));

/** What a command took. */
export interface Took {
  /** Milliseconds by the clock: median, least, most. */
  readonly clock: readonly [number, number, number];
  /** Milliseconds of processor time, median. */
  readonly processor: number;
}

/** Runs the command a few times; throws where it ends otherwise than it should. */
export async function timed(cwd: string, argv: readonly string[], exit = 0): Promise<Took> {
  const clock: number[] = [];
  const processor: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    const { code, cpu } = await ran(cwd, argv);
    clock.push(performance.now() - started);
    processor.push(cpu);
    if (code !== exit) throw new Error(`tracklake ${argv.join(" ")} ended with ${code}, not ${exit}`);
  }
  clock.sort((a, b) => a - b);
  processor.sort((a, b) => a - b);
  const middle = Math.floor(ROUNDS / 2);
  return { clock: [clock[middle] ?? 0, clock[0] ?? 0, clock.at(-1) ?? 0], processor: processor[middle] ?? 0 };
}

/** Prints a row of the table. */
export function row(what: string, { clock: [median, least, most], processor }: Took): void {
  const ms = (value: number) => value.toFixed(0);
  console.log(`| ${what} | ${ms(median)} (${ms(least)} to ${ms(most)}) | ${ms(processor)} |`);
}

/** The head of the table, with what it was measured on. */
export function head(title: string): void {
  console.log(`${title}; Node ${process.versions.node}\n\n| | by the clock, ms | processor, ms |\n| --- | --- | --- |`);
}

/** The processor's time is told by the process itself at its end: that of its children, such as git, is not in it. */
function ran(cwd: string, argv: readonly string[]): Promise<{ code: number | null; cpu: number }> {
  const report =
    'process.on("exit", () => { const { user, system } = process.cpuUsage(); require("fs").writeSync(2, `\\ncpu ${(user + system) / 1000}\\n`); });';
  const preload = `data:text/javascript,${encodeURIComponent(`import { createRequire } from "node:module"; const require = createRequire("/"); ${report}`)}`;
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["--import", preload, main, ...argv],
      { cwd, maxBuffer: 1 << 28 },
      (_, __, stderr) => resolve({ code: child.exitCode, cpu: Number(/\ncpu ([\d.]+)\n/.exec(stderr)?.[1]) }),
    );
  });
}
