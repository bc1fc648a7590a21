// The order of names in files and reports: by code units, the same on every machine and in every language.

/**
 * Compares two texts for sorting.
 *
 * @example
 * ["b", "a"].sort(compareText); // ["a", "b"]
 */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
