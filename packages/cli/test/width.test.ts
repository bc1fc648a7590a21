// Widths of texts on a terminal, and how they are cut.
import { describe, expect, test } from "vitest";
import { cut, width } from "../src/print/width.js";

describe("width", () => {
  test.each([
    ["ASCII", "plan", 4],
    ["nothing", "", 0],
    ["Japanese", "東京タワー", 10],
    ["half-width katakana", "ｱｲｳ", 3],
    ["full-width letters", "ＡＢ", 4],
    ["Korean", "서울", 4],
    ["an emoji", "🚀", 2],
    ["an emoji of several characters", "👩‍👩‍👧", 2],
    ["a flag", "🇯🇵", 2],
    ["a heart made an emoji", "❤️", 2],
    ["a combining accent", "e\u0301", 1],
    ["an accent in one character", "é", 1],
    ["a text mark", "✓", 1],
  ])("%s", (_, text, want) => {
    expect(width(text)).toBe(want);
  });
});

describe("cut", () => {
  test.each([
    ["fits", "plan", 4, "plan"],
    ["is too long", "organisation", 5, "orga…"],
    ["never splits a wide character", "東京タワー", 6, "東京…"],
    ["never splits an emoji", "a👩‍👩‍👧b", 3, "a…"],
    ["keeps nothing", "東京", 1, "…"],
  ])("%s", (_, text, columns, want) => {
    expect(cut(text, columns)).toBe(want);
  });
});
