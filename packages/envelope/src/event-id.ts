// Event ids: UUID version 7 (RFC 9562), so that ids sort by the time of their call.
// Random bytes are drawn in blocks, since one call of the generator costs more than an id.
import { randomFillSync } from "node:crypto";

const BLOCK = 10 * 256;
const pool = Buffer.allocUnsafe(BLOCK);
let used = BLOCK;
const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/**
 * A new event id.
 *
 * @param time - Milliseconds since 1970; the id's first 48 bits.
 * @returns Lower-case UUIDv7 text, 36 characters.
 * @example
 * eventId(Date.now()).length; // 36
 */
export function eventId(time: number): string {
  if (used >= BLOCK) {
    randomFillSync(pool);
    used = 0;
  }
  const at = used;
  used += 10;
  const stamp = Math.max(0, Math.floor(time)).toString(16).padStart(12, "0");
  const byte = (i: number): number => pool[at + i] as number;
  return (
    `${stamp.slice(0, 8)}-${stamp.slice(8, 12)}-` +
    `${hex[0x70 | (byte(0) & 0x0f)]}${hex[byte(1)]}-` +
    `${hex[0x80 | (byte(2) & 0x3f)]}${hex[byte(3)]}-` +
    `${hex[byte(4)]}${hex[byte(5)]}${hex[byte(6)]}${hex[byte(7)]}${hex[byte(8)]}${hex[byte(9)]}`
  );
}
