// A process on a simulated disk: each call is two steps, its effect and its answer, that a driver lets happen in any
// order among processes, so that one can be killed or paused between any two of them.
import type { Clock } from "../../src/spool/clock.js";
import type { FileStat, FileSystem, OpenMode } from "../../src/spool/file-system.js";
import { type SimulatedDisk, SimulatedFile, type SimulatedNode, systemError } from "./simulated-disk.js";

interface Step {
  readonly process: SimulatedProcess;
  run(): void;
  /** What a kill in the middle of it leaves. */
  cut?(random: () => number): void;
}

/** Lets steps happen. */
export class Driver {
  readonly #steps: Step[] = [];
  readonly random: () => number;

  constructor(random: () => number) {
    this.random = random;
  }

  add(step: Step): void {
    this.#steps.push(step);
  }

  /** Runs steps of running processes in random order until there are none, or `limit` are done. */
  async run(limit = 100_000): Promise<number> {
    for (let done = 0; done < limit; done++) {
      await microtasks();
      const ready = this.#steps.filter(({ process }) => process.state === "running");
      const step = ready[Math.floor(this.random() * ready.length)];
      if (!step) return done;
      this.#steps.splice(this.#steps.indexOf(step), 1);
      step.run();
    }
    await microtasks();
    return limit;
  }

  /** Forgets a process; of a write under way any part may have happened. */
  kill(process: SimulatedProcess): void {
    for (const step of this.#steps.filter((each) => each.process === process)) {
      if (this.random() < 0.5) step.cut?.(this.random);
      this.#steps.splice(this.#steps.indexOf(step), 1);
    }
  }
}

const microtasks = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Faults of one process's calls. */
export interface Faults {
  /** Calls that fail with EIO from now on. */
  errors: number;
  /** Calls that work before the first of those. */
  errorsAfter: number;
  /** Writes that take only a part. */
  shortWrites: number;
  /** fdatasyncs that fail. */
  failedSyncs: number;
}

/** A process: its open files, its clock, its faults. */
export class SimulatedProcess implements FileSystem, Clock {
  state: "running" | "paused" | "dead" = "running";
  readonly faults: Faults = { errors: 0, errorsAfter: 0, shortWrites: 0, failedSyncs: 0 };
  /** Bytes of any file that cannot be read. */
  broken = { from: 0, to: 0 };
  readonly #disk: SimulatedDisk;
  readonly #driver: Driver;
  /** How far the machine's clock is from the file system's. */
  readonly #skew: number;
  readonly #files = new Map<number, SimulatedFile>();
  readonly #timers = new Map<symbol, { at: number; every: number | undefined; run: () => void }>();
  #next = 3;

  constructor(disk: SimulatedDisk, driver: Driver) {
    this.#disk = disk;
    this.#driver = driver;
    this.#skew = Math.floor((driver.random() - 0.5) * 86_400_000);
  }

  kill(): void {
    this.state = "dead";
    this.#driver.kill(this);
    this.#timers.clear();
  }

  /** Files that are open. */
  get openFiles(): number {
    return this.#files.size;
  }

  now(): number {
    return this.#disk.now + this.#skew;
  }
  after(milliseconds: number, run: () => void): () => void {
    return this.#timer(milliseconds, undefined, run);
  }
  every(milliseconds: number, run: () => void): () => void {
    return this.#timer(milliseconds, milliseconds, run);
  }

