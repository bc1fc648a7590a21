// JSON text. Malformed text gives NULL, and a scalar is asked of scalars only, as in Athena.
import type { FunctionGroup } from "./function-group.js";

const standard = "use json_extract_scalar(json, '$.path') or json_extract(json, '$.path')";

export const jsonFunctions: FunctionGroup = {
  same: [],
  renamed: {},
  macros: {
    is_json_scalar: "(j) AS json_type(j) NOT IN ('OBJECT', 'ARRAY')",
    json_array_contains: "(j, e) AS CASE WHEN json_valid(j) THEN json_contains(j, to_json(e)) END",
    json_array_get: "(j, i) AS CASE WHEN json_valid(j) THEN json_extract(j, '$[' || i || ']') END",
    json_array_length: "(j) AS CASE WHEN json_valid(j) THEN CAST(json_array_length(j) AS BIGINT) END",
    json_extract: "(j, p) AS CASE WHEN json_valid(j) THEN json_extract(j, p) END",
    json_extract_scalar:
      "(j, p) AS CASE WHEN json_valid(j) THEN CASE WHEN json_type(j, p) NOT IN ('OBJECT', 'ARRAY') " +
      "THEN json_extract_string(j, p) END END",
    json_format: "(j) AS CAST(j AS VARCHAR)",
    json_parse: "(x) AS CAST(x AS JSON)",
    json_size:
      "(j, p) AS CASE WHEN json_valid(j) THEN CASE json_type(j, p) WHEN 'OBJECT' THEN len(json_keys(j, p)) " +
      "WHEN 'ARRAY' THEN CAST(json_array_length(j, p) AS BIGINT) WHEN NULL THEN NULL ELSE 0 END END",
  },
  rewritten: [],
  refused: {
    json_array: "build a ROW or ARRAY and CAST it AS JSON",
    json_exists: standard,
    json_object: "build a ROW or MAP and CAST it AS JSON",
    json_query: standard,
    json_table: standard,
    json_value: standard,
  },
};
