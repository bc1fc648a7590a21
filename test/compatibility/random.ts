// Random choices that a seed repeats: mulberry32, since models and their edits are grown, not drawn from a grammar.

/** Choices of one seed. */
export interface Random {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** True once in `times`. */
  once(times: number): boolean;
  /** One of these. */
  pick<Item>(items: readonly Item[]): Item;
}

/** Choices that are the same for the same seed. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    once: (times) => below(times) === 0,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new TypeError("nothing to pick from");
      return item;
    },
  };
}

/**
 * How many pairs a proof tries, and from which seed: TRACKLAKE_PROOF_PAIRS and TRACKLAKE_PROOF_SEED, or few and another one
 * each time. The seed is printed, so that a run can be repeated.
 */
export function proofRuns(few: number): { readonly numRuns: number; readonly seed: number } {
  const { TRACKLAKE_PROOF_PAIRS: pairs, TRACKLAKE_PROOF_SEED: seed } = process.env;
  return { numRuns: whole(pairs) ?? few, seed: whole(seed) ?? Date.now() % 2 ** 31 };
}

function whole(text: string | undefined): number | undefined {
  const number = Number(text);
  return text !== undefined && Number.isInteger(number) && number > 0 ? number : undefined;
}
