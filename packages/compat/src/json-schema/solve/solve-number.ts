// A number within bounds that is, or is not, a multiple of others; or the proof that there is none.
// Divisors that doubles hold exactly (whole numbers, halves, quarters …) are reckoned with exactly. For others, such as 0.1,
// validators differ from mathematics, and so nothing is proven by them but what is the same division.
import type { Reason } from "../reason.js";
import { evaluate } from "./evaluate.js";
import type { Facts } from "./facts.js";
import { empty, type Outcome, open, sure } from "./outcome.js";
import type { Search } from "./search.js";

/** Most multiples that are tried one by one. */
const MOST_TRIED = 5_000;
/** Binary places that a divisor may have to be reckoned with exactly. */
const BINARY_PLACES = 20;

const undecided: Reason = {
  path: "",
  instancePath: "",
  rule: "ARITHMETIC_UNDECIDED",
  message: "Whether some number is a multiple of one and not of another could not be decided.",
};

interface Range {
  readonly low: number;
  readonly high: number;
}

/** A number for which everything known holds. */
export function solveNumber(search: Search, facts: Facts): Outcome {
  const range = rangeOf(facts);
  if (!range) return empty;
  const multiples = facts.of("multipleOf").map(({ value }) => value);
  const not = facts.of("notMultipleOf").map(({ value }) => value);
  // A multiple of four times something is one of it, in doubles too: only the exponent differs.
  if (multiples.some((of) => not.some((other) => isPowerOfTwo(of / other)))) return empty;
  const fits = (value: number) => {
    search.spend(1);
    return (
      Number.isFinite(value) &&
      !facts.excludes(value) &&
      facts.of(...kinds).every((one) => evaluate(search, one, value))
    );
  };
  const exact = multiples.filter(isExact);
  if (exact.length > 0) {
    const grid = commonMultiple(exact);
    if (grid === undefined) return open(undecided);
    if (not.filter(isExact).some((other) => isWhole(grid / other))) return empty;
    const tried = multiplesWithin(range, grid);
    const found = tried.values.find(fits);
    if (found !== undefined) return sure(found);
    const proven = tried.all && multiples.length === exact.length && not.every(isExact);
    return proven ? empty : open(undecided);
  }
  const found = plausible(range, multiples, facts.excluded.size).find(fits);
  if (found !== undefined) return sure(found);
  // One number alone, exactly known, is decided by having been tried.
  return range.low === range.high && multiples.length === 0 && not.every(isExact) ? empty : open(undecided);
}

const kinds = ["minimum", "maximum", "multipleOf", "notMultipleOf"] as const;

function rangeOf(facts: Facts): Range | undefined {
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  for (const { value } of facts.of("minimum")) low = Math.max(low, value);
  for (const { value } of facts.of("maximum")) high = Math.min(high, value);
  if (low > high) return undefined;
  const excluded = facts.of("minimum", "maximum").some(({ value, exclusive }) => exclusive && value === low);
  return low === high && excluded ? undefined : { low, high };
}

/** The multiples in a range, nearest to zero first, and whether these are all. */
function multiplesWithin({ low, high }: Range, grid: number): { values: number[]; all: boolean } {
  const first = Math.ceil(low / grid);
  const last = Math.floor(high / grid);
  if (first > last) return { values: [], all: Math.abs(first) < 2 ** 52 };
  const start = first > 0 ? first : Math.min(last, 0);
  const values: number[] = [];
  for (let step = 0; values.length < MOST_TRIED && (start + step <= last || start - step >= first); step++) {
    if (start + step <= last) values.push((start + step) * grid);
    if (step > 0 && start - step >= first) values.push((start - step) * grid);
  }
  const all = last - first < values.length && Math.max(Math.abs(first), Math.abs(last)) < 2 ** 52;
  return { values: values.map((value) => (value === 0 ? 0 : value)), all };
}

/** Numbers of a range that a person would think of first. */
function plausible({ low, high }: Range, multiples: readonly number[], excluded: number): number[] {
  const near = [0, 1, -1, 0.5, 1.5, 2, 10, 100];
  const bounds = [low, high].filter(Number.isFinite);
  for (const bound of bounds) {
    const ulp = Math.max(Math.abs(bound) * 2 ** -50, 2 ** -50);
    near.push(bound, Math.floor(bound), Math.ceil(bound));
    for (const distance of [1, 0.5, 0.25, 10, 0.1, 0.01, ulp]) near.push(bound + distance, bound - distance);
  }
  if (bounds.length === 2) for (const part of [0.5, 0.25, 0.75, 0.1, 0.3]) near.push(low + (high - low) * part);
  const start = bounds[0] ?? 0;
  for (let step = 0; step <= excluded; step++) near.push(start + step, start - step, start + step + 0.5);
  for (const multiple of multiples)
    for (let times = 1; times <= 200; times++) near.push(multiple * times, -multiple * times);
  return near.filter((value) => value >= low && value <= high).map((value) => (value === 0 ? 0 : value));
}

/** The least common multiple of numbers that doubles hold exactly; nothing when it is too large for one. */
function commonMultiple(numbers: readonly number[]): number | undefined {
  const scale = 2 ** BINARY_PLACES;
  let common = 1n;
  for (const number of numbers) {
    const scaled = BigInt(number * scale);
    common = (common / divisor(common, scaled)) * scaled;
  }
  const grid = Number(common) / scale;
  return numbers.length === 1 ? numbers[0] : common < 2n ** 53n ? grid : undefined;
}

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisor(b, a % b);
}

function isExact(number: number): boolean {
  return Number.isInteger(number * 2 ** BINARY_PLACES) && number * 2 ** BINARY_PLACES < 2 ** 53;
}

function isWhole(number: number): boolean {
  return Number.isInteger(number) && number < 2 ** 52;
}

function isPowerOfTwo(number: number): boolean {
  return number >= 1 && Number.isInteger(Math.log2(number)) && 2 ** Math.log2(number) === number;
}
