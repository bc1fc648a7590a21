// The buffers of a stream: one object in the making for each set of partition keys, and one for the error output.
// A buffer is sealed when it is full or old enough; its key is evaluated then, by its oldest record's arrival.

/** An object in the making. */
export interface ObjectBuffer {
  /** Empty for the error output. */
  readonly partitionKeys: Readonly<Record<string, string>>;
  readonly failed: boolean;
  readonly chunks: Buffer[];
  bytes: number;
  events: number;
  /** Arrival of the oldest record, milliseconds since 1970. */
  readonly arrival: number;
  /** Given when it is first written, so that a retry writes the same object. */
  key?: string;
}

/** The buffers that are still open. */
export class ObjectBuffers {
  readonly #open = new Map<string, ObjectBuffer>();

  /** How many partitions are active. */
  get active(): number {
    return this.#open.size - (this.#open.has(ERRORS) ? 1 : 0);
  }

  /** Whether a set of partition keys has a buffer. */
  has(partitionKeys: Readonly<Record<string, string>>): boolean {
    return this.#open.has(JSON.stringify(partitionKeys));
  }

  /** Adds an event, or a line of the error output. */
  add(partitionKeys: Readonly<Record<string, string>>, failed: boolean, chunk: Buffer, arrival: number): void {
    const id = failed ? ERRORS : JSON.stringify(partitionKeys);
    let buffer = this.#open.get(id);
    if (!buffer) {
      buffer = { partitionKeys, failed, chunks: [], bytes: 0, events: 0, arrival };
      this.#open.set(id, buffer);
    }
    buffer.chunks.push(chunk);
    buffer.bytes += chunk.length;
    buffer.events++;
  }

  /** Takes out the buffers that are full or as old as this; all of them unless said. */
  seal(full = 0, arrivedBefore = Number.POSITIVE_INFINITY): ObjectBuffer[] {
    const sealed: ObjectBuffer[] = [];
    for (const [id, buffer] of this.#open) {
      if (buffer.bytes < full && buffer.arrival > arrivedBefore) continue;
      this.#open.delete(id);
      sealed.push(buffer);
    }
    return sealed;
  }

  /** Arrival of the oldest record, or `undefined` when all is sealed. */
  oldest(): number | undefined {
    let oldest: number | undefined;
    for (const { arrival } of this.#open.values()) oldest = Math.min(oldest ?? arrival, arrival);
    return oldest;
  }
}

const ERRORS = "errors";
