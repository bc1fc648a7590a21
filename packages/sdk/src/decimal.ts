// The way of a string into a property that is a decimal: its type takes the texts of numbers alone.
// Nothing is looked at here; the encoder looks at every value anyway.

/**
 * Gives a text the type of a decimal: of a database's driver, which has `numeric` columns as strings, or of `toFixed`.
 *
 * It is returned as it is. A text that is no decimal of the column's digits is refused when it is tracked, as every value
 * that does not fit.
 *
 * @param text - Digits with at most one point and a sign before them, without an exponent and without separators.
 * @example
 * const { rows } = await pool.query("SELECT total FROM orders"); // pg gives numeric as text
 * tracker.orderPlaced({ total: decimal(rows[0].total), tax: decimal((0.1 * 3).toFixed(2)), tip: "1.50" });
 */
export function decimal(text: string): `${number}` {
  return text as `${number}`;
}
