// Arrays. DuckDB's own list functions drop NULLs or the order where Athena keeps them: macros mend that.
import { type FunctionGroup, variadic } from "./function-group.js";

const fields = (names: readonly string[]): string =>
  names.map((_, index) => `'field${index}': z[${index + 1}]`).join(", ");

export const listFunctions: FunctionGroup = {
  same: ["contains", "flatten"],
  renamed: { arrays_overlap: "list_has_any" },
  macros: {
    array_distinct: "(x) AS tl_distinct(x)",
    array_except: "(x, y) AS tl_distinct(list_filter(x, lambda e: NOT tl_has(y, e)))",
    array_first: "(x) AS x[1]",
    array_intersect: "(x, y) AS tl_distinct(list_filter(x, lambda e: tl_has(y, e)))",
    array_join:
      "(x, separator) AS array_to_string(x, separator), (x, separator, missing) AS " +
      "array_to_string(list_transform(x, lambda e: coalesce(CAST(e AS VARCHAR), missing)), separator)",
    array_last: "(x) AS x[-1]",
    array_max: "(x) AS CASE WHEN list_count(x) = len(x) THEN list_max(x) END",
    array_min: "(x) AS CASE WHEN list_count(x) = len(x) THEN list_min(x) END",
    array_position: "(x, e) AS CASE WHEN x IS NOT NULL AND e IS NOT NULL THEN coalesce(list_position(x, e), 0) END",
    array_remove: "(x, e) AS list_filter(x, lambda y: y IS DISTINCT FROM e)",
    array_sort: "(x) AS list_sort(x, 'ASC', 'NULLS LAST')",
    array_union: "(x, y) AS tl_distinct(list_concat(x, y))",
    cardinality:
      "(x) AS CASE json_type(to_json(x)) WHEN 'ARRAY' THEN CAST(json_array_length(to_json(x)) AS BIGINT) " +
      "WHEN 'OBJECT' THEN len(json_keys(to_json(x))) END",
    element_at: "(x, k) AS x[k]",
    repeat: "(e, n) AS list_transform(range(CAST(n AS BIGINT)), lambda i: e)",
    sequence:
      "(a DATE, b DATE) AS list_transform(generate_series(a, b, INTERVAL 1 DAY), lambda d: CAST(d AS DATE)), " +
      "(a DATE, b DATE, step) AS list_transform(generate_series(a, b, step), lambda d: CAST(d AS DATE)), " +
      "(a, b) AS generate_series(a, b, CASE WHEN a <= b THEN 1 ELSE -1 END), " +
      "(a, b, step) AS generate_series(a, b, step)",
    slice: "(x, s, n) AS CASE WHEN s < 0 THEN x[len(x) + s + 1 : len(x) + s + n] ELSE x[s : s + n - 1] END",
    zip: variadic(2, (names) => `list_transform(list_zip(${names.join(", ")}), lambda z: {${fields(names)}})`),
    trim_array: "(x, n) AS x[1 : len(x) - n]",
  },
  rewritten: ["all_match", "any_match", "filter", "none_match", "reduce", "transform", "zip_with"],
  refused: {
    array_histogram: "unnest the array and use histogram(x)",
    array_normalize: "compute it outside of SQL",
    combinations: "cross join the array with itself by UNNEST",
    dot_product: "use reduce(zip_with(a, b, (x, y) -> x * y), 0, (s, x) -> s + x, s -> s)",
    euclidean_distance: "compute it outside of SQL",
    ngrams: "use slice over sequence(1, cardinality(x) - n + 1)",
    shuffle: "ORDER BY random() after UNNEST",
  },
};
