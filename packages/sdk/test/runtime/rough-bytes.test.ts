// About how much a dead letter holds: texts and members, and no further than is needed or than takes a moment.
import { expect, test } from "vitest";
import { roughBytes } from "../../src/runtime/rough-bytes.js";

const circle: Record<string, unknown> = { line: "x" };
circle.self = circle;

test.each<[string, unknown, number, number]>([
  ["a number", 1, 100, 16],
  ["a text, at two bytes a character", "abc", 100, 22],
  ["an object, its keys and members", { ab: 1, c: "d" }, 100, 16 + 4 + 16 + 2 + 16 + 2],
  ["an array, whose places are keys", ["a", "b"], 200, 16 + 2 * (2 + 16 + 2)],
  ["more than there is room for", { line: "x".repeat(1_000) }, 100, 101],
  ["more members than are looked at", Array.from({ length: 200_000 }, () => 1), 1e12, 1e12 + 1],
  ["a circle", circle, 1e12, 1e12 + 1],
])("%s", (_, value, most, want) => {
  expect(roughBytes(value, most)).toBe(want);
});
