// Text as quoted JSON in UTF-8: short text unit by unit, long text by the engine and then looked through.
// A lone surrogate has no UTF-8 form, so such text is refused rather than changed.
import { type FieldBuffer, REFUSED, TOO_LARGE } from "./field-buffer.js";
import { put, type Words } from "./words.js";
import { writeUtf8 } from "./write-utf8.js";

/** UTF-16 units up to which a loop here is quicker than a call of the engine. */
const SHORT = 32;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** 0 for the units that stand in JSON as they are, in one byte. */
const NOT_PLAIN = new Uint8Array(0x10000).fill(1);
NOT_PLAIN.fill(0, 0x20, 0x80);
NOT_PLAIN[QUOTE] = 1;
NOT_PLAIN[BACKSLASH] = 1;

/** Writes a key and a text in quotes. @returns Where it ends, or what is wrong with it. */
export function text(out: FieldBuffer, start: number, key: Words, value: string): number {
  const at = put(out, start, key);
  const { length } = value;
  // Three bytes a unit are the most that UTF-8 needs, as a surrogate pair takes four.
  if (at + 3 * length + 2 > out.end && at + Buffer.byteLength(value) + 2 > out.end) return TOO_LARGE;
  if (length > SHORT) return long(out, at, value);
  const { bytes } = out;
  let notPlain = 0;
  for (let i = 0; i < length; i++) {
    const unit = value.charCodeAt(i);
    notPlain |= NOT_PLAIN[unit] as number;
    bytes[at + 1 + i] = unit;
  }
  if (notPlain !== 0) return short(out, at, value);
  const end = at + 1 + length;
  bytes[at] = QUOTE;
  bytes[end] = QUOTE;
  return end + 1;
}

/** Writes a key and text that is JSON already. @returns Where it ends, or what is wrong with it. */
export function raw(out: FieldBuffer, start: number, key: Words, json: string): number {
  return written(out, put(out, start, key), json);
}

/** Short text that is not all ASCII. */
function short(out: FieldBuffer, at: number, value: string): number {
  const { bytes } = out;
  let end = at + 1;
  for (let i = 0; i < value.length; i++) {
    const unit = value.charCodeAt(i);
    if (unit < 0x80) {
      if (NOT_PLAIN[unit] !== 0) return long(out, at, value);
      bytes[end++] = unit;
    } else if (unit < 0x800) {
      bytes[end] = 0xc0 | (unit >> 6);
      bytes[end + 1] = 0x80 | (unit & 0x3f);
      end += 2;
    } else {
      if (unit >= 0xd800 && unit < 0xe000) return long(out, at, value);
      bytes[end] = 0xe0 | (unit >> 12);
      bytes[end + 1] = 0x80 | ((unit >> 6) & 0x3f);
      bytes[end + 2] = 0x80 | (unit & 0x3f);
      end += 3;
    }
  }
  bytes[at] = QUOTE;
  bytes[end] = QUOTE;
  return end + 1;
}

function long(out: FieldBuffer, at: number, value: string): number {
  const end = at + 1 + writeUtf8(out.bytes, value, at + 1);
  // As many bytes as units: all of it is ASCII.
  if (end - at - 1 !== value.length && !value.isWellFormed()) return REFUSED;
  if (needsEscape(out, at + 1, end)) return written(out, at, JSON.stringify(value));
  out.bytes[at] = QUOTE;
  out.bytes[end] = QUOTE;
  return end + 1;
}

function written(out: FieldBuffer, at: number, json: string): number {
  if (at + 3 * json.length > out.end && at + Buffer.byteLength(json) > out.end) return TOO_LARGE;
  return at + writeUtf8(out.bytes, json, at);
}

/**
 * Whether there is a control character, a quote or a backslash among these bytes. Four at a time: a byte of ASCII is
 * under `n` when taking `n` from it sets its highest bit (Hacker's Delight, "find first 0-byte"), and equal to another
 * when both together, by exclusive or, are under 1.
 */
function needsEscape({ view, bytes }: FieldBuffer, from: number, to: number): boolean {
  let found = 0;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const four = view.getInt32(i, true);
    const control = four - 0x20202020;
    const quote = (four ^ 0x22222222) - 0x01010101;
    const backslash = (four ^ 0x5c5c5c5c) - 0x01010101;
    found |= (control | quote | backslash) & ~four;
  }
  if ((found & 0x80808080) !== 0) return true;
  for (; i < to; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x20 || byte === QUOTE || byte === BACKSLASH) return true;
  }
  return false;
}
