// UUID text, checked and written in one pass over its units.
// No branch for each digit: what is wrong anywhere is gathered and looked at once.
import { type FieldBuffer, REFUSED } from "./field-buffer.js";

/** 0 for the units that are hexadecimal digits. */
const NOT_HEX = new Uint8Array(0x10000).fill(1);
for (const digit of "0123456789abcdefABCDEF") NOT_HEX[digit.charCodeAt(0)] = 0;

const QUOTE = 0x22;
const DASH = 0x2d;

/** Writes a UUID of any version in quotes, as it is. @returns Where it ends, or {@link REFUSED}. */
export function uuid(out: FieldBuffer, at: number, value: unknown): number {
  if (typeof value !== "string" || value.length !== 36) return REFUSED;
  const { bytes } = out;
  const start = at + 1;
  const wrong =
    hex(bytes, start, value, 0, 8) |
    hex(bytes, start, value, 9, 13) |
    hex(bytes, start, value, 14, 18) |
    hex(bytes, start, value, 19, 23) |
    hex(bytes, start, value, 24, 36) |
    (value.charCodeAt(8) ^ DASH) |
    (value.charCodeAt(13) ^ DASH) |
    (value.charCodeAt(18) ^ DASH) |
    (value.charCodeAt(23) ^ DASH);
  if (wrong !== 0) return REFUSED;
  bytes[start + 8] = DASH;
  bytes[start + 13] = DASH;
  bytes[start + 18] = DASH;
  bytes[start + 23] = DASH;
  bytes[at] = QUOTE;
  bytes[at + 37] = QUOTE;
  return at + 38;
}

function hex(bytes: Uint8Array, start: number, value: string, from: number, to: number): number {
  let wrong = 0;
  for (let i = from; i < to; i++) {
    const unit = value.charCodeAt(i);
    wrong |= NOT_HEX[unit] as number;
    bytes[start + i] = unit;
  }
  return wrong;
}
