// Which words look like one word mistyped: a letter more, less, other, or two swapped, inside the word.
// Found by the texts that remain when letters are left out, so that the search grows with the words and not their pairs.
import { editDistance } from "../../nearest-name.js";
import { singular } from "./split.js";
import { vocabulary } from "./vocabulary.js";

/** The shortest word that is looked at: shorter ones differ in a letter by nature (`from`, `form`). */
const SHORTEST = 5;
/** Shorter ones are looked at where they are no word, and one letter more makes them one: `oder`, `order`. */
const SHORT = 4;
/** From here on two letters may differ: `authentification`. */
const LONG = 11;
/** Beyond this a name is no word, and leaving letters out of it would take long. */
const LONGEST = 40;

/**
 * The words that each word may be a slip of, in both directions.
 *
 * @returns Only words that have any.
 * @example
 * similarWords(["organisation", "organiastion", "order"]).get("order"); // undefined
 */
export function similarWords(words: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const candidates = new Map<string, string[]>();
  const found = new Map<string, Set<string>>();
  for (const word of new Set(words)) {
    if (word.length < SHORT || word.length > LONGEST || /\d/.test(word)) continue;
    if (word.length < SHORTEST && vocabulary.has(word)) continue;
    for (const rest of remainders(word)) {
      const others = candidates.get(rest);
      if (!others) {
        candidates.set(rest, [word]);
        continue;
      }
      for (const other of others) {
        if (!isSlip(word, other)) continue;
        found.set(word, (found.get(word) ?? new Set()).add(other));
        found.set(other, (found.get(other) ?? new Set()).add(word));
      }
      others.push(word);
    }
  }
  return new Map([...found].map(([word, others]) => [word, [...others]]));
}

/** The word, and it with a letter left out: first and last letter stay, since slips are inside a word. */
function remainders(word: string): Set<string> {
  const rests = new Set([word]);
  leaveOut(word, rests);
  if (word.length >= LONG - 2) for (const rest of [...rests]) leaveOut(rest, rests);
  return rests;
}

function leaveOut(word: string, into: Set<string>): void {
  for (let at = 1; at < word.length - 1; at++) into.add(word.slice(0, at) + word.slice(at + 1));
}

/**
 * Whether one of two words is likely the other, mistyped.
 *
 * Not when their first or last letters differ (`import`, `export`; `viewed`, `viewer`), when one is the other's plural or
 * begins or ends with it (`locked`, `unlocked`), nor when both are words of their own.
 */
export function isSlip(a: string, b: string): boolean {
  if (a === b || a[0] !== b[0] || a.at(-1) !== b.at(-1)) return false;
  const shorter = Math.min(a.length, b.length);
  if (vocabulary.has(a) && vocabulary.has(b)) return false;
  if (shorter < SHORTEST && !isWordCutShort(a, b)) return false;
  if (singular(a) === singular(b) || (vocabulary.has(singular(a)) && vocabulary.has(singular(b)))) return false;
  const most = Math.max(a.length, b.length) >= LONG ? 2 : 1;
  return Math.abs(a.length - b.length) <= most && editDistance(a, b) <= most;
}

function isWordCutShort(a: string, b: string): boolean {
  const [short, word] = a.length < b.length ? [a, b] : [b, a];
  return short.length === SHORT && word.length === SHORTEST && vocabulary.has(word) && !vocabulary.has(short);
}
