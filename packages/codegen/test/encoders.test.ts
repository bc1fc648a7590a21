import { lineLimits } from "@tracklake/envelope";
import type { Definitions } from "@tracklake/sdk";
import { normalise } from "@tracklake/sdk/encoder";
import { afterAll, beforeAll, expect, test } from "vitest";
import { definitionsIn, generated } from "./client.js";
import { drafts, everything } from "./events.js";

let definitions: Definitions;
let remove: () => Promise<void>;
beforeAll(async () => {
  const client = await generated(drafts(everything));
  remove = client.remove;
  definitions = await definitionsIn(client.directory);
});
afterAll(() => remove());

const valid = {
  paid: true,
  count: 3,
  serial: 9007199254740993n,
  ratio: 0.5,
  total: "12.50",
  note: 'a "quoted"\n☃ 🎉',
  order_id: "0190163d-8694-739b-aea5-966c26f8ad91",
  status: "new",
  placed_at: new Date("2026-01-01T00:00:00Z"),
  due_on: null,
  buyer: { name: "Alice", card: "4111" },
  items: [{ sku: "a", tags: ["a", "b"] }, { sku: "b" }],
  labels: { __x: 1, constructor: 2 },
  extra: { any: [1, null] },
};

function encode(value: unknown) {
  const state = { unknown: 0, hash: (text: string) => `#${text.length}` };
  const text = definitions.events.order_placed?.encode(value, state);
  return { text, unknown: state.unknown };
}

async function violations(value: unknown) {
  const explainer = (await definitions.explainers()).events.order_placed;
  return explainer?.explain(normalise(explainer.shape, value));
}

test("the line's fields, exactly", async () => {
  expect(encode(valid)).toEqual({
    text:
      ',"paid":true,"count":3,"serial":9007199254740993,"ratio":0.5,"total":"12.50","note":"a \\"quoted\\"\\n☃ 🎉"' +
      ',"order_id":"0190163d-8694-739b-aea5-966c26f8ad91","status":"new","placed_at":"2026-01-01 00:00:00.000"' +
      ',"buyer":{"name":"A***"},"items":[{"sku":"a","tags":["a","b"]},{"sku":"b"}],"labels":{"__x":1,"constructor":2}' +
      ',"extra":"{\\"any\\":[1,null]}"',
    unknown: 0,
  });
  expect(await violations(valid)).toEqual([]);
});

test("a context is encoded by itself, its text hashed", () => {
  const state = { unknown: 0, hash: (text: string) => `#${text.length}` };
  expect(definitions.contexts.user?.encode({ user_id: "alice" }, state)).toBe(',"user_id":"#5"');
  expect(definitions.contexts.user?.encode({ user_id: "alice" }, { unknown: 0, hash: () => undefined })).toBe("");
});

test("unknown properties are left out and counted at every depth", () => {
  const { text, unknown } = encode({
    ...valid,
    more: 1,
    items: [{ sku: "a", more: 1 }],
    buyer: { name: "Al", x: null, y: undefined },
  });
  expect(unknown).toBe(3);
  expect(text).not.toContain("more");
});

test.each<[string, object, string, string]>([
  ["missing", { paid: undefined }, "/paid", "is required"],
  ["null", { count: null }, "/count", "is required"],
  ["of another type", { count: "3" }, "/count", "is not of type integer"],
  ["under the minimum", { count: 0 }, "/count", "is not >= 1"],
  ["a fraction", { count: 1.5 }, "/count", "is not of type integer"],
  ["not finite", { ratio: Number.NaN }, "/ratio", "is not of type number"],
  ["at an exclusive bound", { ratio: 0 }, "/ratio", "is not > 0"],
  ["over int64", { serial: 2n ** 63n }, "/serial", "is not a 64-bit integer"],
  ["a number for a BigInt", { serial: 1 }, "/serial", "is not of type string"],
  ["no decimal", { total: "1.234" }, "/total", "is not a decimal text of 10 digits, 2 after the point"],
  ["too long", { note: "x".repeat(21) }, "/note", "is longer than 20 characters"],
  ["too short", { note: "" }, "/note", "is shorter than 1 characters"],
  ["against its pattern", { note: " x" }, "/note", "does not match the pattern ^\\S"],
  ["no UUID", { order_id: "x" }, "/order_id", "is not a UUID"],
  ["not in the enum", { status: "newer" }, "/status", 'is not one of "new", "old"'],
  [
    "no moment",
    { placed_at: "yesterday" },
    "/placed_at",
    "is not a date-time (a Date or RFC 3339 text with a time zone)",
  ],
  ["an invalid Date", { placed_at: new Date(Number.NaN) }, "/placed_at", "is not of type string"],
  ["no day", { due_on: "2026-02-30" }, "/due_on", "is not a date (YYYY-MM-DD)"],
  ["a struct's field missing", { buyer: {} }, "/buyer/name", "is required"],
  ["an array for a struct", { buyer: [] }, "/buyer", "is not of type object"],
  ["too few items", { items: [] }, "/items", "has fewer than 1 items"],
  ["null in an array", { items: [null] }, "/items/0", "is not of type object"],
  ["a hole in an array", { items: new Array(1) }, "/items/0", "is not of type object"],
  ["deep in an array", { items: [{ sku: "a", tags: ["c"] }] }, "/items/0/tags/0", 'is not one of "a", "b"'],
  ["a map's value", { labels: { "a/b": "x" } }, "/labels/a~1b", "is not of type integer"],
])("a value that is %s is refused with its path and reason", async (_, change, path, reason) => {
  const value = { ...valid, ...change };
  expect(encode(value).text).toBeUndefined();
  expect(await violations(value)).toContainEqual({ path, reason });
});

