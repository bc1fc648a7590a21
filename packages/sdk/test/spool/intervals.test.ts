// The set of intervals does what a set of numbers does, and merges what touches.
import fc from "fast-check";
import { expect, test } from "vitest";
import { Intervals } from "../../src/spool/intervals.js";

const change = fc.record({ add: fc.boolean(), from: fc.nat(60), length: fc.nat(20) });

test("any additions and removals leave the numbers that a plain set has", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), fc.nat(80), fc.nat(80), (changes, a, b) => {
      const intervals = new Intervals();
      const plain = new Set<number>();
      for (const { add, from, length } of changes) {
        if (add) intervals.add(from, from + length);
        else intervals.remove(from, from + length);
        for (let n = from; n < from + length; n++) add ? plain.add(n) : plain.delete(n);
      }
      const numbers = (parts: Iterable<{ from: number; to: number }>) =>
        [...parts].flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index));
      const sorted = [...plain].sort((x, y) => x - y);
      expect(numbers(intervals)).toEqual(sorted);
      expect(intervals.count).toBe(plain.size);
      expect(intervals.first?.from).toBe(sorted[0]);
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const inside = sorted.filter((n) => n >= from && n < to);
      expect(numbers(intervals.within(from, to))).toEqual(inside);
      expect(intervals.countIn(from, to)).toBe(inside.length);
      const parts = [...intervals];
      expect(parts.every((part, index) => part.from > (parts[index - 1]?.to ?? -1))).toBe(true);
    }),
  );
});

test.each<[string, [number, number][], { from: number; to: number }[]]>([
  ["in order", Array.from({ length: 1_000 }, (_, n): [number, number] => [n, n + 1]), [{ from: 0, to: 1_000 }]],
  [
    "backwards",
    [
      [4, 6],
      [2, 4],
      [0, 2],
    ],
    [{ from: 0, to: 6 }],
  ],
  [
    "over others",
    [
      [1, 2],
      [4, 5],
      [0, 9],
    ],
    [{ from: 0, to: 9 }],
  ],
  [
    "nothing",
    [
      [3, 3],
      [5, 4],
    ],
    [],
  ],
])("%s", (_, added, want) => {
  const intervals = new Intervals();
  for (const [from, to] of added) intervals.add(from, to);
  expect([...intervals]).toEqual(want);
});

test("what is over an end that nobody knows can be taken out", () => {
  const intervals = new Intervals();
  intervals.add(0, 100);
  intervals.remove(40, Number.POSITIVE_INFINITY);
  expect([...intervals]).toEqual([{ from: 0, to: 40 }]);
  expect(intervals.count).toBe(40);
});
