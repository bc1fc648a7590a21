// An array whose items are what they have to be, as many as they have to be; or the proof that there is none.
// Positions are gone through in order, breadth first; a state is how many items have been counted for each demand, so that
// the search is over once no new state turns up.
import type { Formula } from "../formula/formula.js";
import type { Reason } from "../reason.js";
import type { Facts, StatementOf } from "./facts.js";
import { combined, empty, type Found, type Outcome, open } from "./outcome.js";
import type { Search } from "./search.js";

/** More items than this are not built. */
const MOST_ITEMS = 1_000;
/** More demands on the number of some items than this are not decided: there are 2ⁿ ways for an item to count. */
const MOST_COUNTS = 8;

/** An array for which everything known holds. */
export function solveArray(search: Search, facts: Facts): Outcome {
  const min = Math.max(0, ...facts.of("minItems").map(({ value }) => value));
  const max = Math.min(Number.POSITIVE_INFINITY, ...facts.of("maxItems").map(({ value }) => value));
  const unique = facts.of("unique").length > 0;
  const equal = facts.of("notUnique").length > 0;
  if (unique && equal) return empty;
  const problem: Problem = { min, max, items: facts.of("items"), counts: facts.of("atLeast", "atMost"), unique };
  return equal ? withEqualItems(search, problem) : arrange(search, problem);
}

interface Problem {
  readonly min: number;
  readonly max: number;
  readonly items: readonly StatementOf<"items">[];
  readonly counts: readonly StatementOf<"atLeast" | "atMost">[];
  readonly unique: boolean;
}

interface State {
  readonly counted: readonly number[];
  readonly found: readonly Found[];
}

function arrange(search: Search, problem: Problem): Outcome {
  const { min, max, counts } = problem;
  if (min > max) return empty;
  if (counts.length > MOST_COUNTS) return open(undecided("More demands on the number of items than can be decided."));
  const demanded = counts.reduce((sum, one) => sum + (one.kind === "atLeast" ? one.count : 0), 0);
  // Positions beyond this one are all alike.
  const alike = Math.max(
    0,
    ...[...problem.items, ...counts].flatMap(({ from, to }) => [from, to]).filter(Number.isFinite),
  );
  const last = Math.min(max, Math.max(min, alike) + demanded);
  if (min > MOST_ITEMS) return open(undecided(`An array would need more than ${MOST_ITEMS} items.`));
  let layer: State[] = [{ counted: counts.map(() => 0), found: [] }];
  let doubt: Found | undefined;
  for (let position = 0; position <= Math.min(last, MOST_ITEMS); position++) {
    if (position >= min) {
      const done = layer.filter((state) => met(counts, state)).map((state) => arrayOf(state));
      const best = done.find(({ certainty, value }) => certainty === "sure" && value) ?? done[0];
      if (best?.certainty === "sure" && best.value) return best;
      doubt ??= best;
    }
    if (position === last) break;
    layer = nextLayer(search, problem, position, layer);
    if (layer.length === 0) return doubt ?? nothing(search, problem);
  }
  if (last > MOST_ITEMS) return doubt ?? open(undecided(`An array would need more than ${MOST_ITEMS} items.`));
  return doubt ?? nothing(search, problem);
}

/** The states after one more item: for each way in which it can count, the surest value. */
function nextLayer(search: Search, problem: Problem, position: number, layer: readonly State[]): State[] {
  const next = new Map<string, State>();
  for (const state of layer) {
    for (const { counted, schemas } of waysToCount(search, problem, position, state.counted)) {
      search.spend(2);
      const key = counted.join();
      const known = next.get(key);
      if (known && isSure(known)) continue;
      const item = search.solve([...schemas, ...differing(search, problem, state)]);
      if (item.kind === "empty") continue;
      const reached = { counted, found: [...state.found, item] };
      if (!known || isSure(reached)) next.set(key, reached);
    }
  }
  return [...next.values()];
}

