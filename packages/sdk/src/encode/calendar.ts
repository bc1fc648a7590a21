// Days and moments of the calendar as digits, without the engine's dates.
// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms": years begin in March, so that a leap day ends one.
import { twoDigits } from "./digits.js";

const DAY = 86_400_000;
const DASH = 0x2d;
const SPACE = 0x20;
const COLON = 0x3a;
const POINT = 0x2e;
const ZERO = 0x30;

/** Days from 0000-03-01 to 1970-01-01. */
const TO_1970 = 719_468;
const DAYS_IN_400_YEARS = 146_097;

/** Whether year (1 to 9999), month and day name a day. */
export function isDay(year: number, month: number, day: number): boolean {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1)) return false;
  return day <= 28 || day <= daysIn(year, month);
}

/** Days of a day since 1970-01-01. */
export function dayNumber(year: number, month: number, day: number): number {
  const march = month > 2 ? month - 3 : month + 9;
  const years = month > 2 ? year : year - 1;
  const ofYear = Math.floor((153 * march + 2) / 5) + day - 1;
  const leaps = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leaps + ofYear - TO_1970;
}

/** Writes `YYYY-MM-DD HH:MM:SS.SSS` for milliseconds since 1970, UTC, within the years 1 to 9999. */
export function writeMoment(view: DataView, at: number, time: number): void {
  const days = Math.floor(time / DAY);
  const sinceMarch = days + TO_1970;
  const era = Math.floor(sinceMarch / DAYS_IN_400_YEARS);
  const ofEra = sinceMarch - era * DAYS_IN_400_YEARS;
  const yearOfEra = ((ofEra - ((ofEra / 1460) | 0) + ((ofEra / 36_524) | 0) - ((ofEra / 146_096) | 0)) / 365) | 0;
  const ofYear = ofEra - (365 * yearOfEra + (yearOfEra >> 2) - ((yearOfEra / 100) | 0));
  const march = ((5 * ofYear + 2) / 153) | 0;
  const month = march < 10 ? march + 3 : march - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  writeDay(view, at, year, month, ofYear - (((153 * march + 2) / 5) | 0) + 1);
  const ofDay = time - days * DAY;
  const seconds = (ofDay / 1000) | 0;
  const minutes = (seconds / 60) | 0;
  const hours = (minutes / 60) | 0;
  writeClock(view, at + 10, hours, minutes - hours * 60, seconds - minutes * 60, ofDay - seconds * 1000);
}

/** Writes `YYYY-MM-DD`. */
export function writeDay(view: DataView, at: number, year: number, month: number, day: number): void {
  const century = (year / 100) | 0;
  twoDigits(view, at, century);
  twoDigits(view, at + 2, year - century * 100);
  view.setUint8(at + 4, DASH);
  twoDigits(view, at + 5, month);
  view.setUint8(at + 7, DASH);
  twoDigits(view, at + 8, day);
}

/** Writes ` HH:MM:SS.SSS`. */
export function writeClock(
  view: DataView,
  at: number,
  hours: number,
  minutes: number,
  seconds: number,
  milliseconds: number,
): void {
  view.setUint8(at, SPACE);
  twoDigits(view, at + 1, hours);
  view.setUint8(at + 3, COLON);
  twoDigits(view, at + 4, minutes);
  view.setUint8(at + 6, COLON);
  twoDigits(view, at + 7, seconds);
  view.setUint8(at + 9, POINT);
  const hundreds = (milliseconds / 100) | 0;
  view.setUint8(at + 10, ZERO + hundreds);
  twoDigits(view, at + 11, (milliseconds - hundreds * 100) | 0);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
