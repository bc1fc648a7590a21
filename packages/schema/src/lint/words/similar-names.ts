// Which of many names are one name written twice: other separators, other order, other spelling, a slip of a letter.
// Every kind is a look-up, so that the search grows with the names and not with their pairs.
import { similarWords } from "./similar-words.js";
import { oneSpelling } from "./spelling.js";
import { wordsOf } from "./split.js";

/** Why two names are taken for one. */
export type Likeness = "separators" | "spelling" | "order" | "slip";

/** How two names are alike, as the end of a sentence. */
export const likenessWording: Readonly<Record<Likeness, string>> = {
  separators: "they differ only in underscores",
  spelling: "they are two spellings of one word",
  order: "they are the same words in another order",
  slip: "they differ in a letter or two",
};

/** A name that is like another. */
export interface SimilarName {
  readonly name: string;
  readonly likeness: Likeness;
}

/** What is made of words: signs make other values of `+1` and `-1`. */
const plain = /^\p{L}[\p{L}\p{N}_ -]*$/u;

/** Words that give the words around them another meaning when they change places: `user_to_group`. */
const directions = new Set(
  "to from by of per in on at for with without before after into over under and or not".split(" "),
);

/**
 * Compares names with each other.
 *
 * @returns For each name that has any, the names like it.
 * @example
 * similarNames(["user_name", "username", "plan"]).get("username"); // [{ name: "user_name", likeness: "separators" }]
 */
export function similarNames(names: Iterable<string>): ReadonlyMap<string, readonly SimilarName[]> {
  const all = [...new Set(names)].filter((name) => plain.test(name));
  const found = new Map<string, Map<string, Likeness>>();
  const alike = (a: string, b: string, likeness: Likeness) => {
    if (a === b) return;
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const known = found.get(from) ?? new Map<string, Likeness>();
      if (!known.has(to)) known.set(to, likeness);
      found.set(from, known);
    }
  };
  grouped(all, separatorless, (a, b) => alike(a, b, "separators"));
  grouped(all, spelt, (a, b) => alike(a, b, "spelling"));
  grouped(all, ordered, (a, b) => alike(a, b, "order"));
  slips(all, (a, b) => alike(a, b, "slip"));
  return new Map(
    [...found].map(([name, others]) => [name, [...others].map(([other, likeness]) => ({ name: other, likeness }))]),
  );
}

function separatorless(name: string): string | undefined {
  const joined = wordsOf(name).join("");
  // `a_b` and `ab` are more often two abbreviations than one name.
  return joined.length < 5 ? undefined : joined;
}

function spelt(name: string): string {
  return wordsOf(name).map(oneSpelling).join("_");
}

function ordered(name: string): string | undefined {
  const words = wordsOf(name);
  if (words.length < 2 || words.some((word) => directions.has(word) || /^\d+$/.test(word))) return undefined;
  return [...words].sort().join("_");
}

/** Says each name of a group with the first of it: the group is one name. */
function grouped(
  names: readonly string[],
  key: (name: string) => string | undefined,
  say: (a: string, b: string) => void,
) {
  const first = new Map<string, string>();
  for (const name of names) {
    const group = key(name);
    if (group === undefined) continue;
    const known = first.get(group);
    if (known === undefined) first.set(group, name);
    else say(known, name);
  }
}

/** Says names that have all words but one in common, and whose other words are slips of each other. */
function slips(names: readonly string[], say: (a: string, b: string) => void): void {
  const byWords = new Map(names.map((name) => [wordsOf(name).join("_"), name]));
  const similar = similarWords(names.flatMap(wordsOf));
  for (const name of names) {
    const words = wordsOf(name);
    for (const [at, word] of words.entries()) {
      for (const other of similar.get(word) ?? []) {
        const candidate = byWords.get([...words.slice(0, at), other, ...words.slice(at + 1)].join("_"));
        if (candidate !== undefined) say(name, candidate);
      }
    }
  }
}
