// Bodies made and hashed on another thread, in memory that is handed to it with the lines and comes back with the body.
// SHA-256 is the floor of sending; on the main thread it would hold up the host. If the thread dies, nothing is lost with
// it: the lines are copies of what the caller has, who makes the body itself.
import { Worker } from "node:worker_threads";
import { textOf } from "../text-of.js";
import { writeBody } from "./body.js";

/**
 * What another thread is asked for. The memory is moved there and back, never shared: V8 does not count shared memory as
 * anybody's, so that what two threads have forgotten would stay until one of them happens to need room for something else.
 */
export interface BodyRequest {
  readonly head: string;
  /** The bytes of each record, whose data stand one after the other at the end of the memory. */
  readonly records: readonly number[];
  /** At least as large as the body; of no use to the caller from now on. */
  readonly memory: ArrayBuffer;
}

/** A body that is made. */
export interface MadeBody {
  /** What was given, with the body at its beginning. */
  readonly memory: ArrayBuffer;
  readonly length: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Times that a thread is started again after it died. */
const STARTS = 3;

/** The thread, started when it is first needed. */
export class BodyThread {
  readonly #waiting = new Map<number, { resolve(body: MadeBody): void; reject(error: Error): void }>();
  #worker: Worker | undefined;
  #starts = 0;
  #ids = 0;

  /** Whether it can be asked. */
  get usable(): boolean {
    return this.#worker !== undefined || this.#starts < STARTS;
  }

  /** @throws when the thread cannot be started or dies over it. */
  make(request: BodyRequest): Promise<MadeBody> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const id = this.#ids++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, ...request }, [request.memory]);
    });
  }

  async close(): Promise<void> {
    this.#starts = STARTS;
    await this.#worker?.terminate();
  }

  #start(): Worker {
    this.#starts++;
    const worker = new Worker(source, {
      eval: true,
      name: "tracklake",
      execArgv: [],
      env: {},
      // It makes little garbage, and what it makes is of no use a moment later.
      resourceLimits: { maxYoungGenerationSizeMb: 2 },
    });
    worker.unref();
    worker.on("message", ({ id, ...made }: MadeBody & { id: number }) => {
      this.#waiting.get(id)?.resolve(made);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) worker.unref();
    });
    let failure = new Error("the thread that makes bodies has ended");
    worker.on("error", (error) => {
      failure = error instanceof Error ? error : new Error(textOf(error));
    });
    worker.on("exit", () => {
      if (this.#worker === worker) this.#worker = undefined;
      for (const { reject } of this.#waiting.values()) reject(failure);
      this.#waiting.clear();
    });
    return worker;
  }
}

// Given as text, so that bundlers, which know nothing of a file for a thread, need not find one.
const source = `
const { createHash } = require("node:crypto");
const { setPriority } = require("node:os");
const { parentPort } = require("node:worker_threads");
// Of this thread alone, where the system knows threads' priorities: bodies can wait, the host's requests cannot.
try { if (process.platform === "linux") setPriority(0, 10); } catch {}
const writeBody = ${writeBody.toString()};
parentPort.on("message", ({ id, head, records, memory }) => {
  const body = Buffer.from(memory);
  let at = memory.byteLength - records.reduce((sum, bytes) => sum + bytes, 0);
  const parts = records.map((bytes) => [body.subarray(at, (at += bytes))]);
  const length = writeBody(head, parts, body);
  const sha256 = createHash("sha256").update(body.subarray(0, length)).digest("hex");
  parentPort.postMessage({ id, length, sha256, memory }, [memory]);
});
`;
