// Window functions: DuckDB has them all under the same names.
import type { FunctionGroup } from "./function-group.js";

export const windowFunctions: FunctionGroup = {
  same: [
    "row_number",
    "rank",
    "dense_rank",
    "percent_rank",
    "cume_dist",
    "ntile",
    "lag",
    "lead",
    "first_value",
    "last_value",
    "nth_value",
  ],
  renamed: {},
  macros: {},
  rewritten: [],
  refused: {},
};
