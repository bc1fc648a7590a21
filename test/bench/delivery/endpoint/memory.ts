// Where the endpoint keeps bodies: memory that is there before anything is measured, and used again for each subject.
// New pages for each body took the endpoint as much of the machine as the library that sends to it.
import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";

/** A body that is being received. */
export interface Body {
  add(chunk: Buffer): void;
  /** All of it. */
  bytes(): Buffer;
}

/** One large block, filled from front to back. */
export class Memory {
  readonly #bytes: Buffer;
  #end = 0;

  /** Takes so many bytes of the machine at once, each page of them written to. */
  constructor(size: number) {
    this.#bytes = Buffer.allocUnsafeSlow(size).fill(1);
  }

  /** A part that nobody else has; `undefined` when there is no room for it. */
  take(size: number): Buffer | undefined {
    if (this.#end + size > this.#bytes.length) return undefined;
    const part = this.#bytes.subarray(this.#end, this.#end + size);
    this.#end += size;
    return part;
  }

  /** Nobody reads what it holds any more. */
  clear(): void {
    this.#end = 0;
  }
}

/** The body of a request: in this memory where its length is known and there is room, else in memory of its own. */
export function bodyOf({ headers }: Pick<IncomingMessage, "headers">, memory: Memory | undefined): Body {
  const length = headers["content-length"];
  const target = length === undefined ? undefined : memory?.take(Number(length));
  if (!target) {
    const chunks: Buffer[] = [];
    return { add: (chunk) => void chunks.push(chunk), bytes: () => Buffer.concat(chunks) };
  }
  let end = 0;
  return {
    add: (chunk) => {
      end += chunk.copy(target, end);
    },
    bytes: () => target.subarray(0, end),
  };
}