  /** Runs the timers that are due; one that is late by several rounds runs once, as Node's do. */
  tick(): void {
    if (this.state !== "running") return;
    for (const [key, timer] of [...this.#timers]) {
      if (timer.at > this.#disk.now) continue;
      if (timer.every === undefined) this.#timers.delete(key);
      else timer.at = this.#disk.now + timer.every;
      timer.run();
    }
  }

  makePath(path: string): Promise<string | undefined> {
    return this.#call(() => {
      let at = "";
      let first: string | undefined;
      for (const name of path.split("/").filter(Boolean)) {
        at += `/${name}`;
        try {
          this.#disk.find(at);
        } catch {
          this.#disk.add(at, "folder");
          first ??= at;
        }
      }
      return first;
    });
  }
  makeFolder(path: string): Promise<void> {
    return this.#call(() => void this.#disk.add(path, "folder"));
  }
  list(path: string): Promise<string[]> {
    return this.#call(() => [...this.#disk.folder(path).entries.keys()]);
  }
  stat(path: string): Promise<FileStat> {
    return this.#call(() => this.statNow(path));
  }
  rename(from: string, to: string): Promise<void> {
    return this.#call(() => this.#disk.rename(from, to));
  }
  removeFile(path: string): Promise<void> {
    return this.#call(() => this.#disk.remove(path, "file"));
  }
  removeFolder(path: string): Promise<void> {
    return this.#call(() => this.#disk.remove(path, "folder"));
  }
  touch(path: string): Promise<void> {
    return this.#call(() => {
      this.#findOrAdd(path, "write").mtime = this.#disk.now;
    });
  }
  open(path: string, mode: OpenMode): Promise<number> {
    return this.#call(() => this.#opened(this.#findOrAdd(path, mode)));
  }
  write(file: number, buffers: readonly Uint8Array[], position: number): Promise<number> {
    const bytes = Buffer.concat(buffers);
    const write = (length: number) => this.#disk.write(this.#file(file), bytes.subarray(0, length), position);
    return this.#call(
      () => {
        const short = this.faults.shortWrites > 0 && bytes.length > 1;
        if (short) this.faults.shortWrites--;
        return write(short ? 1 + Math.floor(this.#driver.random() * (bytes.length - 1)) : bytes.length);
      },
      (random) => {
        const length = Math.floor(random() * (bytes.length + 1));
        // Nothing of it, when the disk is full.
        if (position + length <= this.#file(file).data.length + this.#disk.capacity - this.#disk.used()) write(length);
      },
    );
  }
  read(file: number, into: Uint8Array, position: number): Promise<number> {
    return this.#call(() => {
      if (position < this.broken.to && position + into.length > this.broken.from) throw systemError("EIO", "a page");
      const part = this.#file(file).data.subarray(position, position + into.length);
      into.set(part);
      return part.length;
    });
  }
  truncate(file: number, size: number): Promise<void> {
    return this.#call(() => this.#disk.truncate(this.#file(file), size));
  }
  sync(file: number): Promise<void> {
    return this.#call(() => {
      if (this.faults.failedSyncs === 0) return this.#disk.sync(this.#file(file));
      this.faults.failedSyncs--;
      this.#disk.failSync(this.#file(file));
      throw systemError("EIO", "fdatasync");
    });
  }
  close(file: number): Promise<void> {
    // Closed even when it fails, as on Linux; and at once, so that a write under way would be found out.
    this.#files.delete(file);
    return this.#call(() => undefined);
  }
  syncFolder(path: string): Promise<void> {
    return this.#call(() => {
      this.#disk.folder(path);
      this.#disk.syncFolder();
    });
  }
  openNow(path: string): number {
    this.#fail();
    return this.#opened(this.#findOrAdd(path, "create"));
  }
  writeNow(file: number, bytes: Uint8Array, position: number): number {
    this.#fail();
    return this.#disk.write(this.#file(file), bytes, position);
  }
  statNow(path: string): FileStat {
    const node = this.#disk.find(path);
    return {
      dev: 1n,
      ino: node.ino,
      mtime: node.mtime,
      size: node instanceof SimulatedFile ? node.data.length : 0,
    };
  }

  #timer(milliseconds: number, every: number | undefined, run: () => void): () => void {
    const key = Symbol();
    this.#timers.set(key, { at: this.#disk.now + milliseconds, every, run });
    return () => this.#timers.delete(key);
  }

  #call<T>(effect: () => T, cut?: (random: () => number) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      // A dead process makes no calls, and hears no answers.
      if (this.state === "dead") return;
      const answer = (run: () => void) => this.#driver.add({ process: this, run });
      this.#driver.add({
        process: this,
        ...(cut ? { cut } : {}),
        run: () => {
          try {
            this.#fail();
            const result = effect();
            answer(() => resolve(result));
          } catch (error) {
            answer(() => reject(error));
          }
        },
      });
    });
  }

  #fail(): void {
    if (this.faults.errors === 0) return;
    if (this.faults.errorsAfter > 0) return void this.faults.errorsAfter--;
    this.faults.errors--;
    throw systemError("EIO", "the disk");
  }

  #file(file: number): SimulatedFile {
    const node = this.#files.get(file);
    if (!node) throw systemError("EBADF");
    return node;
  }

  #opened(node: SimulatedFile): number {
    this.#files.set(this.#next, node);
    return this.#next++;
  }

  #findOrAdd(path: string, mode: OpenMode): SimulatedFile {
    let node: SimulatedNode;
    try {
      node = this.#disk.find(path);
      if (mode === "create") throw systemError("EEXIST", path);
    } catch (error) {
      if ((error as { code?: string }).code !== "ENOENT" || mode === "read") throw error;
      if (this.#disk.capacity - this.#disk.used() <= 0) throw systemError("ENOSPC", path);
      node = this.#disk.add(path, "file");
    }
    if (!(node instanceof SimulatedFile)) throw systemError("EISDIR", path);
    return node;
  }
}
