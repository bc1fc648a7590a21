// The subset of java.time's DateTimeFormatter patterns that `!{timestamp:…}` uses, in a time zone.
// Guide: "Custom prefixes for Amazon S3 objects". A letter outside the subset is refused when a stream is created.

/** Writes a moment (milliseconds since 1970) in a pattern. */
export type DateWriter = (time: number) => string;

interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** Of the same wall clock read as UTC: for the names of days and the day of the year. */
  readonly wall: number;
}

const fields: Readonly<Record<string, (moment: Moment) => string>> = {
  yyyy: ({ year }) => pad(year, 4),
  yy: ({ year }) => pad(year % 100, 2),
  y: ({ year }) => String(year),
  MMMM: ({ wall }) => named(wall, { month: "long" }),
  MMM: ({ wall }) => named(wall, { month: "short" }),
  MM: ({ month }) => pad(month, 2),
  M: ({ month }) => String(month),
  dd: ({ day }) => pad(day, 2),
  d: ({ day }) => String(day),
  DDD: (moment) => pad(dayOfYear(moment), 3),
  D: (moment) => String(dayOfYear(moment)),
  EEEE: ({ wall }) => named(wall, { weekday: "long" }),
  EEE: ({ wall }) => named(wall, { weekday: "short" }),
  E: ({ wall }) => named(wall, { weekday: "short" }),
  HH: ({ hour }) => pad(hour, 2),
  H: ({ hour }) => String(hour),
  hh: ({ hour }) => pad(hour % 12 || 12, 2),
  h: ({ hour }) => String(hour % 12 || 12),
  a: ({ hour }) => (hour < 12 ? "AM" : "PM"),
  mm: ({ minute }) => pad(minute, 2),
  m: ({ minute }) => String(minute),
  ss: ({ second }) => pad(second, 2),
  s: ({ second }) => String(second),
  SSS: ({ millisecond }) => pad(millisecond, 3),
};

/**
 * Reads a pattern.
 *
 * @param timeZone - An IANA name.
 * @returns The writer, or why the pattern is refused.
 */
export function javaDate(pattern: string, timeZone: string): DateWriter | { readonly refused: string } {
  const parts: (string | ((moment: Moment) => string))[] = [];
  for (const [token] of pattern.matchAll(/'(?:[^']|'')*'|'|([A-Za-z])\1*|[^A-Za-z']+/g)) {
    if (token === "'") return { refused: "a quotation mark is not closed" };
    if (token.startsWith("'")) parts.push(token === "''" ? "'" : token.slice(1, -1).replaceAll("''", "'"));
    else if (!/[A-Za-z]/.test(token)) parts.push(token);
    else {
      const field = fields[token];
      if (!field) return { refused: `'${token}' is not supported here (${Object.keys(fields).join(" ")})` };
      parts.push(field);
    }
  }
  const clock = wallClock(timeZone);
  return (time) => {
    const moment = clock(time);
    return parts.map((part) => (typeof part === "string" ? part : part(moment))).join("");
  };
}

function wallClock(timeZone: string): (time: number) => Moment {
  const format = new Intl.DateTimeFormat("en-US-u-ca-iso8601-nu-latn", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  return (time) => {
    const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    const wall = Date.UTC(year, month - 1, day, hour, minute, second);
    return { year, month, day, hour, minute, second, millisecond: ((time % 1000) + 1000) % 1000, wall };
  };
}

function dayOfYear({ wall, year }: Moment): number {
  return Math.floor((wall - Date.UTC(year, 0, 1)) / 86_400_000) + 1;
}

function named(wall: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" }).format(wall);
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}