test("inherited names do not stand in for missing properties", () => {
  expect(encode(Object.create(valid)).text).toBe(encode(valid).text);
  expect(encode("text").text).toBeUndefined();
  expect(encode([]).text).toBeUndefined();
  expect(encode(null).text).toBeUndefined();
});

test("text that is no UTF-16 is refused though ajv takes it", async () => {
  const value = { ...valid, note: "x\ud800" };
  expect(encode(value).text).toBeUndefined();
  expect(await violations(value)).toEqual([]);
});

const nested = (levels: number) => JSON.parse("[".repeat(levels) + "]".repeat(levels)) as unknown;
const cycle: { self?: unknown } = {};
cycle.self = cycle;
const throws = {
  get paid(): boolean {
    throw new Error("code of the host");
  },
  toJSON: () => {
    throw new Error("code of the host");
  },
};

test.each<[string, object]>([
  ["a cycle", { extra: cycle }],
  ["a cycle where an object is wanted", { buyer: cycle }],
  ["a BigInt in JSON", { extra: { n: 1n } }],
  ["a BigInt for an integer", { count: 3n }],
  ["NaN", { ratio: Number.NaN }],
  ["infinity", { ratio: Number.POSITIVE_INFINITY }],
  ["a lone surrogate in a key", { labels: { "\ud800": 1 } }],
  ["a toJSON that throws", { extra: throws }],
  ["JSON 10,000 deep", { extra: nested(10_000) }],
  ["5 MB of text", { buyer: { name: "x".repeat(5_000_000) } }],
  ["5 MB of JSON", { extra: "x".repeat(5_000_000) }],
  ["a text object", { status: new String("new") }],
  ["a symbol", { total: Symbol("s") }],
  ["a function", { extra: () => 1 }],
])("%s is refused, and never a broken line", (_, change) => {
  expect(encode({ ...valid, ...change }).text).toBeUndefined();
  expect(encode(valid).text).toBeDefined();
});

test("a getter that throws is the caller's to catch, and leaves the encoder whole", () => {
  expect(() => encode(throws)).toThrow("code of the host");
  expect(encode(valid).unknown).toBe(0);
});

test.each<[string, object, number]>([
  ["__proto__", JSON.parse('{"__proto__":{"paid":false}}') as object, 1],
  ["constructor", { constructor: 1, prototype: 2 }, 2],
  ["toJSON and valueOf", { toJSON: () => "{}", valueOf: () => 1 }, 2],
  ["10,000 strangers", Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`x${i}`, i])), 10_000],
  ["a stranger of 5 MB and one 10,000 deep", { big: "x".repeat(5_000_000), deep: nested(10_000) }, 2],
])("strangers are stripped and counted, whatever they are called: %s", (_, more, count) => {
  const value = Object.defineProperties({ ...valid }, Object.getOwnPropertyDescriptors(more));
  expect(encode(value)).toEqual({ text: encode(valid).text, unknown: count });
});

test("lines up to the longest are whole, and longer ones refused", () => {
  const { bytes } = lineLimits;
  for (const length of [
    bytes - 2_000,
    bytes - 500,
    bytes,
    bytes + 60_000,
    bytes + 64_000,
    bytes + 65_000,
    bytes + 66_000,
  ]) {
    for (const character of ["x", "漢", "\n"]) {
      const size = Buffer.byteLength(JSON.stringify(character)) - 2;
      const extra = character.repeat(Math.floor(length / (character === "\n" ? 3 : size)));
      const { text } = encode({ ...valid, extra });
      if (text !== undefined) expect(JSON.parse(`{${text.slice(1)}}`)).toMatchObject({ extra: JSON.stringify(extra) });
      else expect(length).toBeGreaterThan(bytes);
    }
  }
});
