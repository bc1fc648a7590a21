// Near-duplicate names: the search by look-ups finds what comparing every pair would find.
import fc from "fast-check";
import { expect, test } from "vitest";
import { similarNames } from "../src/lint/words/similar-names.js";
import { isSlip, similarWords } from "../src/lint/words/similar-words.js";
import { oneSpelling } from "../src/lint/words/spelling.js";

test.each<[string, string, boolean]>([
  ["organisation", "organiastion", true],
  ["recipient", "recipeint", true],
  ["address", "addres", true],
  ["adress", "address", true],
  ["quantity", "quanity", true],
  ["authentication", "authentification", true],
  ["kaisha", "kaisya", true],
  ["oder", "order", true],
  ["pric", "price", false],
  ["chat", "chart", false],
  ["sale", "scale", false],
  ["odr", "order", false],
  ["zorp", "zorgp", false],
  ["started", "starred", false],
  ["charged", "changed", false],
  ["weight", "height", false],
  ["import", "export", false],
  ["viewed", "viewer", false],
  ["locked", "unlocked", false],
  ["orders", "order", false],
  ["addresses", "address", false],
  ["contact", "contract", false],
  ["contacts", "contracts", false],
  ["from", "form", false],
  ["latitude", "longitude", false],
  ["same", "same", false],
])("%s and %s", (a, b, want) => {
  expect([isSlip(a, b), isSlip(b, a)]).toEqual([want, want]);
});

test.each([
  ["organisation", "organization"],
  ["organised", "organized"],
  ["colour", "color"],
  ["behaviours", "behaviors"],
  ["centre", "center"],
  ["cancelled", "canceled"],
  ["labelling", "labeling"],
  ["catalogue", "catalog"],
  ["licence", "license"],
  ["enrolment", "enrollment"],
])("%s is %s", (british, american) => {
  expect(oneSpelling(british)).toBe(american);
  expect(oneSpelling(american)).toBe(american);
});

test.each([
  "promised",
  "exercise",
  "advertised",
  "four",
  "hours",
  "before",
  "store",
  "rise",
  "called",
  "filled",
  "source",
])("%s has one spelling", (word) => {
  expect(oneSpelling(word)).toBe(word);
});

test("words that look alike are those that comparing every pair finds", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "e"), minLength: 4, maxLength: 13 });
  fc.assert(
    fc.property(fc.uniqueArray(word, { maxLength: 40 }), (words) => {
      const found = similarWords(words);
      for (const a of words) {
        const want = words.filter((b) => isSlip(a, b)).sort();
        expect([...(found.get(a) ?? [])].sort()).toEqual(want);
      }
    }),
  );
});

test("likeness is mutual", () => {
  const name = fc
    .array(fc.constantFrom("plan", "planned", "colour", "color", "recipient", "recipeint", "user", "id"), {
      minLength: 1,
      maxLength: 3,
    })
    .map((words) => words.join("_"));
  fc.assert(
    fc.property(fc.uniqueArray(name, { maxLength: 30 }), (names) => {
      const found = similarNames(names);
      for (const [from, others] of found) {
        for (const to of others) expect(found.get(to.name)?.map((back) => back.name)).toContain(from);
      }
    }),
  );
});
