// Makes the bodies of calls: small ones at once, larger ones on another thread, or here in slices where there is none.
// The memory of a body is used again once its call has been answered.
import { createHash } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { BATCH } from "../delivery/sender-options.js";
import type { OutgoingRecord } from "../sink.js";
import { bodyBytes, bodyHead, writeBody } from "./body.js";
import { BodyThread } from "./body-thread.js";

/** The body of one call. */
export interface Body {
  readonly bytes: Buffer;
  /** Lower-case hex: what the signature needs to know of the body. */
  readonly sha256: string;
  /** The call was answered: nobody reads the bytes any more. */
  done(): void;
}

/** Bytes of lines of which a body is made at once: a tenth of a millisecond on a slow machine. */
const AT_ONCE = 16 * 1024;
/** Bytes hashed between two turns of the event loop where there is no other thread. */
const SLICE = 128 * 1024;
/** Bytes of the memory that is used again: for the body of a full batch, and 12 bytes around each of 500 records. */
const MEMORY = Math.ceil(BATCH / 3) * 4 + 8 * 1024;
/** How many are kept. */
const KEPT = 2;

/** Makes bodies for one stream. */
export class BodyMaker {
  readonly #head: string;
  readonly #thread = new BodyThread();
  readonly #free: ArrayBuffer[] = [];

  constructor(stream: string) {
    this.#head = bodyHead(stream);
  }

  async make(records: readonly OutgoingRecord[]): Promise<Body> {
    const size = bodyBytes(this.#head, records);
    const bytes = records.reduce((sum, record) => sum + record.bytes, 0);
    if (bytes <= AT_ONCE) return this.#here(records, Buffer.allocUnsafeSlow(size));
    if (!this.#thread.usable) return this.#inSlices(records, this.#memory(size));
    try {
      const made = await this.#thread.make({
        head: this.#head,
        records: records.map((record) => record.bytes),
        memory: withLines(this.#memory(size), records, bytes),
      });
      return {
        bytes: Buffer.from(made.memory, 0, made.length),
        sha256: made.sha256,
        done: () => this.#again(made.memory),
      };
    } catch {
      // The thread could not be started or has died; the lines are still here, and so is the way without it.
      return this.#inSlices(records, this.#memory(size));
    }
  }

  async close(): Promise<void> {
    await this.#thread.close();
  }

  #here(records: readonly OutgoingRecord[], target: Buffer): Body {
    const bytes = this.#written(records, target);
    return { bytes, sha256: createHash("sha256").update(bytes).digest("hex"), done: () => {} };
  }

  async #inSlices(records: readonly OutgoingRecord[], memory: ArrayBuffer): Promise<Body> {
    const bytes = this.#written(records, Buffer.from(memory));
    const hash = createHash("sha256");
    for (let at = 0; at < bytes.length; at += SLICE) {
      hash.update(bytes.subarray(at, at + SLICE));
      await turn();
    }
    return { bytes, sha256: hash.digest("hex"), done: () => this.#again(memory) };
  }

  #written(records: readonly OutgoingRecord[], target: Buffer): Buffer {
    const parts = records.map((record) => record.parts);
    return target.subarray(0, writeBody(this.#head, parts, target));
  }

  #memory(size: number): ArrayBuffer {
    if (size > MEMORY) return new ArrayBuffer(size);
    return this.#free.pop() ?? new ArrayBuffer(MEMORY);
  }

  #again(memory: ArrayBuffer): void {
    if (memory.byteLength === MEMORY && this.#free.length < KEPT) this.#free.push(memory);
  }
}

/** The memory with the lines at its end: another thread reads and writes it, while more lines are tracked here. */
function withLines(memory: ArrayBuffer, records: readonly OutgoingRecord[], bytes: number): ArrayBuffer {
  const target = new Uint8Array(memory);
  let at = memory.byteLength - bytes;
  for (const { parts } of records) {
    for (const part of parts) {
      target.set(part, at);
      at += part.length;
    }
  }
  return memory;
}
