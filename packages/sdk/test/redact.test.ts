// What a dead letter keeps: known fields, protected; and what it says of what it could not keep as it was.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redacted } from "../src/dead-letters/redact.js";
import type { Explainer, Shape } from "../src/definitions.js";

const shape: Shape = {
  struct: {
    plan: { shape: "plain" },
    seats: { shape: "plain" },
    at: { shape: "timestamp" },
    big: { shape: "bigint" },
    extra: { shape: "json" },
    email: { shape: "plain", pii: "hash" },
    name: { shape: "plain", pii: "mask" },
    note: { shape: "plain", pii: "drop" },
    items: { shape: { array: { struct: { sku: { shape: "plain" }, buyer: { shape: "plain", pii: "hash" } } } } },
    labels: { shape: { map: "plain" } },
  },
};
const explainer: Explainer = { shape, explain: () => [] };
const hash = (value: string) => `#${value.length}`;
const kept = (value: unknown) => redacted(explainer, value, hash);

describe("kept whole", () => {
  test.each<[string, object, object]>([
    ["plain values", { plan: "pro", seats: 5 }, { plan: "pro", seats: 5 }],
    ["a moment", { at: new Date(0) }, { at: "1970-01-01T00:00:00.000Z" }],
    ["digits", { big: 12345678901234567890n }, { big: "12345678901234567890" }],
    ["digits as text, which track takes", { big: "7" }, { big: "7" }],
    [
      "any JSON",
      { extra: { a: [1, null, "x"], b: new Date(0) } },
      { extra: { a: [1, null, "x"], b: "1970-01-01T00:00:00.000Z" } },
    ],
    ["JSON that is a text", { extra: "x" }, { extra: "x" }],
    ["arrays and structs", { items: [{ sku: "a" }] }, { items: [{ sku: "a" }] }],
    [
      "accessors of a class",
      new (class {
        get plan() {
          return "pro";
        }
        get other() {
          return 1;
        }
      })(),
      { plan: "pro" },
    ],
    ["maps", { labels: { a: "b" } }, { labels: { a: "b" } }],
    ["what is missing", { plan: undefined, seats: null }, {}],
  ])("%s", (_, value, want) => {
    expect(kept(value)).toEqual({ known: want, unknown: [] });
  });

  test("protected values, at any depth", () => {
    const value = {
      email: "alice@example.com",
      name: "Alice Doe",
      note: "secret",
      items: [{ buyer: "bob@example.com" }],
    };
    expect(kept(value)).toEqual({
      known: { email: "#17", name: "A***", items: [{ buyer: "#15" }] },
      unknown: [],
    });
  });
});

test.each<[string, object, object, string]>([
  ["what is no number", { seats: Number.NaN }, { seats: "NaN" }, "/seats"],
  ["a BigInt where it does not belong", { plan: 7n }, { plan: "7" }, "/plan"],
  ["a moment where it does not belong", { plan: new Date(0) }, { plan: "1970-01-01T00:00:00.000Z" }, "/plan"],
])("kept as text that might fit where the value did not, so its place is said: %s", (_, value, known, path) => {
  expect(kept(value)).toEqual({ known, unknown: [], cut: [path] });
});

describe("not kept as it was: the place is said", () => {
  const cycle: Record<string, unknown> = {};
  cycle.self = cycle;
  const throws = (key: string) =>
    Object.defineProperty({}, key, {
      enumerable: true,
      get: () => {
        throw new Error("x");
      },
    });
  test.each<[string, unknown, readonly string[]]>([
    ["a long text", { plan: "a".repeat(8_193) }, ["/plan"]],
    ["an ill-formed text", { plan: "\ud800" }, ["/plan"]],
    ["an object where a value belongs", { seats: { a: 1 } }, ["/seats"]],
    ["a function", { seats: () => 1 }, ["/seats"]],
    ["an object where a list belongs", { items: { sku: "a" } }, ["/items"]],
    ["a text where a list belongs is kept as it is", { items: "a" }, []],
    ["a personal value of another type", { email: { address: "alice@example.com" }, name: 5 }, ["/email", "/name"]],
    ["what is dropped anyway", { note: { a: 1 } }, []],
    ["a getter that throws", throws("plan"), ["/plan"]],
    ["a getter of an unknown property that throws", throws("other"), []],
    ["JSON with a cycle", { extra: cycle }, ["/extra"]],
    ["JSON with a BigInt", { extra: [1n] }, ["/extra"]],
    ["too much JSON", { extra: "a".repeat(9_000) }, ["/extra"]],
    [
      "too many members",
      { labels: Object.fromEntries(Array.from({ length: 2_001 }, (_, at) => [`k${at}`, ""])) },
      ["/labels", "/labels/k1999"],
    ],
    [
      "a proxy that throws",
      {
        labels: new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error("x");
            },
          },
        ),
      },
      ["/labels"],
    ],
    ["a number in place of it all", 5, []],
  ])("%s", (_, value, cut) => {
    expect(kept(value).cut ?? []).toEqual(cut);
  });

  test("without a definition nothing is known", () => {
    expect(redacted(undefined, { plan: "pro" }, hash)).toEqual({
      known: {},
      unknown: [{ path: "/plan", type: "string" }],
      cut: [""],
    });
  });

  test("the places are bounded", () => {
    const items = Array.from({ length: 500 }, () => 5);
    expect(kept({ items: items.map(() => ({ sku: {} })) }).cut).toHaveLength(50);
  });
});

test("the law: no personal text and no unknown value is ever in a letter, whatever surrounds it", () => {
  const secret = fc.uuid();
  const any = fc.anything({ maxDepth: 3, withDate: true, withBigInt: true });
  fc.assert(
    fc.property(secret, any, any, (text, one, other) => {
      const value = {
        plan: one,
        email: text,
        name: `x${text}`,
        note: text,
        extra: other,
        unheard_of: text,
        items: [{ buyer: text }],
      };
      const letter = JSON.stringify(kept(value));
      expect(letter).not.toContain(text);
    }),
  );
});
