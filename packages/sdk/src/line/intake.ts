// Where calls of track write their lines: into memory, side by side, until what came together is sealed as one parcel.
import type { EventDefinition } from "../definitions.js";
import { WriteReceipt } from "../receipt.js";
import type { EncodedFields } from "./field-encoder.js";
import { type LineWriter, NO_ROOM } from "./line-writer.js";
import { Parcel } from "./parcel.js";
import { type Slab, SlabPool } from "./slab.js";

/** Bytes of lines in memory, whoever holds them. */
export interface Held {
  bytes: number;
}

/** Lines on their way in. */
export class Intake {
  readonly #writer: LineWriter;
  readonly #held: Held;
  readonly #pool = new SlabPool();
  readonly #sealed: Parcel[] = [];
  #slab: Slab;
  #start = 0;
  #ends: number[] = [];
  #receipt: WriteReceipt | undefined;
  #bytes = 0;

  constructor(writer: LineWriter, held: Held) {
    this.#writer = writer;
    this.#held = held;
    this.#slab = this.#pool.take();
  }

  /** Bytes that wait to be taken. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Writes an event's line.
   *
   * @param time - Milliseconds since 1970.
   * @param before - The trace's columns and the contexts as text, each beginning with a comma.
   * @param fields - The properties.
   * @returns The receipt of the write that the line is part of; `undefined` when the line is over the bytes of a line.
   */
  write(event: EventDefinition, time: number, before: string, fields: EncodedFields): WriteReceipt | undefined {
    let written = this.#writer.write(event, time, before, fields, this.#slab.bytes, this.#slab.end);
    if (written === NO_ROOM) {
      this.#turn();
      written = this.#writer.write(event, time, before, fields, this.#slab.bytes, this.#slab.end);
    }
    if (written <= 0) return undefined;
    this.#slab.end += written;
    this.#bytes += written;
    this.#held.bytes += written;
    this.#ends.push(this.#slab.end - this.#start);
    this.#receipt ??= new WriteReceipt();
    return this.#receipt;
  }

  /** Takes what came together; `undefined` when there is nothing. */
  take(): Parcel | undefined {
    if (this.#sealed.length === 0) this.#seal();
    const parcel = this.#sealed.shift();
    if (parcel) this.#bytes -= parcel.bytes.length;
    return parcel;
  }

  /** Shows every parcel that waits. */
  each(show: (parcel: Parcel) => void): void {
    this.#seal();
    for (const parcel of this.#sealed) show(parcel);
  }

  #turn(): void {
    this.#seal();
    this.#slab.release();
    this.#slab = this.#pool.take();
    this.#start = 0;
  }

  #seal(): void {
    const slab = this.#slab;
    if (!this.#receipt) return;
    const bytes = slab.bytes.subarray(this.#start, slab.end);
    const held = this.#held;
    slab.hold();
    const letGo = () => {
      held.bytes -= bytes.length;
      slab.release();
    };
    this.#sealed.push(new Parcel({ bytes, ends: this.#ends, receipt: this.#receipt, letGo }));
    this.#start = slab.end;
    this.#ends = [];
    this.#receipt = undefined;
  }
}
