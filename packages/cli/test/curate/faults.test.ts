// A curation that is cut off before or after any of its calls: nothing is missing or double then, and running it
// again ends in the same state as if nothing had happened.
import { describe, expect, test } from "vitest";
import { type Fixture, fixture, HOUR, hooked } from "./fixture.js";

const all = [1, 2, 3, 4, 5, 6, 7, 8];
/** Came late for a day that was curated: views show it once a curation has taken it in. */
const late = [3];
/** Calls that change something: cut off after them, the answer is lost and the work done. */
const effects = new Set(["write", "publish", "moveBoundary", "remove", "ensure"]);

/** Day 1 curated, with a late file since; days 2 and 3 over, with duplicates; day 4 under way. */
async function begun(): Promise<Fixture> {
  const lake = await fixture();
  await lake.deliver("2026-03-01", "a.ndjson", [1, 2]);
  await lake.curate({ to: "2026-03-01" });
  await lake.deliver("2026-03-01", "late.ndjson", [2, 3]);
  await lake.deliver("2026-03-02", "a.ndjson", [4, 5]);
  await lake.deliver("2026-03-02", "b.ndjson", [5]);
  await lake.deliver("2026-03-03", "a.ndjson", [6, 7]);
  await lake.deliver("2026-03-04", "a.ndjson", [8]);
  return lake;
}

const once = (ids: readonly number[]) => [...new Set(ids)];

async function steps(): Promise<string[]> {
  const lake = await begun();
  const names: string[] = [];
  await lake.curate({ ports: hooked(lake.ports, (name, when) => void (when === "before" && names.push(name))) });
  await lake.close();
  return names;
}

const names = await steps();
const cases = names.flatMap((name, index): [number, string, "before" | "after"][] =>
  effects.has(name)
    ? [
        [index, name, "before"],
        [index, name, "after"],
      ]
    : [[index, name, "before"]],
);

test("a curation has the steps that are cut off below, the boundary and the views last", () => {
  expect(names.filter((name) => name === "publish")).toHaveLength(3);
  expect(names.lastIndexOf("publish")).toBeLessThan(names.indexOf("moveBoundary"));
  expect(names.indexOf("moveBoundary")).toBeLessThan(names.indexOf("bring"));
});

describe("cut off", () => {
  test.concurrent.each(cases)("at step %i, %s, %s it", async (at, _, when) => {
    const lake = await begun();
    try {
      let index = -1;
      const cut = hooked(lake.ports, (__, now) => {
        if (now === "before") index++;
        if (index === at && now === when) throw new Error("cut off here");
      });
      const broken = await lake.curate({ ports: cut });
      expect(broken.failure?.message).toContain("cut off here");
      const { events, elements } = await lake.seen();
      expect(events).toEqual(once(events));
      expect(elements).toEqual(events);
      expect(events).toEqual(expect.arrayContaining(all.filter((id) => !late.includes(id))));
      // What one look at the view showed, the next shows too.
      const again = await lake.curate();
      expect(again.failure).toBeUndefined();
      expect(await lake.seen()).toEqual({ events: all, elements: all });
      expect(await lake.boundary()).toBe("2026-03-03");
      // After the grace only what partitions point to is there, one folder a day.
      const later = { ...lake.ports, now: () => Date.now() + 48 * HOUR };
      await lake.curate({ ports: later });
      const { pointed, there } = await lake.runs();
      expect(there).toEqual(pointed);
      expect(pointed.map((one) => one.slice(0, 10))).toEqual(["2026-03-01", "2026-03-02", "2026-03-03"]);
      expect(await lake.seen()).toEqual({ events: all, elements: all });
    } finally {
      await lake.close();
    }
  });
});
