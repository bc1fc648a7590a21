// Mathematical and bitwise functions.
import { type FunctionGroup, variadic } from "./function-group.js";

const outside = "compute it outside of SQL";
const unlessNull = (name: string) => (names: readonly string[]) =>
  `CASE WHEN ${names.map((each) => `${each} IS NOT NULL`).join(" AND ")} THEN ${name}(${names.join(", ")}) END`;

export const mathFunctions: FunctionGroup = {
  same: [
    "abs",
    "acos",
    "asin",
    "atan",
    "atan2",
    "cbrt",
    "ceil",
    "ceiling",
    "cos",
    "cosh",
    "degrees",
    "exp",
    "floor",
    "ln",
    "log",
    "log10",
    "log2",
    "pi",
    "pow",
    "power",
    "radians",
    "round",
    "sign",
    "sin",
    "sinh",
    "sqrt",
    "tan",
    "tanh",
  ],
  renamed: { is_finite: "isfinite", is_infinite: "isinf", is_nan: "isnan" },
  macros: {
    bit_count: "(x, bits) AS bit_count(CAST(x AS BIGINT))",
    bitwise_and: "(a, b) AS a & b",
    bitwise_left_shift: "(x, n) AS x << n",
    bitwise_not: "(x) AS ~x",
    bitwise_or: "(a, b) AS a | b",
    bitwise_right_shift: "(x, n) AS x >> n",
    bitwise_xor: "(a, b) AS xor(a, b)",
    e: "() AS exp(1.0)",
    greatest: variadic(1, unlessNull("greatest")),
    infinity: "() AS CAST('inf' AS DOUBLE)",
    least: variadic(1, unlessNull("least")),
    mod: "(a, b) AS a % b",
    nan: "() AS CAST('nan' AS DOUBLE)",
    rand: "() AS random()",
    random:
      "() AS random(), (n) AS CAST(floor(random() * n) AS BIGINT), " +
      "(low, high) AS CAST(low + floor(random() * (high - low)) AS BIGINT)",
    to_base: "(x, radix) AS lower(to_base(x, radix))",
    truncate: "(x) AS trunc(x), (x, n) AS trunc(x * pow(10, n)) / pow(10, n)",
    width_bucket:
      "(x, bins) AS len(list_filter(bins, lambda bin: bin <= x)), " +
      "(x, low, high, n) AS CASE WHEN x < low THEN 0 WHEN x >= high THEN n + 1 " +
      "ELSE CAST(floor((x - low) * CAST(n AS DOUBLE) / (high - low)) AS BIGINT) + 1 END",
  },
  rewritten: [],
  refused: {
    beta_cdf: outside,
    cosine_similarity: outside,
    from_base: "use CAST for decimal digits, from_hex for bytes",
    inverse_beta_cdf: outside,
    inverse_normal_cdf: outside,
    normal_cdf: outside,
    wilson_interval_lower: outside,
    wilson_interval_upper: outside,
  },
};
