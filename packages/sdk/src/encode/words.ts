// Texts that never change (keys, enum values, brackets), kept so that they are written eight bytes at a time.
// A double's bits are only carried; no UTF-8 text has the bits of a NaN, the one double that an engine may change.
import type { FieldBuffer } from "./field-buffer.js";

/** A text that never changes. Doubles are its UTF-8 bytes in little-endian order, zeros at the end. */
export interface Words {
  /** Its length in bytes. */
  readonly length: number;
  readonly first: number;
  readonly second: number;
  /** What comes after 16 bytes, which few keys have. */
  readonly rest: DataView;
}

/** Keeps a text for {@link put}. */
export function words(text: string): Words {
  const bytes = Buffer.from(text);
  const padded = Buffer.alloc(Math.max(2, Math.ceil(bytes.length / 8)) * 8);
  bytes.copy(padded);
  const rest = new DataView(Uint8Array.from(padded.subarray(16)).buffer);
  return { length: bytes.length, first: padded.readDoubleLE(0), second: padded.readDoubleLE(8), rest };
}

/** Writes a text that never changes; up to seven zeros may follow it. @returns Where it ends. */
export function put(out: FieldBuffer, at: number, { length, first, second, rest }: Words): number {
  const { view } = out;
  view.setFloat64(at, first, true);
  if (length > 8) {
    view.setFloat64(at + 8, second, true);
    if (length > 16) copyEights(view, at + 16, rest, rest.byteLength);
  }
  return at + length;
}

/**
 * Copies bytes from the start of a view, eight at a time: for less than a few KiB quicker than a call of the engine.
 *
 * @param length - How many bytes; up to seven more are copied.
 */
export function copyEights(target: DataView, at: number, source: DataView, length: number): void {
  // The order is a literal, as engines leave out its check only then.
  for (let i = 0; i < length; i += 8) target.setFloat64(at + i, source.getFloat64(i, true), true);
}
