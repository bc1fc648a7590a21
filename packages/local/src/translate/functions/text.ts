// Text functions. Where DuckDB skips NULL or answers '' and Athena answers NULL, a macro mends it.
import { type FunctionGroup, variadic } from "./function-group.js";

export const textFunctions: FunctionGroup = {
  same: [
    "lower",
    "upper",
    "length",
    "ltrim",
    "rtrim",
    "trim",
    "lpad",
    "rpad",
    "substr",
    "substring",
    "position",
    "concat_ws",
    "starts_with",
    "translate",
    "chr",
  ],
  renamed: {
    char_length: "length",
    character_length: "length",
    codepoint: "unicode",
    format: "printf",
    hamming_distance: "hamming",
    levenshtein_distance: "levenshtein",
    normalize: "nfc_normalize",
  },
  macros: {
    concat: variadic(2, (names) => names.join(" || ")),
    replace: "(s, search) AS replace(s, search, ''), (s, search, other) AS replace(s, search, other)",
    reverse: "(x VARCHAR) AS reverse(x), (x) AS list_reverse(x)",
    split: "(s, separator) AS split(s, separator)",
    split_part:
      "(s, separator, n) AS CASE WHEN n <= len(split(s, separator)) THEN split_part(s, separator, CAST(n AS BIGINT)) END",
    split_to_map:
      "(s, entries, pair) AS tl_map_of(" +
      "list_transform(split(s, entries), lambda e: split_part(e, pair, 1)), " +
      "list_transform(split(s, entries), lambda e: split_part(e, pair, 2)))",
    strpos: "(s, part) AS strpos(s, part)",
  },
  rewritten: [],
  refused: {
    format_number: "use format('%.1f', x / 1e6) or round(x, n)",
    luhn_check: "check the digits before the event is tracked",
    soundex: "compare with levenshtein_distance(a, b)",
    split_to_multimap: "use split and split_part",
    strrpos: "use length(s) - strpos(reverse(s), part) + 1 for one character",
    word_stem: "stem words outside of SQL",
  },
};
