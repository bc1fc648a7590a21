// Event ids: UUID version 7 (RFC 9562), so that ids sort by the time of their call.
// Random bytes are drawn in blocks, since one call of the generator costs more than an id.
import { randomFillSync } from "node:crypto";

/** Bytes of an id's text. */
export const EVENT_ID_BYTES = 36;

const RANDOM = 10;
const BLOCK = RANDOM * 1024;
const pool = Buffer.allocUnsafe(BLOCK);
let used = BLOCK;
/** The ASCII of two hexadecimal digits for each byte, the first digit in the lower byte. */
const PAIRS = Uint16Array.from({ length: 256 }, (_, byte) =>
  Buffer.from(byte.toString(16).padStart(2, "0")).readUInt16LE(),
);
const DASH = 0x2d;

const text = Buffer.alloc(EVENT_ID_BYTES);
const view = new DataView(text.buffer, text.byteOffset, EVENT_ID_BYTES);

/**
 * A new event id.
 *
 * @param time - Milliseconds since 1970; the id's first 48 bits.
 * @returns Lower-case UUIDv7 text, 36 characters.
 * @example
 * eventId(Date.now()).length; // 36
 */
export function eventId(time: number): string {
  writeEventId(view, 0, time);
  return text.toString("latin1");
}

/**
 * Writes a new event id as ASCII.
 *
 * @param target - At least {@link EVENT_ID_BYTES} long from `at` on.
 * @param time - As in {@link eventId}.
 */
export function writeEventId(target: DataView, at: number, time: number): void {
  if (used >= BLOCK) {
    randomFillSync(pool);
    used = 0;
  }
  const random = used;
  used += RANDOM;
  const whole = time > 0 ? Math.floor(time) : 0;
  const high = Math.floor(whole / 0x1_0000_0000);
  pair(target, at, (high >>> 8) & 0xff);
  pair(target, at + 2, high & 0xff);
  pair(target, at + 4, (whole >>> 24) & 0xff);
  pair(target, at + 6, (whole >>> 16) & 0xff);
  target.setUint8(at + 8, DASH);
  pair(target, at + 9, (whole >>> 8) & 0xff);
  pair(target, at + 11, whole & 0xff);
  target.setUint8(at + 13, DASH);
  pair(target, at + 14, 0x70 | (byteAt(random) & 0x0f));
  pair(target, at + 16, byteAt(random + 1));
  target.setUint8(at + 18, DASH);
  pair(target, at + 19, 0x80 | (byteAt(random + 2) & 0x3f));
  pair(target, at + 21, byteAt(random + 3));
  target.setUint8(at + 23, DASH);
  for (let i = 4; i < RANDOM; i++) pair(target, at + 16 + 2 * i, byteAt(random + i));
}

function byteAt(i: number): number {
  return pool[i] as number;
}

function pair(target: DataView, at: number, byte: number): void {
  target.setUint16(at, PAIRS[byte] as number, true);
}
