// Spools on a simulated disk, one call after another: what a test calls is run to its end.
import { Spool, type SpoolOptions } from "../../src/spool/spool.js";
import { randomFrom } from "./crash-model.js";
import { linesOf, Told } from "./lines.js";
import { SimulatedDisk, SimulatedFile } from "./simulated-disk.js";
import { Driver, SimulatedProcess } from "./simulated-process.js";

/** The directory of every spool here. */
export const directory = "/data/spool";

/** A spool, its process and what it told. */
export interface SimulatedSpool {
  readonly spool: Spool;
  readonly process: SimulatedProcess;
  readonly told: Told;
}

/** A disk and processes on it. */
export class SimulatedMachine {
  readonly disk = new SimulatedDisk();
  readonly driver: Driver;
  readonly #processes: SimulatedProcess[] = [];

  /** @param seed - Decides the order of what happens at the same time. */
  constructor(seed = 1) {
    this.driver = new Driver(randomFrom(seed));
  }

  async open(options: Partial<SpoolOptions> = {}): Promise<SimulatedSpool> {
    const process = new SimulatedProcess(this.disk, this.driver);
    const told = new Told();
    this.#processes.push(process);
    const spool = await this.run(
      Spool.open({
        ...{ directory, durability: "process", capacity: 1e9, whenFull: "refuse-new", events: told },
        ...{ fileSystem: process, clock: process },
        ...options,
      }),
    );
    return { spool, process, told };
  }

  /** Lets everything happen, and gives what came of one call. */
  async run<T>(call: Promise<T>): Promise<T> {
    call.catch(() => undefined);
    await this.driver.run();
    return call;
  }

  /** Lets time pass, a second at a time. */
  async advance(milliseconds: number): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += 1_000) {
      this.disk.now += Math.min(1_000, milliseconds - passed);
      for (const process of this.#processes) process.tick();
      await this.driver.run();
    }
  }

  async readAll(spool: Spool, maxBytes = 1_000_000): Promise<string[]> {
    const lines: string[] = [];
    for (;;) {
      const block = await this.run(spool.read(maxBytes));
      if (!block) return lines;
      lines.push(...linesOf(block));
    }
  }

  /** Paths in the directory whose name fits. */
  paths(fits: RegExp): string[] {
    return [...this.disk.files()].map(([path]) => path).filter((path) => fits.test(path));
  }

  file(path: string): SimulatedFile {
    const node = this.disk.find(path);
    if (!(node instanceof SimulatedFile)) throw new Error(`${path} is a folder`);
    return node;
  }
}
