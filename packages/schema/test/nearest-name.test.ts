// Distances of names, and the known name that a mistyped one meant.
import fc from "fast-check";
import { expect, test } from "vitest";
import { editDistance, nearestName } from "../src/nearest-name.js";

test.each<[string, string, number]>([
  ["schemas", "schemas", 0],
  ["schemsa", "schemas", 1],
  ["schema", "schemas", 1],
  ["schemmas", "schemas", 1],
  ["sthemas", "schemas", 1],
  ["", "abc", 3],
  ["kitten", "sitting", 3],
])("%s and %s are %i apart", (from, to, want) => {
  expect(editDistance(from, to)).toBe(want);
});

test("a distance is the same from both sides, at most the longer one, and 0 only of equal texts", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      const apart = editDistance(a, b);
      expect(apart).toBe(editDistance(b, a));
      expect(apart).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(apart === 0).toBe(a === b);
    }),
  );
});

test.each<[string, string[], string | undefined]>([
  ["ownr", ["name", "owner"], "owner"],
  ["OWNER", ["name", "owner"], "owner"],
  ["schemsa", ["schemas", "output"], "schemas"],
  ["timezone", ["output", "timeZone"], "timeZone"],
  ["colour", ["name", "owner"], undefined],
  ["x", [], undefined],
])("%s among %s", (name, known, want) => {
  expect(nearestName(name, known)).toBe(want);
});

test("a swap of neighbours is found, and what is known is found as it is", () => {
  const known = ["schemas", "output", "owner", "lake", "dimensions", "firehose"];
  for (const name of known) {
    expect(nearestName(name, known)).toBe(name);
    for (let i = 1; i < name.length; i += 1) {
      const swapped = name.slice(0, i - 1) + name.charAt(i) + name.charAt(i - 1) + name.slice(i + 1);
      expect(nearestName(swapped, known)).toBe(name);
    }
  }
});
