// Schemas made to hurt: every question ends within its steps, with an answer or with the reason why there is none.
// Nothing is timed: the steps are what is counted, and the runner's own limit stands behind them.
import { expect, test } from "vitest";
import { isContained } from "../../src/json-schema/is-contained.js";

type Schema = Record<string, unknown>;

const nested = (depth: number, wrap: (inner: unknown) => unknown) =>
  Array.from({ length: depth }).reduce<unknown>((inner) => wrap(inner), { type: "string" });
const range = <Item>(length: number, make: (index: number) => Item) =>
  Array.from({ length }, (_, index) => make(index));
const choices = (keyword: string, count: number): Schema => ({
  type: "object",
  allOf: range(count, (index) => ({ [keyword]: [{ required: [`a${index}`] }, { required: [`b${index}`] }] })),
});
const union = (count: number): Schema => ({
  oneOf: range(count, (index) => ({
    type: "object",
    properties: { kind: { const: `k${index}` }, [`v${index}`]: { type: "integer", minimum: index } },
    required: ["kind"],
    additionalProperties: false,
  })),
});
const wide = (count: number, more = 0): Schema => ({
  type: "object",
  properties: Object.fromEntries(
    range(count, (index) => [`p${index}`, { type: "string", maxLength: 10 + index + more }]),
  ),
  required: range(count, (index) => `p${index}`),
});
const cycles = (count: number): Schema => ({
  $ref: "#/definitions/d0",
  definitions: Object.fromEntries(
    range(count, (from) => [
      `d${from}`,
      {
        type: "object",
        properties: Object.fromEntries(
          range(count, (to) => [`x${to}`, { $ref: `#/definitions/d${(from * 7 + to * 3 + 1) % count}` }]),
        ),
        additionalProperties: false,
      },
    ]),
  ),
});
const flat = (count: number, type: string, last = type): Schema => ({
  type: "object",
  properties: Object.fromEntries(range(count, (at) => [`p${at}`, { type: at === count - 1 ? last : type }])),
  additionalProperties: false,
});
const values = (count: number): Schema => ({ enum: range(count, (index) => `v${index}`) });

test.each<[string, unknown, unknown, boolean | "unknown"]>([
  ["properties 5,000 deep", nested(5_000, (a) => ({ properties: { a } })), {}, "unknown"],
  ["allOf 5,000 deep", nested(5_000, (a) => ({ allOf: [a] })), {}, "unknown"],
  [
    "properties 100 deep",
    nested(100, (a) => ({ properties: { a } })),
    nested(99, (a) => ({ properties: { a } })),
    false,
  ],
  ["2³⁰ ways by anyOf, which count to more than they show", choices("anyOf", 30), { minProperties: 30 }, "unknown"],
  ["2³⁰ ways by oneOf, and one too few", choices("oneOf", 30), { minProperties: 31 }, false],
  ["a union of 40 in one of 41", union(40), union(41), true],
  ["a union of 41 in one of 40", union(41), union(40), false],
  ["an enum of 20,000", values(20_000), values(20_001), true],
  ["an enum of 20,000 too many", { type: "string" }, values(20_000), false],
  ["200 properties", wide(200), wide(200, 1), true],
  ["200 properties, each narrower", wide(200, 1), wide(200), false],
  ["3,000 properties", flat(3_000, "integer"), flat(3_000, "number"), true],
  ["3,000 properties, the last another", flat(3_000, "integer"), flat(3_000, "number", "string"), false],
  ["3,000 properties, all required", wide(3_000), wide(3_000, 1), true],
  ["20 definitions that all lead to each other", cycles(20), cycles(20), true],
  ["12 and 13 definitions that all lead to each other", cycles(12), cycles(13), true],
  [
    "a pattern whose automaton has 2¹⁸ states",
    { pattern: "^(a|b)*a(a|b){18}$" },
    { pattern: "^(a|b)*b(a|b){18}$" },
    "unknown",
  ],
  [
    "a pattern that backtracks without end",
    { type: "string", pattern: "^(a+)+$", minLength: 60 },
    { maxLength: 40 },
    false,
  ],
  ["a repetition of 10⁹", { pattern: "^a{0,1000000000}$" }, { pattern: "^b" }, false],
  ["strings of a million", { type: "string", pattern: "^[a-z]+$", minLength: 1_000_000 }, { maxLength: 10 }, "unknown"],
  ["arrays of a million", { type: "array", minItems: 1_000_000 }, { maxItems: 3 }, "unknown"],
  ["objects of a million", { type: "object", minProperties: 1_000_000 }, { maxProperties: 3 }, "unknown"],
  [
    "more schemas than ajv compiles",
    { anyOf: range(7_000, (value) => ({ const: value })) },
    { type: "null" },
    "unknown",
  ],
])("%s", (_, sub, sup, want) => {
  const answer = isContained(sub, sup);
  expect(answer.contained).toBe(want);
  if (answer.contained === "unknown") {
    expect(answer.reasons[0]?.rule).toMatch(/^(BUDGET_EXCEEDED|PATTERN_UNDECIDED|NOT_CONFIRMED)$/);
  }
});

test("a question may be given fewer steps", () => {
  expect(isContained(union(40), union(41), { steps: 500 })).toMatchObject({
    contained: "unknown",
    reasons: [{ rule: "BUDGET_EXCEEDED" }],
  });
});

test("the steps of flat objects grow as their properties do", () => {
  const steps = (count: number) => {
    const holds = (most: number) =>
      isContained(flat(count, "integer"), flat(count, "number"), { steps: most }).contained;
    let [few, enough] = [0, 1_000_000];
    while (enough - few > 100) {
      const middle = (few + enough) >> 1;
      if (holds(middle) === true) enough = middle;
      else few = middle;
    }
    return enough;
  };
  const [small, large] = [steps(50), steps(400)];
  // Every property is looked at, and none of them again for each of the others.
  expect(small).toBeGreaterThan(50);
  expect(large / small).toBeGreaterThan(6);
  expect(large / small).toBeLessThan(10);
});

test("of thousands of demands, those that a document shows are named", () => {
  const answer = isContained(flat(3_000, "integer"), flat(3_000, "number", "string"));
  expect(answer).toMatchObject({
    contained: false,
    reasons: [{ rule: "TYPE_NARROWED", path: "/properties/p2999/type", counterexample: { p2999: 0 } }],
  });
});

test("a list of differences ends where its steps do, and the verdict stands", () => {
  const answer = isContained(wide(300, 1), wide(300), { steps: 100_000, reasons: 300 });
  if (answer.contained !== false) throw new Error(`The answer is ${answer.contained}.`);
  expect(answer.reasons.length).toBeGreaterThan(0);
  expect(answer.reasons.length).toBeLessThan(300);
});
