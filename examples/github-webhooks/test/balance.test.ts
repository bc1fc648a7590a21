// The demo's verdict: what adds up is said to, and each thing that does not is named.
import type { Counts } from "@tracklake/sdk";
import { expect, test } from "vitest";
import { imbalances, LAW, type LakeCounts, lawInNumbers } from "../src/demo/balance.js";

const counts: Counts = {
  accepted: 10,
  adopted: 0,
  queued: 0,
  spooled: 0,
  delivered: 10,
  deadLettered: 0,
  dropped: 0,
  handedOver: 0,
  droppedBy: {},
  deadLetteredBy: {},
  refusedBy: {},
  stripped: 0,
  retried: 0,
  possiblyDuplicated: 0,
  fellBack: 0,
  hashesWithoutKey: 0,
};
const lake: LakeCounts = { lines: 10, events: 10, shown: 10 };

test.each<[string, Partial<Counts>, Partial<LakeCounts>, string[]]>([
  ["all is well", {}, {}, []],
  ["a line written twice is shown once", {}, { lines: 12 }, []],
  ["an event is lost in the lake", {}, { events: 9, shown: 9 }, ["10 events were delivered, the lake holds 9."]],
  ["a duplicate is shown", {}, { lines: 11, shown: 11 }, ["The lake holds 10 events, its views show 11 rows."]],
  ["unknown properties", { stripped: 2 }, {}, ["2 unknown properties were stripped."]],
  [
    "an event is nowhere",
    { delivered: 9 },
    { lines: 9, events: 9, shown: 9 },
    ["10 events came in, 9 are accounted for.", "10 events were accepted, 9 were delivered."],
  ],
  [
    "a dead letter is accounted for, and not delivered",
    { delivered: 9, deadLettered: 1 },
    { lines: 9, events: 9, shown: 9 },
    ["10 events were accepted, 9 were delivered."],
  ],
])("%s", (_name, counted, held, want) => {
  expect(imbalances({ ...counts, ...counted }, { ...lake, ...held })).toEqual(want);
});

test("the law has as many numbers as names", () => {
  expect(lawInNumbers(counts)).toBe("10 + 0 = 0 + 0 + 10 + 0 + 0 + 0");
  expect(lawInNumbers(counts).replace(/\d+/g, "n")).toBe(LAW.replace(/[a-z]+(?:[- ][a-z]+)*/g, "n"));
});
