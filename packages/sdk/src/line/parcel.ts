// A parcel: the lines of one write, together on their way until each of them has its end.
// Its bytes are where they were written, or were read back from the spool; its lines are told apart by where they end.
import type { Outcome, WriteReceipt } from "../receipt.js";
import type { Segment, Stored } from "../spool/spool.js";

/** What a parcel is made of. */
export interface ParcelParts {
  /** Whole lines, each with its newline. */
  readonly bytes: Buffer;
  /** Where each line ends in `bytes`. */
  readonly ends: ArrayLike<number>;
  /** The receipt of its events; absent when they were read back from the spool. */
  readonly receipt?: WriteReceipt;
  /** Told of lines that have their end, for those who wait for lines that were read back. */
  readonly ended?: (from: number, to: number, outcome: Outcome) => void;
  /** Lets go of the memory of `bytes`. */
  readonly letGo?: () => void;
}

/** Lines of one write. */
export class Parcel {
  readonly bytes: Buffer;
  readonly ends: ArrayLike<number>;
  readonly receipt: WriteReceipt | undefined;
  /** The segment that has the lines too, and the ordinal of the first; absent in memory alone. */
  segment: Segment | undefined;
  first = 0;
  readonly #ended: ParcelParts["ended"];
  #letGo: (() => void) | undefined;
  #open: number;

  constructor({ bytes, ends, receipt, ended, letGo }: ParcelParts) {
    this.bytes = bytes;
    this.ends = ends;
    this.receipt = receipt;
    this.#ended = ended;
    this.#letGo = letGo;
    this.#open = ends.length;
  }

  /** How many lines there are. */
  get lines(): number {
    return this.ends.length;
  }

  /** The spool has the lines. */
  stored({ segment, first }: Pick<Stored, "segment" | "first">): void {
    this.segment = segment;
    this.first = first;
  }

  /** Where a line begins. */
  start(line: number): number {
    return line === 0 ? 0 : (this.ends[line - 1] as number);
  }

  /** Lines from `from` to before `to` have their end. */
  finish(from: number, to: number, outcome: Outcome): void {
    this.segment?.acknowledge(this.first + from, this.first + to);
    this.receipt?.ended(outcome);
    this.#ended?.(from, to, outcome);
    this.#open -= to - from;
    if (this.#open > 0) return;
    this.receipt?.settle();
    this.letGo();
  }

  /** Its bytes are needed no more. */
  letGo(): void {
    this.#letGo?.();
    this.#letGo = undefined;
  }
}

/** Some consecutive lines of a parcel. */
export interface Span {
  readonly parcel: Parcel;
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** A span's lines by themselves. */
export function blockOf(span: Span): { readonly bytes: Buffer; readonly ends: number[] } {
  const { parcel, from, to } = span;
  const start = parcel.start(from);
  return {
    bytes: bytesOf(span),
    ends: Array.from({ length: to - from }, (_, n) => parcel.start(from + n + 1) - start),
  };
}

/** The bytes of a span. */
export function bytesOf({ parcel, from, to }: Span): Buffer {
  return parcel.bytes.subarray(parcel.start(from), parcel.start(to));
}
