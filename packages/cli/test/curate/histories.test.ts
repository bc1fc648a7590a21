// Random histories of a lake: deliveries, late ones, duplicates, curations, those that are cut off, two at once,
// delivered files that a lifecycle removes, old runs cleaned. Views lose nothing that they showed, and double nothing.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Fixture, fixture, HOUR, hooked } from "./fixture.js";

const DAYS = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"];
const OVER = "2026-03-03";

type Step =
  | { readonly kind: "deliver"; readonly day: number; readonly fresh: number; readonly again: readonly number[] }
  | { readonly kind: "curate" }
  | { readonly kind: "cut"; readonly at: number; readonly when: "before" | "after" }
  | { readonly kind: "two"; readonly turns: readonly number[] }
  | { readonly kind: "expire"; readonly day: number }
  | { readonly kind: "clean" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("deliver" as const),
      day: fc.nat(DAYS.length - 1),
      fresh: fc.integer({ min: 0, max: 3 }),
      again: fc.array(fc.nat(20), { maxLength: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: "curate" as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("cut" as const),
      at: fc.nat(35),
      when: fc.constantFrom("before" as const, "after" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("two" as const),
      turns: fc.array(fc.nat(4), { minLength: 8, maxLength: 8 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("expire" as const), day: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.constant({ kind: "clean" as const }) },
);

/** Ports whose calls wait for a number of turns each, so that two curations run through each other. */
function slowed(lake: Fixture, turns: readonly number[]) {
  let call = 0;
  return hooked(lake.ports, async (_, when) => {
    if (when === "after") return;
    for (let left = turns[call++ % turns.length] ?? 0; left > 0; left--) await new Promise((go) => setImmediate(go));
  });
}

test("views show each event once, keep what they showed, and all of it after a curation", {
  timeout: 3_600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 9 }), async (history) => {
      const lake = await fixture();
      try {
        const days = new Map<string, number[]>();
        let [next, file] = [0, 0];
        let before: readonly number[] = [];
        for (const one of [...history, { kind: "curate" } as const]) {
          let whole = false;
          const ends = (report: { failure?: { message: string } }) => expect(report.failure).toBeUndefined();
          switch (one.kind) {
            case "deliver": {
              const dt = DAYS[one.day] ?? "";
              const known = days.get(dt) ?? [];
              const fresh = Array.from({ length: one.fresh }, () => next++);
              const again = one.again.flatMap((index) => known[index] ?? []);
              days.set(dt, [...known, ...fresh]);
              if (fresh.length + again.length > 0) await lake.deliver(dt, `${file++}.ndjson`, [...fresh, ...again]);
              break;
            }
            case "curate":
              ends(await lake.curate({ to: OVER }));
              whole = true;
              break;
            case "cut": {
              let index = -1;
              const ports = hooked(lake.ports, (_, when) => {
                if (when === "before") index++;
                if (index === one.at && when === one.when) throw new Error("cut off here");
              });
              const { failure } = await lake.curate({ to: OVER, ports });
              if (failure) expect(failure.message).toContain("cut off here");
              break;
            }
            case "two": {
              const half = one.turns.length / 2;
              const both = [one.turns.slice(0, half), one.turns.slice(half)];
              for (const report of await Promise.all(
                both.map((turns) => lake.curate({ to: OVER, ports: slowed(lake, turns) })),
              )) {
                ends(report);
              }
              whole = true;
              break;
            }
            case "expire": {
              const dt = DAYS[one.day] ?? "";
              // What a lifecycle removes was curated long before.
              ends(await lake.curate({ to: OVER }));
              if (dt <= ((await lake.boundary()) ?? "")) await lake.expire(dt);
              whole = true;
              break;
            }
            case "clean":
              ends(await lake.curate({ to: OVER, ports: { ...lake.ports, now: () => Date.now() + 48 * HOUR } }));
              whole = true;
              break;
          }
          const { events, elements } = await lake.seen();
          expect(events).toEqual([...new Set(events)]);
          expect(elements).toEqual(events);
          expect(events).toEqual(expect.arrayContaining([...before]));
          const delivered = [...days.values()].flat().sort((a, b) => a - b);
          expect(delivered).toEqual(expect.arrayContaining([...events]));
          if (whole) expect(events).toEqual(delivered);
          before = events;
        }
      } finally {
        await lake.close();
      }
    }),
    {
      numRuns: Number(process.env.TRACKLAKE_RUNS ?? 20),
      // A day that views were made over has no delivered files any more.
      examples: [
        [
          [
            { kind: "deliver", day: 1, fresh: 1, again: [] },
            { kind: "expire", day: 1 },
          ],
        ],
      ],
    },
  );
});
