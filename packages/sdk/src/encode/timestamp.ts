// Date-times and dates of the application as the line's quoted text, read by their units and not by an expression.
// The same values as `dateTimeText` and `datePattern` of @tracklake/envelope; a test holds them together.
import { MAX_TIME, MIN_TIME } from "@tracklake/envelope";
import { dayNumber, isDay, writeClock, writeDay, writeMoment } from "./calendar.js";
import { type FieldBuffer, REFUSED } from "./field-buffer.js";
import { put, type Words } from "./words.js";

const MINUTE = 60_000;
const QUOTE = 0x22;
const PLUS = 0x2b;
const DASH = 0x2d;
const POINT = 0x2e;
const COLON = 0x3a;
const SPACE = 0x20;

/** What a unit is in a date-time: a digit, itself, or nothing. */
const CLASSES = new Uint8Array(0x10000);
for (const unit of "-T:.Z") CLASSES[unit.charCodeAt(0)] = unit.charCodeAt(0);
for (const digit of "0123456789") CLASSES[digit.charCodeAt(0)] = 1;
const COMMON = Uint8Array.from("dddd-dd-ddTdd:dd:dd.dddZ", (unit) => (unit === "d" ? 1 : unit.charCodeAt(0)));

/** Greater than any part of a date-time, so that a part with it fits no bound. */
const NO_NUMBER = 1_000_000;

/**
 * Writes a key and a `Date`, RFC 3339 text with a time zone or text in the line's own form as quoted UTC text.
 *
 * @returns Where it ends, or {@link REFUSED}.
 */
export function timestamp(out: FieldBuffer, start: number, key: Words, value: unknown): number {
  const at = put(out, start, key);
  if (typeof value === "string")
    return value.length === COMMON.length ? fromCommonText(out, at, value) : fromText(out, at, value);
  return value instanceof Date ? fromTime(out, at, value.getTime()) : REFUSED;
}

/** Writes a key and a day, `YYYY-MM-DD`, in quotes. @returns Where it ends, or {@link REFUSED}. */
export function date(out: FieldBuffer, start: number, key: Words, value: unknown): number {
  if (typeof value !== "string" || value.length !== 10) return REFUSED;
  const year = yearOf(value);
  const month = pair(value, 5);
  const day = pair(value, 8);
  if (!isDay(year, month, day) || value.charCodeAt(4) !== DASH || value.charCodeAt(7) !== DASH) return REFUSED;
  const at = put(out, start, key);
  out.bytes[at] = QUOTE;
  writeDay(out.view, at + 1, year, month, day);
  out.bytes[at + 11] = QUOTE;
  return at + 12;
}

/** The form that `toISOString` gives, the commonest by far: its units are copied, and only then looked at. */
function fromCommonText(out: FieldBuffer, at: number, value: string): number {
  const { bytes } = out;
  const start = at + 1;
  let wrong = 0;
  for (let i = 0; i < COMMON.length; i++) {
    const unit = value.charCodeAt(i);
    wrong |= (CLASSES[unit] as number) ^ (COMMON[i] as number);
    bytes[start + i] = unit;
  }
  if (wrong !== 0) return fromText(out, at, value);
  const year = twoAt(bytes, start) * 100 + twoAt(bytes, start + 2);
  if (!isDay(year, twoAt(bytes, start + 5), twoAt(bytes, start + 8))) return REFUSED;
  if (twoAt(bytes, start + 11) > 23 || twoAt(bytes, start + 14) > 59 || twoAt(bytes, start + 17) > 59) return REFUSED;
  bytes[at] = QUOTE;
  bytes[start + 10] = SPACE;
  bytes[at + 24] = QUOTE;
  return at + 25;
}

/** Two bytes that are digits as a number. */
function twoAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] as number) * 10 + (bytes[at + 1] as number) - 11 * 0x30;
}

function fromTime(out: FieldBuffer, at: number, time: number): number {
  if (!(time >= MIN_TIME && time <= MAX_TIME)) return REFUSED;
  out.bytes[at] = QUOTE;
  writeMoment(out.view, at + 1, time);
  out.bytes[at + 24] = QUOTE;
  return at + 25;
}

function fromText(out: FieldBuffer, at: number, value: string): number {
  const { length } = value;
  if (length < 20) return REFUSED;
  const year = yearOf(value);
  const month = pair(value, 5);
  const day = pair(value, 8);
  const hours = pair(value, 11);
  const minutes = pair(value, 14);
  const seconds = pair(value, 17);
  const separator = value.charCodeAt(10);
  if (
    !(isDay(year, month, day) && hours < 24 && minutes < 60 && seconds < 60) ||
    value.charCodeAt(4) !== DASH ||
    value.charCodeAt(7) !== DASH ||
    (separator !== 0x54 && separator !== 0x20) ||
    value.charCodeAt(13) !== COLON ||
    value.charCodeAt(16) !== COLON
  )
    return REFUSED;
  let milliseconds = 0;
  let zone = 19;
  if (value.charCodeAt(19) === POINT) {
    zone = 20;
    for (let scale = 100; zone < length; zone++, scale = (scale / 10) | 0) {
      const digit = value.charCodeAt(zone) - 0x30;
      if (!(digit >= 0 && digit <= 9)) break;
      milliseconds += digit * scale;
    }
    if (zone === 20 || zone > 29) return REFUSED;
  }
  const offset = offsetOf(value, zone, separator);
  if (offset !== 0) {
    const days = dayNumber(year, month, day);
    const time = ((days * 24 + hours) * 60 + minutes - offset) * MINUTE + seconds * 1000 + milliseconds;
    return fromTime(out, at, time);
  }
  out.bytes[at] = QUOTE;
  writeDay(out.view, at + 1, year, month, day);
  writeClock(out.view, at + 11, hours, minutes, seconds, milliseconds);
  out.bytes[at + 24] = QUOTE;
  return at + 25;
}

/** Minutes before UTC; `NaN` when there is no time zone and the text has not the line's own form. */
function offsetOf(value: string, zone: number, separator: number): number {
  const { length } = value;
  const sign = value.charCodeAt(zone);
  if (zone + 1 === length && sign === 0x5a) return 0;
  if (zone === length) return length === 23 && separator === 0x20 ? 0 : Number.NaN;
  if (zone + 6 !== length || (sign !== PLUS && sign !== DASH) || value.charCodeAt(zone + 3) !== COLON)
    return Number.NaN;
  const hours = pair(value, zone + 1);
  const minutes = pair(value, zone + 4);
  if (!(hours < 24 && minutes < 60)) return Number.NaN;
  return sign === PLUS ? hours * 60 + minutes : -(hours * 60 + minutes);
}

function yearOf(value: string): number {
  return pair(value, 0) * 100 + pair(value, 2);
}

/** Two digits as a number. */
function pair(value: string, at: number): number {
  const tens = value.charCodeAt(at) - 0x30;
  const ones = value.charCodeAt(at + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NO_NUMBER;
}
