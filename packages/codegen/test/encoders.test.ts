import { lineLimits } from "@tracklake/envelope";
import type { Definitions } from "@tracklake/sdk";
import { normalise } from "@tracklake/sdk/encoder";
import { afterAll, beforeAll, expect, test } from "vitest";
import { definitionsIn, generated } from "./client.js";
import { drafts, event, everything, field } from "./events.js";

/** An enum of more values than ajv compares one by one. */
const large = event("country_chosen", [
  field("code", { kind: "enum", values: Array.from({ length: 500 }, (_, index) => `value ${index}`) }),
]);

/** Many fields of a fixed length. */
const wide = event(
  "wide_read",
  Array.from({ length: 200 }, (_, index) => field(`value_${index}`, { kind: "timestamp" }, { required: false })),
);

let definitions: Definitions;
let remove: () => Promise<void>;
beforeAll(async () => {
  const text = { kind: "string" } as const;
  const inherited = [field("constructor", text, { required: false }), field("valueOf", text)];
  const client = await generated(drafts(everything, event("names_inherited", inherited), large, wide));
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

test("what a value inherits from its class is read, as a getter is", () => {
  class Order {
    get paid() {
      return false;
    }
  }
  const { paid: _, ...rest } = valid;
  expect(encode(Object.create(valid))).toEqual(encode(valid));
  expect(encode(Object.assign(new Order(), rest))).toEqual(encode({ ...valid, paid: false }));
});

test("what every object inherits stands in for no property", () => {
  const { encode } = definitions.events.names_inherited ?? {};
  const state = { unknown: 0, hash: () => undefined };
  expect(encode?.({ constructor: "own", valueOf: "own" }, state)).toBe(',"constructor":"own","valueOf":"own"');
  expect(encode?.({ valueOf: "own" }, state)).toBe(',"valueOf":"own"');
  expect(encode?.({ constructor: "own" }, state)).toBeUndefined();
  expect(state.unknown).toBe(0);
});

test.each([["text"], [[]], [null], [undefined], [1], [() => 1]])("%j is no object and refused", (value) => {
  expect(encode(value).text).toBeUndefined();
});

test("an enum of 500 values takes each of them, and names the first in a refusal", async () => {
  const { events } = await definitions.explainers();
  const [definition, explainer] = [definitions.events.country_chosen, events.country_chosen];
  const state = { unknown: 0, hash: () => undefined };
  for (const index of [0, 199, 200, 499]) {
    const value = { code: `value ${index}` };
    expect(definition?.encode(value, state)).toBe(`,"code":"value ${index}"`);
    expect(explainer?.explain(value)).toEqual([]);
  }
  expect(definition?.encode({ code: "value 500" }, state)).toBeUndefined();
  expect(explainer?.explain({ code: "value 500" })).toEqual([
    { path: "/code", reason: expect.stringMatching(/^is not one of "value 0", .*"value 19" and 480 more$/) },
  ]);
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

test("fields up to the longest are whole, and longer ones refused", () => {
  const { bytes } = lineLimits;
  const sizeOf = (extra: string) => Buffer.byteLength(JSON.stringify(JSON.stringify(extra)));
  const others = Buffer.byteLength(encode({ ...valid, extra: "" }).text ?? "") - sizeOf("");
  for (const length of [bytes - 2_000, bytes - 500, bytes - 1, bytes, bytes + 1, bytes + 64_000, bytes + 66_000]) {
    for (const character of ["x", "漢", "\n", '"']) {
      const room = length - others - sizeOf("");
      const unit = sizeOf(character) - sizeOf("");
      const extra = character.repeat(Math.floor(room / unit)) + "x".repeat(room % unit);
      const { text } = encode({ ...valid, extra });
      expect(text === undefined, `${length} bytes of ${character}`).toBe(length > bytes);
      if (text === undefined) continue;
      expect(Buffer.byteLength(text)).toBe(length);
      expect(JSON.parse(`{${text.slice(1)}}`)).toMatchObject({ extra: JSON.stringify(extra) });
    }
  }
});

test("what one value left in the buffer changes nothing for the next", () => {
  const limit = lineLimits.bytes;
  const card = (length: number) => ({ ...valid, buyer: { name: "Al", card: "4".repeat(length) } });
  const verdicts = () => [limit - 1_000, limit + 4].map((length) => encode(card(length)).text === undefined);
  const before = verdicts();
  // A definition with more fields needs a larger buffer, which stays.
  expect(definitions.events.wide_read?.encode({}, { unknown: 0, hash: () => undefined })).toBe("");
  expect([before, verdicts()]).toEqual([
    [false, true],
    [false, true],
  ]);
});
