// The DuckDB macros that answer Athena's functions, as statements; run once when a lake is opened.
// The first ones are used by the others.
import { functionMacros } from "./functions/function-table.js";

const interval =
  "(unit, n) AS CASE lower(unit) " +
  "WHEN 'millisecond' THEN to_milliseconds(CAST(n AS BIGINT)) WHEN 'second' THEN to_seconds(CAST(n AS BIGINT)) " +
  "WHEN 'minute' THEN to_minutes(CAST(n AS BIGINT)) WHEN 'hour' THEN to_hours(CAST(n AS BIGINT)) " +
  "WHEN 'day' THEN to_days(CAST(n AS INTEGER)) WHEN 'week' THEN to_weeks(CAST(n AS INTEGER)) " +
  "WHEN 'month' THEN to_months(CAST(n AS INTEGER)) WHEN 'quarter' THEN to_months(CAST(3 * n AS INTEGER)) " +
  "WHEN 'year' THEN to_years(CAST(n AS INTEGER)) " +
  "ELSE error('date_add: unknown unit ' || unit) END";

const support: readonly [string, string][] = [
  ["tl_interval", interval],
  [
    "tl_text",
    "(x DATE) AS CAST(x AS VARCHAR), (x TIMESTAMP) AS strftime(x, '%Y-%m-%d %H:%M:%S.%g'), " +
      "(x TIMESTAMPTZ) AS strftime(x, '%Y-%m-%d %H:%M:%S.%g UTC'), (x) AS CAST(x AS VARCHAR)",
  ],
  ["tl_json_text", "(x) AS json_extract_string(x, '$')"],
  [
    "tl_map_of",
    "(ks, vs) AS map_from_entries(list_transform(list_filter(ks, lambda k, i: k IS NOT NULL AND " +
      "list_position(ks, k) = i), lambda k: {'key': k, 'value': vs[list_position(ks, k)]}))",
  ],
  [
    "tl_multimap_of",
    "(ks, vs) AS map_from_entries(list_transform(list_filter(ks, lambda k, i: k IS NOT NULL AND " +
      "list_position(ks, k) = i), lambda k: {'key': k, 'value': " +
      "list_filter(vs, lambda v, j: ks[j] = k)}))",
  ],
  [
    "tl_distinct",
    "(x) AS list_filter(x, lambda e, i: CASE WHEN e IS NULL THEN len(list_filter(x[1 : i], lambda f: f IS NULL)) = 1 " +
      "ELSE list_position(x, e) = i END)",
  ],
  [
    "tl_has",
    "(x, e) AS CASE WHEN e IS NULL THEN len(list_filter(x, lambda f: f IS NULL)) > 0 ELSE list_contains(x, e) END",
  ],
];

/** `CREATE MACRO` statements, in the order in which they have to run. */
export const macroStatements: readonly string[] = [...support, ...functionMacros].map(
  ([name, body]) => `CREATE MACRO ${name} ${body}`,
);