/** How an item at a position may count, and what it has to be for that. */
function waysToCount(
  search: Search,
  problem: Problem,
  position: number,
  counted: readonly number[],
): { counted: number[]; schemas: Formula[] }[] {
  const base = problem.items.filter((range) => covers(range, position)).map(({ schema }) => schema);
  let ways: { counted: number[]; schemas: Formula[] }[] = [{ counted: [...counted], schemas: base }];
  problem.counts.forEach((one, index) => {
    if (!covers(one, position)) return;
    const so = counted[index] ?? 0;
    ways = ways.flatMap((way) => {
      const counting = { ...way, counted: way.counted.with(index, Math.min(so + 1, one.count)) };
      // One more than enough changes nothing; one more than allowed must not be.
      if (one.kind === "atLeast") return so >= one.count ? [way] : [withSchema(counting, one.schema), way];
      const outside = withSchema(way, search.formulas.not(one.schema));
      return so >= one.count ? [outside] : [outside, counting];
    });
  });
  return ways;
}

/** A pair of equal items: the same value at two places, for every pair of places that are not alike. */
function withEqualItems(search: Search, problem: Problem): Outcome {
  const ends = [...problem.items, ...problem.counts].flatMap(({ from, to }) => [from, to]).filter(Number.isFinite);
  const alike = Math.max(0, ...ends);
  if (alike > 30) return open(undecided("The items of a long tuple may be equal or not."));
  let doubt: Found | undefined;
  for (let second = 1; second <= alike + 1 && second < problem.max; second++) {
    for (let first = 0; first < second; first++) {
      const both = problem.items.filter((range) => covers(range, first) || covers(range, second));
      const shared = search.solve(both.map(({ schema }) => schema));
      if (shared.kind === "empty") continue;
      if (!shared.value) {
        doubt ??= shared;
        continue;
      }
      const same = search.formulas.values([shared.value.json]);
      const at = (from: number) => search.formulas.statement({ kind: "items", from, to: from + 1, schema: same });
      const pinned = [at(first), at(second)] as StatementOf<"items">[];
      const found = arrange(search, {
        ...problem,
        min: Math.max(problem.min, second + 1),
        items: [...problem.items, ...pinned],
      });
      if (found.kind === "found" && found.certainty === "sure" && found.value) return found;
      if (found.kind === "empty" && problem.counts.length === 0) continue;
      // Another value at these two places might do where this one does not.
      doubt ??= found.kind === "found" ? found : open(undecided("Which items may be equal could not be decided."));
    }
  }
  return doubt ?? empty;
}

/** What is proven when no arrangement was found. */
function nothing(search: Search, problem: Problem): Outcome {
  if (!problem.unique) return empty;
  if (arrange(search, { ...problem, unique: false }).kind === "empty") return empty;
  // All items are alike and there are fewer different ones than items: the first try has gone through all of them.
  if (problem.items.every(({ from, to }) => from === 0 && to === Number.POSITIVE_INFINITY)) {
    if (problem.counts.length === 0) return empty;
  }
  return open(undecided("Whether enough different items exist could not be decided."));
}

function differing(search: Search, problem: Problem, state: State): Formula[] {
  if (!problem.unique) return [];
  const values = state.found.flatMap(({ value }) => (value ? [value.json] : []));
  return values.length === 0 ? [] : [search.formulas.values(values, true)];
}

function arrayOf(state: State): Found {
  return combined(state.found, () => state.found.map(({ value }) => value?.json));
}

function met(counts: Problem["counts"], state: State): boolean {
  return counts.every((one, index) => one.kind === "atMost" || (state.counted[index] ?? 0) >= one.count);
}

function covers({ from, to }: { readonly from: number; readonly to: number }, position: number): boolean {
  return position >= from && position < to;
}

function isSure(state: State): boolean {
  return state.found.every(({ certainty, value }) => certainty === "sure" && value);
}

function withSchema<Way extends { schemas: Formula[] }>(way: Way, schema: Formula): Way {
  return { ...way, schemas: [...way.schemas, schema] };
}

function undecided(message: string): Reason {
  return { path: "", instancePath: "", rule: "BUDGET_EXCEEDED", message };
}
