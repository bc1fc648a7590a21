// The date of a moment in the lake's time zone: event_date and the partition dt.
// Intl is asked once a second: a day begins on a whole one, though not always on a whole minute (Monrovia, until 1972).

const SECOND = 1000;

/** Turns a moment (milliseconds since 1970) into the lake's date, `YYYY-MM-DD`. */
export type LakeDate = (time: number) => string;

/** Whether the runtime knows this IANA time zone. */
export function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone });
    return true;
  } catch {
    return false;
  }
}

/**
 * The lake's calendar.
 *
 * @param timeZone - An IANA name.
 * @throws RangeError when the runtime does not know the time zone.
 * @example
 * lakeDate("Asia/Tokyo")(Date.parse("2026-01-01T15:00:00Z")); // "2026-01-02"
 */
export function lakeDate(timeZone: string): LakeDate {
  const format = new Intl.DateTimeFormat("en-US-u-ca-iso8601-nu-latn", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  let second = Number.NaN;
  let date = "";
  return (time) => {
    const current = Math.floor(time / SECOND);
    if (current !== second) {
      date = dateOf(format, current * SECOND);
      second = current;
    }
    return date;
  };
}

function dateOf(format: Intl.DateTimeFormat, time: number): string {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of format.formatToParts(time)) parts[type] = value;
  return `${(parts.year ?? "").padStart(4, "0")}-${parts.month}-${parts.day}`;
}
