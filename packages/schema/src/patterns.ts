// The regular expressions of the text forms, shared by JSON Schema and the encoders: both must accept the same texts.
// Each accepts exactly its values, so that no format checker is needed beside it.
import { datePattern as day, timestampPattern as moment } from "@tracklake/envelope";
import type { DecimalType } from "./model.js";

/** RFC 9562 text of any version, either case. */
export const uuidPattern = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$";
/** `YYYY-MM-DD`, days of the calendar, years 0001 to 9999. */
export const datePattern = day.source;
/** `YYYY-MM-DD HH:MM:SS.SSS` in the same years. */
export const timestampPattern = moment.source;
/** The decimal digits of an int64, without leading zeros. */
export const int64Pattern = `^(?:0|${upTo("9223372036854775807")}|-${group(upTo("9223372036854775808"))})$`;

/**
 * The text of a decimal with at most this many digits before and after the point.
 *
 * @example
 * new RegExp(decimalPattern({ kind: "decimal", precision: 4, scale: 2 })).test("12.50"); // true
 */
export function decimalPattern({ precision, scale }: DecimalType): string {
  const whole = precision - scale;
  const integer = whole === 0 ? "0" : whole === 1 ? "\\d" : `(?:0|[1-9]\\d{0,${whole - 1}})`;
  return `^-?${integer}${scale === 0 ? "" : `(?:\\.\\d{1,${scale}})?`}$`;
}

/** Alternatives for 1 up to a number of the same or fewer digits, without leading zeros. */
function upTo(max: string): string {
  const alternatives = [`[1-9]\\d{0,${max.length - 2}}`];
  for (let i = 0; i < max.length; i++) {
    const digit = Number(max[i]);
    const low = i === 0 ? 1 : 0;
    const rest = max.length - i - 1;
    if (digit > low) alternatives.push(`${max.slice(0, i)}[${low}-${digit - 1}]\\d{${rest}}`);
  }
  return [...alternatives, max].join("|");
}

function group(alternatives: string): string {
  return `(?:${alternatives})`;
}
