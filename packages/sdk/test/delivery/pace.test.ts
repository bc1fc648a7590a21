import { expect, test } from "vitest";
import { Pace } from "../../src/delivery/pace.js";
import { Rate } from "../../src/delivery/rate.js";

test("a rate is right from its first seconds on, and follows what changes", () => {
  const rate = new Rate(10, 0);
  expect(rate.perSecond(500)).toBe(undefined);
  for (let now = 0; now <= 5_000; now += 100) rate.add(100, now);
  expect((rate.perSecond(5_000) ?? 0) / 1_000).toBeCloseTo(1, 0.9);
  for (let now = 5_100; now <= 65_000; now += 100) rate.add(300, now);
  expect((rate.perSecond(65_000) ?? 0) / 3_000).toBeCloseTo(1, 0.9);
  expect(rate.perSecond(200_000)).toBeLessThan(1);
});

/** Sends whenever there is room, in pieces, and returns what was sent in so many milliseconds. */
function sendFor(pace: Pace, from: number, milliseconds: number, piece: number, usual = 0): number {
  let sent = 0;
  let came = from;
  for (let now = from; now < from + milliseconds; now += Math.max(1, pace.wait(now))) {
    // What is usual goes on coming meanwhile.
    for (; came <= now; came += 100) pace.came(usual / 10, came);
    if (pace.room(now) <= 0) continue;
    const bytes = Math.min(piece, Math.max(1, Math.floor(pace.room(now))));
    pace.sent(bytes, now);
    sent += bytes;
  }
  return sent;
}

function steady(multiple: number, bytesPerSecond: number): Pace {
  const pace = new Pace(multiple, 0);
  for (let now = 0; now < 120_000; now += 100) pace.came(bytesPerSecond / 10, now);
  return pace;
}

test("nothing limits what has never failed", () => {
  const pace = steady(2, 100_000);
  expect([pace.room(120_000), pace.wait(120_000)]).toEqual([Number.POSITIVE_INFINITY, 0]);
});

test.each([
  [2, 100_000],
  [2, 1_000_000],
  [5, 200_000],
])(
  "what was held back drains at %d times the usual rate of %d bytes by the second, and no faster",
  (multiple, usual) => {
    const pace = steady(multiple, usual);
    pace.drain(120_000);
    const sent = sendFor(pace, 120_000, 30_000, 64 * 1024, usual);
    expect(sent / 30 / usual).toBeGreaterThan(multiple * 0.9);
    expect(sent / 30 / usual).toBeLessThanOrEqual(multiple * 1.05);
  },
);

test("a service that tracks hardly anything still drains", () => {
  const pace = new Pace(2, 0);
  pace.drain(1_000);
  expect(sendFor(pace, 1_000, 10_000, 64 * 1024)).toBeGreaterThan(400_000);
});

test("throttling slows down, what goes through speeds up again, and an empty backlog lifts the limit", () => {
  const pace = new Pace(2, 0);
  for (let now = 0; now < 10_000; now += 100) pace.sent(100_000, now);
  pace.throttled(10_000);
  const cut = pace.limit(10_000);
  expect(cut).toBeGreaterThan(600_000);
  expect(cut).toBeLessThan(800_000);
  pace.throttled(10_000);
  expect(pace.limit(10_000)).toBeLessThan(cut);
  const low = pace.limit(10_000);
  pace.went(true);
  expect(pace.limit(10_000)).toBeGreaterThan(low);
  pace.free();
  expect(pace.limit(10_000)).toBe(Number.POSITIVE_INFINITY);
});

test("a drain keeps up with what comes meanwhile, however little came when it began", () => {
  const pace = new Pace(2, 0);
  for (let now = 0; now < 60_000; now += 100) pace.came(100, now);
  pace.drain(60_000);
  for (let now = 60_000; now < 180_000; now += 100) pace.came(100_000, now);
  expect(pace.limit(180_000)).toBeGreaterThan(1_500_000);
});

test("a limited sender saves up for calls that are worth their while", () => {
  const pace = new Pace(2, 0);
  for (let now = 0; now < 60_000; now += 100) pace.came(10_000, now);
  pace.drain(60_000);
  let calls = 0;
  let bytes = 0;
  for (let now = 60_000; now < 70_000; now += Math.max(1, pace.wait(now))) {
    if (pace.wait(now) > 0) continue;
    const room = pace.room(now);
    pace.sent(room, now);
    bytes += room;
    calls++;
  }
  // Of 100,000 bytes by the second twice as many go, four times a second.
  expect(calls).toBeLessThanOrEqual(41);
  expect(bytes / 10).toBeGreaterThan(150_000);
  expect(bytes / 10).toBeLessThanOrEqual(210_000);
});
