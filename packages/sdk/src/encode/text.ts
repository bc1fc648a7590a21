// Text as quoted JSON in UTF-8: short text unit by unit, long text by the engine and then looked through.
// A lone surrogate has no UTF-8 form, so such text is refused rather than changed.
import { type FieldBuffer, REFUSED, TOO_LARGE } from "./field-buffer.js";

/** UTF-16 units up to which a loop here is quicker than a call of the engine. */
const SHORT = 24;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Writes a text in quotes. @returns Where it ends, or what is wrong with it. */
export function text(out: FieldBuffer, at: number, value: string): number {
  const { length } = value;
  // Three bytes a unit are the most that UTF-8 needs, as a surrogate pair takes four.
  if (at + 3 * length + 2 > out.end && at + Buffer.byteLength(value) + 2 > out.end) return TOO_LARGE;
  if (length > SHORT) return long(out, at, value);
  const { bytes } = out;
  let end = at + 1;
  for (let i = 0; i < length; i++) {
    const unit = value.charCodeAt(i);
    if (unit < 0x80) {
      if (unit < 0x20 || unit === QUOTE || unit === BACKSLASH) return long(out, at, value);
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

/** Writes text that is JSON already. @returns Where it ends, or what is wrong with it. */
export function raw(out: FieldBuffer, at: number, json: string): number {
  if (at + 3 * json.length > out.end && at + Buffer.byteLength(json) > out.end) return TOO_LARGE;
  return at + out.bytes.write(json, at);
}

function long(out: FieldBuffer, at: number, value: string): number {
  const end = at + 1 + out.bytes.write(value, at + 1);
  // As many bytes as units: all of it is ASCII.
  if (end - at - 1 !== value.length && !value.isWellFormed()) return REFUSED;
  if (needsEscape(out, at + 1, end)) return raw(out, at, JSON.stringify(value));
  out.bytes[at] = QUOTE;
  out.bytes[end] = QUOTE;
  return end + 1;
}

/**
 * Whether there is a control character, a quote or a backslash among these bytes. Four at a time: a byte of `x` is
 * under `n` where `(x - n) & ~x` has its highest bit (Hacker's Delight, "find first 0-byte").
 */
function needsEscape({ view, bytes }: FieldBuffer, from: number, to: number): boolean {
  let found = 0;
  let i = from;
  for (; i + 4 <= to; i += 4) {
    const four = view.getInt32(i, true);
    const quotes = four ^ 0x22222222;
    const backslashes = four ^ 0x5c5c5c5c;
    found |=
      ((four - 0x20202020) & ~four) | ((quotes - 0x01010101) & ~quotes) | ((backslashes - 0x01010101) & ~backslashes);
  }
  if ((found & 0x80808080) !== 0) return true;
  for (; i < to; i++) {
    const byte = bytes[i] as number;
    if (byte < 0x20 || byte === QUOTE || byte === BACKSLASH) return true;
  }
  return false;
}
