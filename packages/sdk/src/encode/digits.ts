// Numbers as the text that JavaScript gives them, written digit by digit.
// Only what neither whole nor short is goes through the engine's own conversion.
import type { FieldBuffer } from "./field-buffer.js";
import { put, type Words } from "./words.js";

/** The ASCII of two digits for each number under 100, the first digit in the lower byte. */
const PAIRS = Uint16Array.from({ length: 100 }, (_, n) => (0x30 + Math.floor(n / 10)) | ((0x30 + (n % 10)) << 8));
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

const BILLION = 1_000_000_000;
/** Digits after the point that are written here. */
const MILLION = 1_000_000;
/** Decimals of at most 15 digits differ as doubles too, so the one that gives a double is its shortest text. */
const FIFTEEN_DIGITS = 1e15;

/** Writes a key and a whole number that is safe. @returns Where it ends. */
export function integer(out: FieldBuffer, at: number, key: Words, value: number): number {
  return wholeNumber(out.view, put(out, at, key), value);
}

/** Writes a key and a finite number. @returns Where it ends. */
export function number(out: FieldBuffer, start: number, key: Words, value: number): number {
  const at = put(out, start, key);
  if (Number.isSafeInteger(value)) return wholeNumber(out.view, at, value);
  const size = Math.abs(value);
  const millionths = Math.round(size * MILLION);
  if (millionths >= FIFTEEN_DIGITS || millionths / MILLION !== size) return written(out, at, `${value}`);
  const { view } = out;
  let end = at;
  if (value < 0) view.setUint8(end++, MINUS);
  const whole = Math.floor(millionths / MILLION);
  end = wholeNumber(view, end, whole);
  view.setUint8(end++, POINT);
  end = sixDigits(view, end, millionths - whole * MILLION);
  while (view.getUint8(end - 1) === ZERO) end--;
  return end;
}

/** Writes a key and text of digits, signs and letters as it is. @returns Where it ends. */
export function ascii(out: FieldBuffer, at: number, key: Words, value: string): number {
  return written(out, put(out, at, key), value);
}

function written(out: FieldBuffer, at: number, value: string): number {
  const { bytes } = out;
  for (let i = 0; i < value.length; i++) bytes[at + i] = value.charCodeAt(i);
  return at + value.length;
}

/** Writes a whole number that is safe into any view. @returns Where it ends. */
export function wholeNumber(view: DataView, at: number, value: number): number {
  let start = at;
  let size = value;
  if (value < 0) {
    view.setUint8(start++, MINUS);
    size = -value;
  }
  if (size < BILLION) return underBillion(view, start, size | 0);
  let billions = Math.floor(size / BILLION);
  let rest = size - billions * BILLION;
  if (rest < 0) {
    // The division was rounded up to the next whole number.
    billions--;
    rest += BILLION;
  }
  const point = underBillion(view, start, billions);
  const millions = (rest / MILLION) | 0;
  view.setUint8(point, ZERO + ((millions / 100) | 0));
  twoDigits(view, point + 1, millions % 100);
  return sixDigits(view, point + 3, rest - millions * MILLION);
}

/** Writes a number under 100 as two digits. */
export function twoDigits(view: DataView, at: number, value: number): void {
  view.setUint16(at, PAIRS[value] as number, true);
}

function sixDigits(view: DataView, at: number, value: number): number {
  const pairs = (value / 100) | 0;
  const first = (pairs / 100) | 0;
  twoDigits(view, at, first);
  twoDigits(view, at + 2, pairs - first * 100);
  twoDigits(view, at + 4, value - pairs * 100);
  return at + 6;
}

function underBillion(view: DataView, at: number, value: number): number {
  const end = at + lengthOf(value);
  let left = value;
  let place = end;
  while (left >= 100) {
    const rest = (left / 100) | 0;
    place -= 2;
    twoDigits(view, place, left - rest * 100);
    left = rest;
  }
  if (left >= 10) twoDigits(view, place - 2, left);
  else view.setUint8(place - 1, ZERO + left);
  return end;
}

function lengthOf(value: number): number {
  if (value < 10_000) return value < 100 ? (value < 10 ? 1 : 2) : value < 1_000 ? 3 : 4;
  if (value < 1_000_000) return value < 100_000 ? 5 : 6;
  return value < 100_000_000 ? (value < 10_000_000 ? 7 : 8) : 9;
}
