// The text forms of time in a line: what Athena documents, UTC, to the millisecond.
// Source: Amazon Athena User Guide, "Data types in Amazon Athena": timestamp is `YYYY-MM-DD HH:MM:SS.SSS`.

/** Milliseconds of 0001-01-01T00:00:00.000Z, the earliest moment a line can hold. */
export const MIN_TIME = -62135596800000;
/** Milliseconds of 9999-12-31T23:59:59.999Z, the latest moment a line can hold. */
export const MAX_TIME = 253402300799999;

/**
 * A moment as the line writes it.
 *
 * @param time - Milliseconds since 1970, UTC, between {@link MIN_TIME} and {@link MAX_TIME}.
 * @returns `YYYY-MM-DD HH:MM:SS.SSS`, or `undefined` when the moment is outside these bounds.
 * @example
 * timestampText(0); // "1970-01-01 00:00:00.000"
 */
export function timestampText(time: number): string | undefined {
  if (!(time >= MIN_TIME && time <= MAX_TIME)) return undefined;
  const iso = new Date(time).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}`;
}

const calendarDate =
  "(?!0000)(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))" +
  "|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)";
const clock = "(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d";

/** Exactly the days of the calendar between the years 0001 and 9999, `YYYY-MM-DD`. */
export const datePattern = new RegExp(`^${calendarDate}$`);
/** Exactly what {@link timestampText} writes. */
export const timestampPattern = new RegExp(`^${calendarDate} ${clock}\\.\\d{3}$`);
/** RFC 3339 date-times with a time zone, `T` or a space between date and time, 1 to 9 digits of a fraction. */
const rfc3339 = new RegExp(`^${calendarDate}[T ]${clock}(?:\\.\\d{1,9})?(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d)$`);

/**
 * The line's text for a date-time that an application passed: a `Date`, RFC 3339 text with a time zone, or
 * text that already has the line's own form. A fraction is cut to the millisecond.
 *
 * @returns The text, or `undefined` when the value is no moment between the years 0001 and 9999.
 * @example
 * dateTimeText("2026-01-01T09:00:00+09:00"); // "2026-01-01 00:00:00.000"
 */
export function dateTimeText(value: unknown): string | undefined {
  if (typeof value === "string") {
    if (rfc3339.test(value)) return timestampText(Date.parse(value.replace(" ", "T").replace(/(\.\d{3})\d+/, "$1")));
    return timestampPattern.test(value) ? value : undefined;
  }
  if (value instanceof Date) return timestampText(value.getTime());
  return undefined;
}

/**
 * The moment of a line's timestamp text.
 *
 * @returns Milliseconds since 1970, or `undefined` when the text has another form.
 */
export function parseTimestamp(text: string): number | undefined {
  if (!timestampPattern.test(text)) return undefined;
  return Date.parse(`${text.replace(" ", "T")}Z`);
}
