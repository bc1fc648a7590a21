// A delivery stream: takes records into bounded buffers and writes them as objects; what it took, it never lets go.
// A lake that cannot be written is tried again and again, said once; meanwhile the buffers fill up and calls are refused.
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { firehoseLimits, objectName } from "@tracklake/envelope";
import { LocalError } from "../errors.js";
import { ServiceFault } from "../stack/service-fault.js";
import { errorLine } from "./error-line.js";
import { type ObjectBuffer, ObjectBuffers } from "./object-buffers.js";
import { PROCESSING_FAILED } from "./place.js";
import { sortRecord } from "./sort-record.js";
import type { StreamConfig } from "./stream-config.js";
import { writeObject } from "./write-object.js";

/** What all streams of an endpoint share. */
export interface StreamSurroundings {
  readonly directory: string;
  /** Seconds after which a buffer is written here, whatever the stream's hints say. */
  readonly seconds: number;
  /** Bytes that one stream holds at most, buffered and waiting to be written. */
  readonly holdBytes: number;
  readonly stats: StreamStats;
  /** Takes one line when the lake stops being writable, and one when it is again. */
  readonly log: (line: string) => void;
}

/** Counts of an endpoint's streams. */
export interface StreamStats {
  recordsIn: number;
  eventsWritten: number;
  objects: number;
  errors: number;
}

const VERSION = 1;
const MEBIBYTE = 1024 * 1024;
const RETRY_MS = { first: 100, most: 5_000 } as const;
const compress = promisify(gzip);

/** A delivery stream that delivers into a directory. */
export class DeliveryStream {
  readonly created = Date.now();
  readonly #buffers = new ObjectBuffers();
  readonly #waiting: ObjectBuffer[] = [];
  #held = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #failure: unknown;
  #retryMs: number = RETRY_MS.first;
  #stopped = false;

  constructor(
    readonly config: StreamConfig,
    private readonly around: StreamSurroundings,
  ) {}

  /** Bytes that are accepted and not yet written. */
  get held(): number {
    return this.#held;
  }

  /** Refuses a call for which there is no room. @throws ServiceFault ServiceUnavailableException */
  makeRoom(bytes: number): void {
    if (this.#held + bytes <= this.around.holdBytes) return;
    this.#seal(this.#buffers.seal());
    throw new ServiceFault(
      "ServiceUnavailableException",
      `Slow down: ${this.#held} bytes wait to be written${this.#failure ? `; ${reason(this.#failure)}` : ""}.`,
      500,
    );
  }

  /** Takes records; from here on they are the stream's. @returns Their ids. */
  accept(records: readonly Buffer[]): string[] {
    const arrival = Date.now();
    const ids = records.map((record) => this.#accept(record, arrival));
    this.#seal(this.#buffers.seal(this.config.sizeMiB * MEBIBYTE, Number.NEGATIVE_INFINITY));
    this.#schedule();
    return ids;
  }

  /** Writes all that was accepted. @throws LocalError `lake-unwritable`; what could not be written is kept. */
  async flush(): Promise<void> {
    this.#waiting.push(...this.#buffers.seal());
    do {
      this.#write();
      await this.#writing;
    } while (this.#waiting.length > 0 && this.#failure === undefined);
    if (this.#waiting.length > 0) throw this.#unwritable();
  }

  /** Stops the timers for good; buffers stay and can be flushed. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #accept(record: Buffer, arrival: number): string {
    this.around.stats.recordsIn++;
    for (const piece of sortRecord(this.config, record, arrival)) {
      if ("code" in piece) this.#refuse(piece.bytes, piece.code, piece.message, arrival);
      else if (this.#fits(piece.partitionKeys)) this.#add(piece.partitionKeys, false, piece.bytes, arrival);
      else {
        const message = `the stream has ${firehoseLimits.activePartitions} active partitions`;
        this.#refuse(piece.bytes, "DynamicPartitioning.ActivePartitionsLimitExceeded", message, arrival);
      }
    }
    return randomUUID();
  }

  #unwritable(): LocalError {
    const text = `The lake ${this.around.directory} cannot be written: ${reason(this.#failure)}. ${this.#held} bytes are kept in memory; make it writable or free space, then flush again.`;
    return new LocalError("lake-unwritable", text, { cause: this.#failure });
  }

  #fits(partitionKeys: Readonly<Record<string, string>>): boolean {
    return (
      !this.config.dynamic || this.#buffers.has(partitionKeys) || this.#buffers.active < firehoseLimits.activePartitions
    );
  }

  #refuse(bytes: Buffer, code: string, message: string, arrival: number): void {
    this.around.stats.errors++;
    this.#add({}, true, errorLine({ bytes, code, message }, arrival, Date.now()), arrival);
  }

  #add(partitionKeys: Readonly<Record<string, string>>, failed: boolean, chunk: Buffer, arrival: number): void {
    this.#buffers.add(partitionKeys, failed, chunk, arrival);
    this.#held += chunk.length;
  }

  #seal(sealed: readonly ObjectBuffer[]): void {
    if (sealed.length === 0) return;
    this.#waiting.push(...sealed);
    this.#write();
  }

  /** Wakes when the oldest buffer is old enough, or when a failed write is to be tried again. */
  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    const milliseconds = Math.min(this.around.seconds, this.config.seconds) * 1000;
    const oldest = this.#buffers.oldest();
    const due = Math.min(
      oldest === undefined ? Number.POSITIVE_INFINITY : Math.max(0, oldest + milliseconds - Date.now()),
      this.#waiting.length > 0 && !this.#writing ? this.#retryMs : Number.POSITIVE_INFINITY,
    );
    if (due === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => {
      this.#waiting.push(...this.#buffers.seal(Number.POSITIVE_INFINITY, Date.now() - milliseconds));
      this.#write();
      this.#schedule();
    }, due);
  }

  #write(): void {
    if (this.#writing || this.#waiting.length === 0) return;
    this.#writing = this.#writeWaiting().finally(() => {
      this.#writing = undefined;
      this.#schedule();
    });
  }

  async #writeWaiting(): Promise<void> {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      try {
        await this.#writeOne(next);
      } catch (error) {
        if (this.#failure === undefined)
          this.around.log(`the lake ${this.around.directory} cannot be written, trying again: ${reason(error)}`);
        this.#retryMs = this.#failure === undefined ? RETRY_MS.first : Math.min(RETRY_MS.most, this.#retryMs * 2);
        this.#failure = error;
        return;
      }
      if (this.#failure !== undefined) this.around.log(`the lake ${this.around.directory} can be written again`);
      this.#failure = undefined;
      this.#waiting.shift();
      this.#held -= next.bytes;
      this.around.stats.objects++;
      if (!next.failed) this.around.stats.eventsWritten += next.events;
    }
  }

  async #writeOne(buffer: ObjectBuffer): Promise<void> {
    const { name, prefix, errorPrefix, extension, gzip: zip } = this.config;
    const { arrival, partitionKeys, failed } = buffer;
    const values = { arrival, partitionKeys, errorOutputType: PROCESSING_FAILED };
    buffer.key ??=
      (failed ? errorPrefix : prefix).evaluate(values) + objectName(name, VERSION, arrival, randomUUID(), extension);
    const bytes = Buffer.concat(buffer.chunks, buffer.bytes);
    await writeObject(this.around.directory, buffer.key, zip ? await compress(bytes) : bytes);
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
