// Any history of writes, crashes, pauses, power losses and rotten disks: what was promised at its durability is
// delivered, nothing else is, and recovery ends. TRACKLAKE_HISTORIES=10000 runs more, TRACKLAKE_SEED repeats a run.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Action, play, type Setup } from "./crash-model.js";

const histories = Number(process.env.TRACKLAKE_HISTORIES ?? 500);
const seed = Number(process.env.TRACKLAKE_SEED ?? Math.floor(Math.random() * 2 ** 31));

const who = fc.nat(1);
const sizes = fc.array(fc.oneof(fc.nat(20), fc.nat(200)), { minLength: 1, maxLength: 8 });
const of = <K extends Action["kind"]>(kind: K) => fc.constant(kind);

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 14, arbitrary: fc.record({ kind: of("append"), who, sizes, park: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: of("appendNow"), who, sizes }) },
  { weight: 4, arbitrary: fc.record({ kind: of("read"), who, maxBytes: fc.integer({ min: 1, max: 2_000 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: of("deliver"), who, lines: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: of("steps"), limit: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.record({ kind: of("kill"), who }) },
  { weight: 6, arbitrary: fc.record({ kind: of("open"), who }) },
  { weight: 3, arbitrary: fc.record({ kind: of("pause"), who }) },
  { weight: 5, arbitrary: fc.record({ kind: of("wake"), who }) },
  { weight: 1, arbitrary: fc.record({ kind: of("close"), who }) },
  { weight: 1, arbitrary: fc.record({ kind: of("adopt"), who }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: of("advance"), milliseconds: fc.constantFrom(100, 1_100, 3_100, 20_000) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: of("errors"), who, after: fc.nat(20), count: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: of("short"), who, count: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: of("unsynced"), who, count: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: of("full"), room: fc.option(fc.nat(400), { nil: undefined }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: of("flip"),
      where: fc.double({ min: 0, max: 0.999999, noNaN: true }),
      bit: fc.nat(7),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: of("power") }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: of("interrupt"),
      who,
      sizes,
      steps: fc.nat(14),
      by: fc.constantFrom("kill", "pause", "pause"),
    }),
  },
);

const setup: fc.Arbitrary<Setup> = fc.record({
  durability: fc.constantFrom("process", "disk"),
  whenFull: fc.constantFrom("refuse-new", "refuse-new", "drop-oldest"),
  capacity: fc.constantFrom(8_000, 1_000_000),
  segmentBytes: fc.constantFrom(600, 2_000, 100_000),
  seed: fc.nat(),
});

test(
  `${histories} histories`,
  async () => {
    const sums = { promised: 0, excusedAndLost: 0, quarantinedFrames: 0 };
    await fc.assert(
      fc.asyncProperty(
        setup,
        fc.array(action, { minLength: 10, maxLength: 120, size: "max" }),
        async (how, actions) => {
          const outcome = await play(how, actions);
          for (const key of ["promised", "excusedAndLost", "quarantinedFrames"] as const) sums[key] += outcome[key];
          expect(outcome).toMatchObject({ lost: [], invented: [], wrongCounts: [], leftOver: [], ended: true });
          if (outcome.excusedAndLost > 0 && how.whenFull === "refuse-new") {
            expect(outcome.quarantinedFrames).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: histories, seed },
    );
    console.log(
      `${histories} histories, seed ${seed}: ${sums.promised} lines promised, 0 lost, 0 invented; ` +
        `${sums.quarantinedFrames} spoilt frames put aside, ${sums.excusedAndLost} lines lost with them or dropped by choice`,
    );
  },
  Math.max(60_000, histories * 200),
);
