// Texts that never change (keys, enum values, brackets), kept so that they are written eight bytes at a time.
// A double's bits are only carried; no UTF-8 text has the bits of a NaN, the one double that an engine may change.
import type { FieldBuffer } from "./field-buffer.js";

/** A text that never changes. */
export interface Words {
  /** Its UTF-8 bytes, eight to a double in little-endian order; the last one is filled up with zeros. */
  readonly doubles: Float64Array;
  /** Its length in bytes. */
  readonly length: number;
}

/** Keeps a text for {@link put}. */
export function words(text: string): Words {
  const bytes = Buffer.from(text);
  const padded = new DataView(new ArrayBuffer(Math.ceil(bytes.length / 8) * 8));
  for (const [i, byte] of bytes.entries()) padded.setUint8(i, byte);
  const doubles = Float64Array.from({ length: padded.byteLength / 8 }, (_, i) => padded.getFloat64(i * 8, true));
  return { doubles, length: bytes.length };
}

/** Writes a text that never changes; up to seven zeros may follow it. @returns Where it ends. */
export function put(out: FieldBuffer, at: number, { doubles, length }: Words): number {
  const { view } = out;
  for (let i = 0; i < doubles.length; i++) view.setFloat64(at + i * 8, doubles[i] as number, true);
  return at + length;
}
