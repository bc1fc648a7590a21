// Rows whose delivered files are gone live in the curated run alone: every later run of their day has to take them along.
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Fixture, fixture } from "./fixture.js";

const DAY = "2026-03-01";
let lake: Fixture;
beforeEach(async () => {
  lake = await fixture();
  await lake.deliver(DAY, "a.ndjson", [1, 2]);
  await lake.curate();
  await lake.expire(DAY);
  await lake.deliver(DAY, "b.ndjson", [3]);
  await lake.curate({ from: DAY });
});
afterEach(() => lake.close());

test.each<[string, () => Promise<unknown>, readonly number[]]>([
  ["another late file", () => lake.deliver(DAY, "c.ndjson", [4]), [1, 2, 3, 4]],
  ["files that go once more", () => lake.expire(DAY), [1, 2, 3]],
  ["nothing else", async () => {}, [1, 2, 3]],
])("after %s", async (_, what, events) => {
  await what();
  await lake.curate({ from: DAY, again: true });
  expect((await lake.seen()).events).toEqual(events);
  await lake.curate({ from: DAY, again: true });
  expect((await lake.seen()).events).toEqual(events);
});
