// Bodies made and hashed on another thread, which reads the lines where they stand, in shared memory.
// SHA-256 is the floor of sending; on the main thread it would hold up the host. If the thread dies, nothing is lost with
// it: the lines are where they were, and the caller makes the body itself.
import { Worker } from "node:worker_threads";
import { textOf } from "../text-of.js";
import { writeBody } from "./body.js";

/** What another thread is asked for. */
export interface BodyRequest {
  readonly head: string;
  /** The parts of each record, in shared memory. */
  readonly parts: readonly (readonly Buffer[])[];
  /** Shared memory for the body. */
  readonly target: Buffer;
}

/** A body that is made. */
export interface MadeBody {
  readonly length: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

interface Job {
  readonly id: number;
  readonly head: string;
  readonly parts: readonly (readonly { memory: ArrayBufferLike; start: number; bytes: number }[])[];
  readonly target: ArrayBufferLike;
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
  make({ head, parts, target }: BodyRequest): Promise<MadeBody> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const id = this.#ids++;
    const job: Job = { id, head, parts: parts.map((record) => record.map(placeOf)), target: target.buffer };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage(job);
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
    worker.on("message", ({ id, length, sha256 }: MadeBody & { id: number }) => {
      this.#waiting.get(id)?.resolve({ length, sha256 });
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

function placeOf(part: Buffer) {
  return { memory: part.buffer, start: part.byteOffset, bytes: part.length };
}

// Given as text, so that bundlers, which know nothing of a file for a thread, need not find one.
const source = `
const { createHash } = require("node:crypto");
const { setPriority } = require("node:os");
const { parentPort } = require("node:worker_threads");
// Of this thread alone, where the system knows threads' priorities: bodies can wait, the host's requests cannot.
try { if (process.platform === "linux") setPriority(0, 10); } catch {}
const writeBody = ${writeBody.toString()};
parentPort.on("message", ({ id, head, parts, target }) => {
  const body = Buffer.from(target);
  const records = parts.map((record) => record.map(({ memory, start, bytes }) => Buffer.from(memory, start, bytes)));
  const length = writeBody(head, records, body);
  const sha256 = createHash("sha256").update(body.subarray(0, length)).digest("hex");
  parentPort.postMessage({ id, length, sha256 });
});
`;
