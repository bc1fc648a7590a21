import { describe, expect, test } from "vitest";
import { backoff } from "../../src/delivery/backoff.js";
import { Circuit } from "../../src/delivery/circuit.js";

function circuit(random = 1) {
  let now = 0;
  const made = new Circuit({ now: () => now, random: () => random });
  return { circuit: made, pass: (milliseconds: number) => (now += milliseconds) };
}

test.each([
  ["the first retry", 0, 1, 100],
  ["full jitter", 3, 0.25, 200],
  ["no jitter at all", 5, 0, 0],
  ["the cap", 50, 1, 30_000],
])("backoff: %s", (_, attempt, random, want) => {
  expect(backoff(attempt, random)).toBe(want);
});

describe("the circuit", () => {
  test("lets calls through while they succeed", () => {
    const { circuit: made } = circuit();
    for (let n = 0; n < 10; n++) expect(made.succeeded()).toBe(false);
    expect([made.wait, made.failing, made.downFor]).toEqual([0, false, undefined]);
  });

  test("waits longer and longer before it is open, and longer again after", () => {
    const { circuit: made, pass } = circuit();
    const waits = Array.from({ length: 9 }, () => {
      made.failed(false, 0);
      const wait = made.wait;
      pass(wait);
      return wait;
    });
    expect(waits).toEqual([100, 200, 400, 800, 1_000, 2_000, 4_000, 8_000, 16_000]);
    // Open since the fifth failure, which came after 100 + 200 + 400 + 800 ms.
    expect(made.downFor).toBe(1_000 + 2_000 + 4_000 + 8_000 + 16_000);
  });

  test("never undercuts the interval that it is given", () => {
    const { circuit: made } = circuit(0);
    made.failed(false, 909);
    expect(made.wait).toBe(909);
  });

  test.each([
    ["four failures are too few to judge by", [0, 0, 0, 0], false],
    ["five failures", [0, 0, 0, 0, 0], true],
    ["half of the calls", [1, 1, 1, 0, 0, 0], true],
    ["less than half", [1, 1, 1, 1, 0, 0, 0], false],
    ["what is long ago does not count", [...Array(20).fill(1), ...Array(10).fill(0)], true],
  ])("opens on the ratio: %s", (_, calls, open) => {
    const { circuit: made } = circuit(0);
    for (const ok of calls) {
      if (ok) made.succeeded();
      else made.failed(false, 0);
    }
    expect(made.downFor !== undefined).toBe(open);
  });

  test("opens at once when waiting cannot help", () => {
    const { circuit: made } = circuit();
    made.failed(true, 0);
    expect(made.downFor).toBe(0);
    expect(made.wait).toBe(1_000);
  });

  test("closes on one success, and says that it was open", () => {
    const { circuit: made, pass } = circuit();
    made.failed(true, 0);
    pass(5_000);
    expect([made.downFor, made.succeeded()]).toEqual([5_000, true]);
    expect([made.wait, made.failing, made.downFor, made.succeeded()]).toEqual([0, false, undefined, false]);
    made.failed(false, 0);
    expect(made.downFor).toBe(undefined);
  });
});
