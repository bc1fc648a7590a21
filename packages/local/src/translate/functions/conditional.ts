// Conditions and conversions.
import type { FunctionGroup } from "./function-group.js";

export const conditionalFunctions: FunctionGroup = {
  same: ["coalesce", "nullif", "try", "cast", "try_cast", "extract", "row", "unnest", "exists"],
  renamed: {},
  macros: {
    if: "(c, a) AS CASE WHEN c THEN a END, (c, a, b) AS CASE WHEN c THEN a ELSE b END",
  },
  rewritten: [],
  refused: {
    current_user: "the local lake has no users",
    typeof: "use DESCRIBE <table>, or EXPLAIN in Athena",
    version: "ask Athena",
  },
};
