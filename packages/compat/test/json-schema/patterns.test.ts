// Patterns as languages: the engine's own matching is the judge of what a pattern matches, on random texts; and the shortest
// word of an intersection is one, and the shortest.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { patternLanguage } from "../../src/json-schema/regex/language.js";
import { Regexes } from "../../src/json-schema/regex/regex.js";
import { shortestWord } from "../../src/json-schema/regex/shortest-word.js";

const seed = Number(process.env.TRACKLAKE_SEED ?? Date.now() % 2 ** 31);

/** Random patterns over few letters, so that texts match them often. */
const { pattern } = fc.letrec<{ pattern: string; choice: string; part: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom("a", "b", "c", ".", "[ab]", "[^a]", "\\d", "\\w", "\\s", "\\S", "\\.", "\\u{61}"),
    },
    { weight: 1, arbitrary: tie("pattern").map((inner) => `(${inner})`) },
    { weight: 1, arbitrary: tie("pattern").map((inner) => `(?:${inner})`) },
  ),
  part: fc
    .tuple(tie("atom"), fc.constantFrom("", "", "", "*", "+", "?", "{2}", "{1,}", "{0,2}", "*?"))
    .map((parts) => parts.join("")),
  choice: fc
    .tuple(
      fc.constantFrom("", "", "^", "^(?=a)", "^(?!.*bb)"),
      fc.array(tie("part"), { maxLength: 3 }),
      fc.constantFrom("", "", "$"),
    )
    .map(([start, parts, end]) => start + parts.join("") + end),
  pattern: fc
    .array(tie("choice"), { minLength: 1, maxLength: 2, depthIdentifier: "pattern" })
    .map((parts) => parts.join("|")),
}));

const text = fc
  .array(fc.constantFrom("a", "a", "b", "c", "1", " ", "\n", ".", "é", "😀"), { maxLength: 6 })
  .map((parts) => parts.join(""));

test(`a pattern matches what the engine says (seed ${seed})`, () => {
  let read = 0;
  const law = fc.property(pattern, fc.array(text, { minLength: 10, maxLength: 20 }), (source, texts) => {
    const regexes = new Regexes();
    const language = patternLanguage(regexes, source);
    if (!language) return;
    read++;
    const native = new RegExp(source, "u");
    for (const one of texts) expect([one, regexes.matches(language, one)]).toEqual([one, native.test(one)]);
  });
  fc.assert(law, { seed, numRuns: 1_500 });
  expect(read).toBeGreaterThan(500);
});

test(`the shortest word of two patterns is in both, and none is shorter (seed ${seed})`, () => {
  const law = fc.property(
    pattern,
    pattern,
    fc.nat(4),
    fc.array(text, { minLength: 20, maxLength: 20 }),
    (a, b, min, texts) => {
      const regexes = new Regexes();
      const [one, other] = [patternLanguage(regexes, a), patternLanguage(regexes, b)];
      if (!one || !other) return;
      const both = regexes.and(one, regexes.not(other));
      const found = shortestWord(regexes, both, min, 6, () => regexes.size < 5_000);
      if (!found) return;
      const native = { a: new RegExp(a, "u"), b: new RegExp(b, "u") };
      const fits = (word: string) => native.a.test(word) && !native.b.test(word);
      const length = (word: string) => Array.from(word).length;
      if (found.word !== null) expect(fits(found.word)).toBe(true);
      const shortest = found.word === null ? 7 : length(found.word);
      for (const word of texts) {
        if (fits(word) && length(word) >= min && length(word) <= 6)
          expect(length(word)).toBeGreaterThanOrEqual(shortest);
      }
    },
  );
  fc.assert(law, { seed, numRuns: 400 });
});

describe("patterns that are only compared by their text", () => {
  test.each([
    ["a back reference", "(a)\\1"],
    ["a named back reference", "(?<x>a)\\k<x>"],
    ["a look-behind", "(?<=a)b"],
    ["a word boundary", "\\bword\\b"],
    ["an anchor in the middle", "a^b"],
    ["a look-ahead that is repeated", "(?:(?=a)b)*"],
    ["what is no pattern", "a)("],
    ["an open class", "[a"],
    ["a quantifier of nothing", "*a"],
  ])("%s", (_, source) => {
    expect(patternLanguage(new Regexes(), source)).toBeUndefined();
  });
});

describe("characters", () => {
  test.each<[string, string, readonly string[], readonly string[]]>([
    ["classes", "^[\\d.-]+$", ["1.2-3"], ["a"]],
    ["ranges", "^[a-cx]$", ["b", "x"], ["d"]],
    ["a hyphen behind a class, as the form without flags has it", "^[\\w-.]$", ["-", ".", "a"], ["+"]],
    ["negated classes", "^[^\\s,]$", ["a"], [" ", ","]],
    ["hexadecimal escapes", "^\\x41\\u0042$", ["AB"], ["ab"]],
    ["surrogate pairs", "^\\ud83d\\ude00$", ["😀"], ["a"]],
    ["properties", "^\\p{Lu}\\P{Lu}$", ["Aa", "Éa"], ["AA"]],
    ["scripts", "^\\p{Script=Hiragana}+$", ["ひらがな"], ["a"]],
    ["control characters", "^\\cJ\\t$", ["\n\t"], ["J"]],
    ["escaped signs", "^\\$\\/\\-$", ["$/-"], ["a"]],
    ["code points of the later planes", "^.$", ["😀", "a"], ["aa", "\n"]],
  ])("%s", (_, source, matching, others) => {
    const regexes = new Regexes();
    const language = patternLanguage(regexes, source);
    if (!language) throw new Error("not read");
    expect(matching.filter((word) => !regexes.matches(language, word))).toEqual([]);
    expect(others.filter((word) => regexes.matches(language, word))).toEqual([]);
  });
});
