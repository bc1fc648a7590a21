// Sets of Unicode code points as sorted, disjoint ranges: the alphabet of patterns.
// A set is a flat list of bounds, [low, high, low, high, …], both included.

/** A set of code points: `[low, high, low, high, …]`, sorted, disjoint, not adjacent. */
export type Charset = readonly number[];

/** The last code point. */
export const LAST_CODE_POINT = 0x10ffff;

/** Every code point. */
export const anyCharacter: Charset = [0, LAST_CODE_POINT];

/** The set of some ranges, in any order, overlapping or not. */
export function charset(ranges: readonly (readonly [number, number])[]): Charset {
  const sorted = [...ranges].filter(([low, high]) => low <= high).sort((a, b) => a[0] - b[0]);
  const bounds: number[] = [];
  for (const [low, high] of sorted) {
    const last = bounds.at(-1);
    if (last !== undefined && low <= last + 1) bounds[bounds.length - 1] = Math.max(last, high);
    else bounds.push(low, high);
  }
  return bounds;
}

/** What is in either of two sets. */
export function union(a: Charset, b: Charset): Charset {
  return charset([...ranges(a), ...ranges(b)]);
}

/** What is not in a set. */
export function complement(set: Charset): Charset {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [low, high] of ranges(set)) {
    rest.push([next, low - 1]);
    next = high + 1;
  }
  rest.push([next, LAST_CODE_POINT]);
  return charset(rest);
}

/** Whether a code point is in a set. */
export function hasCharacter(set: Charset, point: number): boolean {
  let low = 0;
  let high = set.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (point < (set[2 * middle] ?? 0)) high = middle - 1;
    else if (point > (set[2 * middle + 1] ?? 0)) low = middle + 1;
    else return true;
  }
  return false;
}

/** The ranges of a set, in order. */
export function ranges(set: Charset): [number, number][] {
  const pairs: [number, number][] = [];
  for (let index = 0; index < set.length; index += 2) pairs.push([set[index] ?? 0, set[index + 1] ?? 0]);
  return pairs;
}
