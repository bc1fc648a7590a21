// Dates and times. Types are kept as Athena keeps them (a date stays a date), the session's zone is UTC.
// A time with a zone of its own becomes that zone's wall clock, since DuckDB keeps no zone with a value.
import type { FunctionGroup } from "./function-group.js";

const part = (body: string): string => `(x) AS ${body}`;

export const timeFunctions: FunctionGroup = {
  same: [
    "current_date",
    "current_timestamp",
    "localtimestamp",
    "now",
    "year",
    "month",
    "day",
    "hour",
    "minute",
    "second",
    "quarter",
    "week",
  ],
  renamed: {
    day_of_month: "day",
    day_of_week: "isodow",
    day_of_year: "dayofyear",
    dow: "isodow",
    doy: "dayofyear",
    last_day_of_month: "last_day",
    to_unixtime: "epoch",
    week_of_year: "week",
    year_of_week: "isoyear",
    yow: "isoyear",
  },
  macros: {
    at_timezone: "(x, zone) AS timezone(zone, CAST(x AS TIMESTAMPTZ))",
    current_timezone: "() AS 'UTC'",
    date: part("CAST(x AS DATE)"),
    date_add:
      "(unit, n, x DATE) AS CAST(x + tl_interval(unit, n) AS DATE), " +
      "(unit, n, x TIMESTAMP) AS x + tl_interval(unit, n), " +
      "(unit, n, x TIMESTAMPTZ) AS x + tl_interval(unit, n)",
    date_diff: "(unit, a, b) AS date_sub(unit, a, b)",
    date_trunc:
      "(unit, x DATE) AS CAST(date_trunc(unit, x) AS DATE), " +
      "(unit, x TIMESTAMP) AS date_trunc(unit, x), (unit, x TIMESTAMPTZ) AS date_trunc(unit, x)",
    from_iso8601_date: part("CAST(x AS DATE)"),
    from_iso8601_timestamp: part("CAST(x AS TIMESTAMPTZ)"),
    from_unixtime:
      "(x) AS to_timestamp(CAST(x AS DOUBLE)), (x, zone) AS timezone(zone, to_timestamp(CAST(x AS DOUBLE)))",
    millisecond: part("millisecond(x) % 1000"),
    to_iso8601:
      "(x DATE) AS strftime(x, '%Y-%m-%d'), (x TIMESTAMP) AS strftime(x, '%Y-%m-%dT%H:%M:%S.%g'), " +
      "(x TIMESTAMPTZ) AS strftime(x, '%Y-%m-%dT%H:%M:%S.%gZ')",
    with_timezone: "(x, zone) AS timezone(zone, CAST(x AS TIMESTAMP))",
  },
  rewritten: ["date_format", "date_parse", "format_datetime", "parse_datetime"],
  refused: {
    current_time: "use current_timestamp",
    from_iso8601_timestamp_nanos: "use from_iso8601_timestamp",
    from_unixtime_nanos: "use from_unixtime(x / 1e9)",
    human_readable_seconds: "use date_diff and arithmetic",
    localtime: "use localtimestamp",
    parse_duration: "store durations as numbers with a unit",
    timezone_hour: "a value keeps no zone locally; use at_timezone(x, zone)",
    timezone_minute: "a value keeps no zone locally; use at_timezone(x, zone)",
    to_char: "use date_format(x, format)",
    to_date: "use date(date_parse(x, format))",
    to_milliseconds: "use date_diff('millisecond', a, b)",
    to_timestamp: "use date_parse(x, format)",
  },
};
