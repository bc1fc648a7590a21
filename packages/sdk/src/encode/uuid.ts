// UUID text, checked and written in one pass over its units.
// No branch for each digit: what is wrong anywhere is gathered and looked at once.
import { type FieldBuffer, REFUSED } from "./field-buffer.js";
import { put, type Words } from "./words.js";

const QUOTE = 0x22;
const DASH = 0x2d;

/** 0 for hexadecimal digits, 1 for a dash, and more than all dashes together for every other unit. */
const WEIGHT = new Uint8Array(0x10000).fill(100);
for (const digit of "0123456789abcdefABCDEF") WEIGHT[digit.charCodeAt(0)] = 0;
WEIGHT[DASH] = 1;

/** Writes a key and a UUID of any version in quotes, as it is. @returns Where it ends, or {@link REFUSED}. */
export function uuid(out: FieldBuffer, before: number, key: Words, value: unknown): number {
  if (typeof value !== "string" || value.length !== 36) return REFUSED;
  const at = put(out, before, key);
  const { bytes } = out;
  let weight = 0;
  for (let i = 0; i < 36; i++) {
    const unit = value.charCodeAt(i);
    weight += WEIGHT[unit] as number;
    bytes[at + 1 + i] = unit;
  }
  if (weight !== 4 || bytes[at + 9] !== DASH || bytes[at + 14] !== DASH || bytes[at + 19] !== DASH) return REFUSED;
  if (bytes[at + 24] !== DASH) return REFUSED;
  bytes[at] = QUOTE;
  bytes[at + 37] = QUOTE;
  return at + 38;
}
