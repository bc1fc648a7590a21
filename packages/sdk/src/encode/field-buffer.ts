// Where an encoder writes: a buffer with room for the longest line, used again for every event.
// Writing bytes beats building text on every engine: nothing is concatenated, flattened or collected (docs/benchmarks.md).
import { lineLimits } from "@tracklake/envelope";

/** What an encoder returns for a value that does not fit its definition. */
export const REFUSED = -1;
/** What an encoder returns for a value that is longer than a line may be. */
export const TOO_LARGE = -2;

/** Bytes that `put` may write beyond the end of what it puts. */
const OVERHANG = 8;

/** The fields of one event or context as UTF-8, under way or done. */
export class FieldBuffer {
  /** The fields, each beginning with a comma, from the buffer's start. */
  bytes: Buffer;
  /** The same memory, for writes of several bytes. */
  view: DataView;
  /** Where the fields end at most; behind it is room for all that has a fixed length. */
  readonly end: number = lineLimits.bytes;
  /** Unknown properties met (at every depth) since this was set to 0. */
  unknown = 0;
  /** Protects a personal value: the text to write, or `undefined` to leave the field out. */
  hash: (value: string) => string | undefined;

  /** @param hash - See {@link FieldBuffer.hash}; left out, such fields are. */
  constructor(hash: (value: string) => string | undefined = () => undefined) {
    this.hash = hash;
    const memory = memoryOf(64 * 1024);
    this.bytes = Buffer.from(memory);
    this.view = new DataView(memory);
  }

  /**
   * Begins anew.
   *
   * @param fixed - The most bytes of all that an encoder writes without looking at {@link FieldBuffer.end}.
   * @returns Where the first byte goes.
   */
  open(fixed: number): number {
    const spare = fixed + OVERHANG;
    if (this.bytes.length < lineLimits.bytes + spare) {
      const memory = memoryOf(spare);
      this.bytes = Buffer.from(memory);
      this.view = new DataView(memory);
    }
    return 0;
  }
}

/** Memory for the longest line and this many bytes more; the system gives its pages when they are written. */
function memoryOf(more: number): ArrayBuffer {
  return new ArrayBuffer(Math.ceil((lineLimits.bytes + more) / 8) * 8);
}
