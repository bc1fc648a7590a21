// Starts processes under load and adds up, from their logs and from what is left on disk, what became of their lines.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Spool } from "../../src/spool/spool.js";
import { linesOf, Told } from "./lines.js";

/** What became of the lines of every process. */
export interface Sums {
  readonly processes: number;
  readonly awaited: number;
  readonly lost: string[];
  readonly invented: string[];
  readonly duplicates: number;
  /** Lines that were given to another while their process was paused. */
  readonly handedOver: number;
  readonly adoptions: number;
  /** Folders that two have taken. */
  readonly takenTwice: string[];
  readonly quarantined: number;
  readonly errors: string[];
  /** Lines that only the last process found. */
  readonly recovered: number;
}

/** A directory shared by processes under load. */
export class Load {
  readonly root = mkdtempSync(join(tmpdir(), "tracklake-load-"));
  readonly directory = join(this.root, "spool");
  readonly #staleAfter: number;
  readonly #durability: string;
  readonly #script: string;
  #started = 0;

  private constructor(script: string, staleAfter: number, durability: string) {
    this.#script = script;
    this.#staleAfter = staleAfter;
    this.#durability = durability;
  }

  static async prepare(staleAfter: number, durability = "process"): Promise<Load> {
    const outfile = join(mkdtempSync(join(tmpdir(), "tracklake-script-")), "load-process.mjs");
    const entry = fileURLToPath(new URL("load-process.ts", import.meta.url));
    await build({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm", logLevel: "error" });
    return new Load(outfile, staleAfter, durability);
  }

  /** Starts a process and waits until its spool is open. */
  async start(): Promise<ChildProcess> {
    const name = `p${this.#started++}`;
    const log = join(this.root, `${name}.log`);
    const child = spawn(
      process.execPath,
      [this.#script, this.directory, log, name, String(this.#staleAfter), this.#durability],
      { stdio: "inherit" },
    );
    while (!existsSync(log) || !/^[ox] /m.test(readFileSync(log, "utf8"))) {
      if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}`);
      await sleep(2);
    }
    return child;
  }

  /** The names of the folders in the directory. */
  folders(): string[] {
    return readdirSync(this.directory).filter((name) => /^[0-9a-f]{8}-/.test(name));
  }

  /** Recovers what is left, and adds up. */
  async sums(): Promise<Sums> {
    const told = new Told();
    const left = await this.#recover(told);
    const awaited = new Set<string>();
    const delivered = new Map<string, number>();
    const tried = new Map<string, number>();
    const moved = new Map<string, number>();
    const errors: string[] = [];
    let handedOver = 0;
    let quarantined = told.quarantinedFrames;
    const read = (text: string) => {
      for (const line of text.split("\n").slice(0, -1)) {
        const kind = line.slice(0, 1);
        const rest = line.slice(2);
        const [first = "", second = "", third = ""] = rest.split(" ");
        if (kind === "a") for (let n = Number(second); n < Number(third); n++) awaited.add(lineOf(first, n));
        else if (kind === "t") tried.set(first, Number(second));
        else if (kind === "d") delivered.set(rest, (delivered.get(rest) ?? 0) + 1);
        else if (kind === "m" && second.includes("/adopted/")) moved.set(first, (moved.get(first) ?? 0) + 1);
        else if (kind === "h") handedOver += Number(first);
        else if (kind === "q") quarantined += Number(first);
        else if (kind === "x") errors.push(rest);
      }
    };
    for (const name of readdirSync(this.root)) {
      if (name.endsWith(".log")) read(readFileSync(join(this.root, name), "utf8"));
    }
    let recovered = 0;
    for (const line of left) {
      if (!delivered.has(line)) recovered++;
      delivered.set(line, (delivered.get(line) ?? 0) + 1);
    }
    const real = (line: string) => {
      const [, name = "", n = ""] = /^(p\d+)-(\d+) /.exec(line) ?? [];
      return line === lineOf(name, Number(n)) && Number(n) < (tried.get(name) ?? 0);
    };
    return {
      processes: this.#started,
      awaited: awaited.size,
      lost: [...awaited].filter((line) => !delivered.has(line)),
      invented: [...delivered.keys()].filter((line) => !real(line)),
      duplicates: [...delivered.values()].reduce((sum, times) => sum + times - 1, 0),
      handedOver,
      adoptions: moved.size,
      takenTwice: [...moved].filter(([, times]) => times > 1).map(([path]) => path),
      quarantined,
      errors,
      recovered,
    };
  }

  async #recover(told: Told): Promise<string[]> {
    const { directory } = this;
    const staleAfter = this.#staleAfter;
    const spool = await Spool.open({
      ...{ directory, staleAfter, durability: "process", capacity: 1e12, whenFull: "refuse-new", events: told },
    });
    const lines: string[] = [];
    // Whatever was alive a moment ago is an orphan only after a while.
    for (let quiet = 0; quiet < 2; ) {
      const before = lines.length;
      await sleep(staleAfter * 1.5);
      await spool.adoptOrphans();
      for (let block = await spool.read(1 << 20); block; block = await spool.read(1 << 20)) {
        lines.push(...linesOf(block));
        block.segment.acknowledge(block.first, block.first + block.ends.length);
      }
      quiet = lines.length === before && this.folders().length === 1 ? quiet + 1 : 0;
    }
    await spool.close();
    return lines;
  }
}

/** As the process under load makes it. */
function lineOf(name: string, ordinal: number): string {
  return `${name}-${ordinal} ${"x".repeat(ordinal % 100)}`;
}

/** Waits. */
export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Kills a process and waits until it is gone. */
export async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}
