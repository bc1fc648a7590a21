// The queue in memory: lines in the order of their calls, bounded in bytes.
// What was taken for a batch and has to be sent again goes back to the front.
import type { PendingReceipt } from "../receipt.js";
import type { Line } from "../sink.js";

/** A line on its way, and the receipt that waits for it. */
export interface QueuedLine extends Line {
  readonly receipt: PendingReceipt;
}

/** First in, first out, bounded in bytes; a ring of chunks is not needed, since lines leave in batches. */
export class LineQueue {
  #lines: QueuedLine[] = [];
  #first = 0;
  #bytes = 0;
  readonly #capacity: number;

  /** @param capacity - Bytes of lines that may wait or be in flight. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Lines that wait. */
  get length(): number {
    return this.#lines.length - this.#first;
  }

  /** Bytes that wait or are in flight. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds a line, or says that there is no room. */
  push(line: QueuedLine): boolean {
    if (this.#bytes + line.bytes > this.#capacity) return false;
    this.#bytes += line.bytes;
    this.#lines.push(line);
    return true;
  }

  /** The line that is next. */
  peek(): QueuedLine | undefined {
    return this.#lines[this.#first];
  }

  /** Takes the next line; its bytes count until {@link release}. */
  shift(): QueuedLine | undefined {
    const line = this.#lines[this.#first];
    if (!line) return undefined;
    this.#first++;
    if (this.#first > 1_024 && this.#first * 2 > this.#lines.length) {
      this.#lines = this.#lines.slice(this.#first);
      this.#first = 0;
    }
    return line;
  }

  /** Lets go of a line that left the queue for good. */
  release(line: QueuedLine): void {
    this.#bytes -= line.bytes;
  }

  /** Takes everything that waits. */
  drain(): QueuedLine[] {
    const rest = this.#lines.slice(this.#first);
    this.#lines = [];
    this.#first = 0;
    return rest;
  }
}
