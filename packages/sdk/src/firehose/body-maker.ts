// Makes the bodies of calls: small ones at once, larger ones on another thread, or here in slices where there is none.
// The memory of a body is used again once its call has been answered.
import { createHash } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
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
/** Bytes of the memory that is used again. */
const MEMORY = 3 * 1024 * 1024;
/** How many are kept. */
const KEPT = 2;

/** Makes bodies for one stream. */
export class BodyMaker {
  readonly #head: string;
  readonly #thread = new BodyThread();
  readonly #free: Buffer[] = [];

  constructor(stream: string) {
    this.#head = bodyHead(stream);
  }

  async make(records: readonly OutgoingRecord[]): Promise<Body> {
    const size = bodyBytes(this.#head, records);
    const parts = records.map((record) => record.parts);
    const bytes = records.reduce((sum, record) => sum + record.bytes, 0);
    if (bytes <= AT_ONCE) return this.#here(parts, Buffer.allocUnsafeSlow(size));
    const target = this.#memory(size);
    if (this.#thread.usable && isShared(parts)) {
      try {
        const { length, sha256 } = await this.#thread.make({ head: this.#head, parts, target });
        return { bytes: target.subarray(0, length), sha256, done: () => this.#again(target) };
      } catch {
        // The thread could not be started or has died; the lines are still here, and so is the way without it.
        return this.#inSlices(parts, target);
      }
    }
    return this.#inSlices(parts, target);
  }

  async close(): Promise<void> {
    await this.#thread.close();
  }

  #here(parts: readonly (readonly Buffer[])[], target: Buffer): Body {
    const bytes = target.subarray(0, writeBody(this.#head, parts, target));
    return { bytes, sha256: createHash("sha256").update(bytes).digest("hex"), done: () => {} };
  }

  async #inSlices(parts: readonly (readonly Buffer[])[], target: Buffer): Promise<Body> {
    const bytes = target.subarray(0, writeBody(this.#head, parts, target));
    const hash = createHash("sha256");
    for (let at = 0; at < bytes.length; at += SLICE) {
      hash.update(bytes.subarray(at, at + SLICE));
      await turn();
    }
    return { bytes, sha256: hash.digest("hex"), done: () => this.#again(target) };
  }

  #memory(size: number): Buffer {
    if (size > MEMORY) return Buffer.from(new SharedArrayBuffer(size));
    return this.#free.pop() ?? Buffer.from(new SharedArrayBuffer(MEMORY));
  }

  #again(target: Buffer): void {
    if (target.length === MEMORY && this.#free.length < KEPT) this.#free.push(target);
  }
}

function isShared(parts: readonly (readonly Buffer[])[]): boolean {
  return parts.every((record) => record.every((part) => part.buffer instanceof SharedArrayBuffer));
}
