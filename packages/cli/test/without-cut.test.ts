// What a dead letter could not keep as it was is left out, and nothing else.
import type { DeadLetter } from "@tracklake/sdk";
import { expect, test } from "vitest";
import { withoutCut } from "../src/redrive/without-cut.js";

const letter = (values: Partial<DeadLetter>): DeadLetter => ({
  event_id: "a",
  event_name: "e",
  event_time: "2026-01-01 00:00:00.000",
  service: "s",
  reason: "violation",
  ...values,
});

const long = "k".repeat(300);

test.each<[string, Partial<DeadLetter>, object]>([
  ["nothing was cut", { known: { a: 1 } }, { known: { a: 1 } }],
  ["a shortened text", { known: { note: "xx", a: 1 }, cut: ["/note"] }, { known: { a: 1 } }],
  [
    "deep in an object and a list",
    { known: { items: [{ sku: "s", n: "7" }, { sku: "t" }] }, cut: ["/items/0/n"] },
    { known: { items: [{ sku: "s" }, { sku: "t" }] } },
  ],
  [
    "an item, which keeps its place",
    { known: { tags: ["a", "b"] }, cut: ["/tags/1"] },
    { known: { tags: ["a", null] } },
  ],
  [
    "of a context",
    { known: { name: "n" }, contexts: { user: { name: "m", id: "i" } }, cut: ["/contexts/user/name"] },
    { known: { name: "n" }, contexts: { user: { id: "i" } } },
  ],
  [
    "a whole context",
    { known: {}, contexts: { user: { id: "i" } }, cut: ["/contexts/user"] },
    { known: {}, contexts: { user: { id: "i" } } },
  ],
  [
    "a key with slashes",
    { known: { m: { "a/b": "x", a: { b: 1 } } }, cut: ["/m/a/b"] },
    { known: { m: { a: { b: 1 } } } },
  ],
  [
    "a key that is longer than a path holds",
    { known: { m: { [long]: "x", a: 1 } }, cut: [`/m/${long.slice(0, 200)}`] },
    { known: { m: { a: 1 } } },
  ],
  ["what was not kept at all", { known: { a: 1 }, cut: ["/b"] }, { known: { a: 1 } }],
  ["somewhere that nobody can name", { known: { a: 1 }, cut: [""] }, { known: { a: 1 } }],
])("%s", (_, values, want) => {
  const given = letter(values);
  const before = structuredClone(given);
  expect(withoutCut(given)).toMatchObject(want);
  const { known, contexts = {} } = withoutCut(given) as DeadLetter;
  expect({ known, contexts }).toEqual({ contexts: {}, ...want });
  expect(given).toEqual(before);
});

test.each<[string, Partial<DeadLetter>, RegExp]>([
  ["more places than are told", { known: {}, cut: Array.from({ length: 50 }, (_, n) => `/f${n}`) }, /more values than/],
  ["a place that is not there", { known: { a: 1 }, cut: ["/b/c"] }, /the value of \/b\/c, which cannot be found/],
])("%s: it is not sent", (_, values, problem) => {
  expect(withoutCut(letter(values))).toEqual({ problem: expect.stringMatching(problem) });
});
