// The shortest word of a language within given lengths, or the proof that there is none.
// Breadth first over derivatives; lengths are counted in code points, as JSON Schema counts them.
import { LAST_CODE_POINT } from "./charset.js";
import type { Regex, Regexes } from "./regex.js";

/** A word, no word, or `undefined` when the search was given up. */
export type WordSearch = { readonly word: string } | { readonly word: null } | undefined;

interface Step {
  readonly state: Regex;
  readonly from: Step | undefined;
  readonly point: number;
}

/**
 * Looks for the shortest word.
 *
 * @param min Fewest code points.
 * @param max Most code points, `Infinity` for any number.
 * @param spend Called for each derivative; throws or returns false when there is no more to spend.
 */
export function shortestWord(
  regexes: Regexes,
  regex: Regex,
  min: number,
  max: number,
  spend: () => boolean,
): WordSearch {
  let layer: Step[] = [{ state: regex, from: undefined, point: 0 }];
  const seen = new Set<number>();
  for (let length = 0; length <= max; length++) {
    const found = length >= min ? layer.find(({ state }) => state.nullable) : undefined;
    if (found) return { word: spell(found) };
    // Every continuation will do: the rest is padding.
    const free = length < min ? layer.find(({ state }) => state === regexes.all) : undefined;
    if (free) return { word: spell(free) + "a".repeat(min - length) };
    if (length >= min) layer = layer.filter(({ state }) => !seen.has(state.id) && seen.add(state.id));
    const next = new Map<number, Step>();
    for (const from of layer) {
      for (const [state, point] of continuations(regexes, from.state)) {
        if (!spend()) return undefined;
        if (!next.has(state.id)) next.set(state.id, { state, from, point });
      }
    }
    layer = [...next.values()];
    if (layer.length === 0) return { word: null };
  }
  return { word: null };
}

/** The distinct derivatives, each with a character that leads to it and reads well. */
function continuations(regexes: Regexes, regex: Regex): [Regex, number][] {
  const bounds = [...regexes.bounds(regex)].filter((low) => low <= LAST_CODE_POINT).sort((a, b) => a - b);
  const found = new Map<Regex, number>();
  bounds.forEach((low, index) => {
    const high = (bounds[index + 1] ?? LAST_CODE_POINT + 1) - 1;
    const state = regexes.derive(regex, low);
    if (state === regexes.none) return;
    const point = readable(low, high);
    const known = found.get(state);
    if (known === undefined || rank(point) < rank(known)) found.set(state, point);
  });
  return [...found];
}

const favourites = Array.from("a01xA_- .", (character) => character.charCodeAt(0));

function readable(low: number, high: number): number {
  const favourite = favourites.find((point) => point >= low && point <= high);
  if (favourite !== undefined) return favourite;
  if (low < 33 && high >= 33) return Math.min(high, 33);
  // A lone surrogate is no character: the first one behind them, where there is one.
  return low >= 0xd800 && low <= 0xdfff && high > 0xdfff ? 0xe000 : low;
}

function rank(point: number): number {
  const favourite = favourites.indexOf(point);
  if (favourite >= 0) return favourite;
  return point > 32 && point < 127 ? 20 : point === 0x20 || point >= 0xa0 ? 40 : 60;
}

function spell(step: Step): string {
  let text = "";
  for (let at: Step | undefined = step; at?.from; at = at.from) text = String.fromCodePoint(at.point) + text;
  return text;
}
