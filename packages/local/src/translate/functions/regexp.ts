// Regular expressions. DuckDB's engine is RE2: it has no look-around and no back-references.
import type { FunctionGroup } from "./function-group.js";

export const regexpFunctions: FunctionGroup = {
  same: [],
  renamed: { regexp_like: "regexp_matches" },
  macros: {
    regexp_count: "(s, p) AS len(regexp_extract_all(s, p))",
    regexp_extract:
      "(s, p) AS CASE WHEN regexp_matches(s, p) THEN regexp_extract(s, p) END, " +
      "(s, p, g) AS CASE WHEN regexp_matches(s, p) THEN regexp_extract(s, p, g) END",
    regexp_extract_all: "(s, p) AS regexp_extract_all(s, p), (s, p, g) AS regexp_extract_all(s, p, g)",
    regexp_replace:
      "(s, p) AS regexp_replace(s, p, '', 'g'), " +
      "(s, p, r) AS regexp_replace(s, p, regexp_replace(r, '\\$(\\d)', '\\\\\\1', 'g'), 'g')",
    regexp_split: "(s, p) AS regexp_split_to_array(s, p)",
  },
  rewritten: [],
  refused: { regexp_position: "use strpos(s, regexp_extract(s, pattern))" },
};
