// The ratchet: what is there is tolerated, what is new is not, and it never grows.
import { beyond, ratchetText, readRatchet, shrunk, type UsageFinding } from "@tracklake/review/usage";
import fc from "fast-check";
import { expect, test } from "vitest";

const finding = fc
  .record({
    rule: fc.constantFrom("never-called" as const, "deprecated-field" as const),
    event: fc.constantFrom("a", "b"),
    file: fc.constantFrom("x.ts", "y.ts"),
    line: fc.integer({ min: 1, max: 50 }),
  })
  .map((each): UsageFinding => ({ ...each, message: "m" }));
const findings = fc.array(finding, { maxLength: 12 });

test("a new ratchet tolerates all there is, wherever lines have moved", () => {
  fc.assert(
    fc.property(findings, fc.integer({ min: 1, max: 99 }), (all, moved) => {
      const kept = readRatchet(ratchetText(shrunk(all, undefined)));
      expect(
        beyond(
          all.map((each) => ({ ...each, line: moved })),
          kept,
        ),
      ).toEqual([]);
    }),
  );
});

test("an update never grows, fails on nothing that it did not before, and keeps what is left", () => {
  fc.assert(
    fc.property(findings, findings, (before, after) => {
      const old = shrunk(before, undefined);
      const next = shrunk(after, old);
      const sum = (list: typeof old) => list.reduce((count, each) => count + each.count, 0);
      expect(sum(next)).toBeLessThanOrEqual(Math.min(sum(old), after.length));
      expect(beyond(after, next)).toEqual(beyond(after, old));
      expect(shrunk(after, next)).toEqual(next);
    }),
  );
});

test("one more of a kind in a file is new, and it is the last one that is told", () => {
  const at = (line: number): UsageFinding => ({
    rule: "deprecated-event",
    event: "a",
    file: "x.ts",
    line,
    message: "m",
  });
  expect(beyond([at(1), at(2)], shrunk([at(1)], undefined))).toEqual([at(2)]);
});

test.each(["[]", "{}", '{ "tolerated": [1] }', '{ "tolerated": [{ "rule": "a", "event": "b" }] }'])(
  "%s is no ratchet",
  (text) => {
    expect(() => readRatchet(text)).toThrow(TypeError);
  },
);
