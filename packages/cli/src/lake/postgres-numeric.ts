// PostgreSQL's numeric as a decimal of the lake: money keeps its digits, which a double would not.
// Athena's decimals have at most 38 digits and no NaN; what does not fit is refused with a way out, never rounded.
import { athenaLimits } from "@tracklake/envelope";

/** A decimal's type in the lake's words. */
export type DecimalType = `decimal(${number},${number})`;

const MOST = athenaLimits.decimalPrecision;
/** PostgreSQL source, numeric.c: a modifier is 4 more than precision << 16 | scale, the scale in 11 bits with a sign. */
const MODIFIER = { offset: 4, precisionBits: 16, scaleSign: 1024, scaleMask: 2047 } as const;

/**
 * The decimal that holds every value of a numeric column.
 *
 * @param modifier - The column's type modifier, -1 where neither precision nor scale was declared.
 * @param values - The column's values as PostgreSQL writes them.
 * @returns The type, or the value that none can hold.
 * @example
 * decimalType(786438, []); // { type: "decimal(12,2)" }
 * decimalType(-1, ["0.1", "12.345"]); // { type: "decimal(38,3)" }
 */
export function decimalType(
  modifier: number,
  values: readonly (string | null)[],
): { readonly type: DecimalType } | { readonly refused: string } {
  const special = values.find((value) => value !== null && !/^-?\d+(\.\d+)?$/.test(value));
  if (special) return { refused: special };
  const declared = modifier < MODIFIER.offset ? undefined : declaredType(modifier - MODIFIER.offset);
  if (declared && declared.precision <= MOST) return { type: `decimal(${declared.precision},${declared.scale})` };
  let scale = 0;
  for (const value of values) scale = Math.max(scale, fractionOf(value ?? "").length);
  const wide = values.find((value) => wholeOf(value ?? "").length > MOST - scale);
  return wide ? { refused: wide } : { type: `decimal(${MOST},${scale})` };
}

/** PostgreSQL allows a scale below 0 and one above the precision; the lake's decimals have neither. */
function declaredType(bits: number): { precision: number; scale: number } {
  const precision = bits >> MODIFIER.precisionBits;
  const scale = ((bits & MODIFIER.scaleMask) ^ MODIFIER.scaleSign) - MODIFIER.scaleSign;
  if (scale < 0) return { precision: precision - scale, scale: 0 };
  return { precision: Math.max(precision, scale), scale };
}

function wholeOf(value: string): string {
  return value.replace(/^-?0*/, "").replace(/\..*$/, "");
}

function fractionOf(value: string): string {
  return (value.split(".")[1] ?? "").replace(/0+$/, "");
}
