// What an engine does not see is never hidden: a day of whose files nothing was read, and files that go while it writes.
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Fixture, fixture, HOUR } from "./fixture.js";

let lake: Fixture;
beforeEach(async () => {
  lake = await fixture();
});
afterEach(() => lake.close());

test("an engine that reads no row of a day's files publishes nothing, and the view goes on showing them", async () => {
  await lake.deliver("2026-03-01", "a.ndjson", [1, 2]);
  const blind = { ...lake.ports, writer: { readsTables: false, write: async () => ({ warnings: [] }) } };
  const { failure } = await lake.curate({ ports: blind });
  expect(failure).toMatchObject({
    code: "engine-failed",
    message: expect.stringMatching(
      /order_placed_v1 has 1 delivered files .* of 2026-03-01, and the engine read no row/,
    ),
  });
  expect(await lake.boundary()).toBeUndefined();
  expect((await lake.runs()).pointed).toEqual([]);
  expect((await lake.seen()).events).toEqual([1, 2]);
  expect((await lake.curate()).failure).toBeUndefined();
  expect((await lake.seen()).events).toEqual([1, 2]);
});

test("files that go in every round leave the day as it is, and what it had is kept by the next curation", async () => {
  await lake.deliver("2026-03-01", "a.ndjson", [1]);
  await lake.curate();
  const before = (await lake.runs()).pointed;
  await lake.deliver("2026-03-01", "b.ndjson", [2]);
  let round = 0;
  const { write } = lake.ports.writer;
  const going = {
    ...lake.ports,
    // The first file goes after the list of the last round, before the engine reads it.
    writer: {
      readsTables: false,
      async write(...job: Parameters<typeof write>) {
        if (++round === 3) await lake.expire("2026-03-01");
        else await lake.deliver("2026-03-01", `more-${round}.ndjson`, [2 + round]);
        return write(...job);
      },
    },
  };
  await lake.curate({ ports: going });
  expect(round).toBe(3);
  expect((await lake.runs()).pointed).toEqual(before);
  await lake.curate({ ports: { ...lake.ports, now: () => Date.now() + 48 * HOUR } });
  expect((await lake.seen()).events).toEqual([1]);
});
