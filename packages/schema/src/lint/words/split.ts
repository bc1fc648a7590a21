// Names as words: what stands between underscores.

/** The words of a name, lower-case; those of a name in another style too. */
export function wordsOf(name: string): readonly string[] {
  const known = splits.get(name);
  if (known) return known;
  const words =
    name
      .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  // Bounded: a registry that runs for months meets names without end.
  if (splits.size >= MOST_SPLITS) splits.clear();
  splits.set(name, words);
  return words;
}

const MOST_SPLITS = 50_000;
const splits = new Map<string, readonly string[]>();

/** The last word of a name. */
export function lastWord(name: string): string {
  return wordsOf(name).at(-1) ?? "";
}

/** A word's singular, near enough for comparing names. */
export function singular(word: string): string {
  if (/ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(s|x|z|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return /[^s]s$/.test(word) && word.length > 3 ? word.slice(0, -1) : word;
}
