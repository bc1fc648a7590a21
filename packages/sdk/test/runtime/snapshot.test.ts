// Copies of what the host gave: the same to whoever explains, normalises and redacts them, whatever becomes of the
// original, and bounded whatever that is.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { redacted } from "../../src/dead-letters/redact.js";
import type { Explainer, Shape } from "../../src/definitions.js";
import { snapshotOf } from "../../src/runtime/snapshot.js";
import { reasonsOf } from "../../src/runtime/violations.js";

const shape: Shape = {
  struct: {
    plan: { shape: "plain" },
    at: { shape: "timestamp" },
    big: { shape: "bigint" },
    extra: { shape: "json" },
    email: { shape: "plain", pii: "hash" },
    items: { shape: { array: { struct: { sku: { shape: "plain" } } } } },
    labels: { shape: { map: "plain" } },
  },
};
const explainer: Explainer = { shape, explain: (value) => [{ path: "", reason: told(value) }] };
const hash = (text: string) => `#${text}`;
const copyOf = <Value>(value: Value, most = Number.POSITIVE_INFINITY) => snapshotOf(value, most, () => 0);
const seen = (value: unknown) => ({
  redacted: redacted(explainer, value, hash),
  reasons: reasonsOf(explainer, value, false, true),
});

/** All that ajv could read. */
function told(value: unknown): string {
  return JSON.stringify(value, (_, member) => (typeof member === "bigint" ? `${member}n` : member)) ?? "nothing";
}

class Plan {
  readonly #plan = "pro";
  readonly big = 5n;
  get plan(): string {
    return this.#plan;
  }
}

const throwing = () => {
  throw new RangeError("not now");
};

test("the law: a copy is to its readers what the value was", () => {
  const any = fc.anything({
    ...{ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withObjectString: true },
    ...{ withSet: true, withSparseArray: true, withTypedArray: true, withBoxedValues: true, maxDepth: 4 },
  });
  const value = fc.record(
    {
      plan: any,
      at: any,
      big: any,
      extra: any,
      email: any,
      items: fc.array(any),
      labels: fc.dictionary(fc.string(), any),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(value, (value) => void expect(seen(copyOf(value).value)).toEqual(seen(value))),
    { numRuns: 500 },
  );
});

test.each<[string, object]>([
  ["moments, good and bad", { at: new Date(86_400_000), extra: new Date(Number.NaN) }],
  ["digits and what JSON has no word for", { big: 12n, plan: undefined, labels: { a: Number.NaN, b: -0, c: null } }],
  ["a toJSON", { extra: { deep: new URL("https://example.com/"), own: { toJSON: () => ({ n: 1 }) } } }],
  ["a toJSON that throws", { extra: { toJSON: throwing } }],
  ["bytes", { extra: Buffer.from("abc") }],
  [
    "a key that is called __proto__",
    JSON.parse('{"labels":{"__proto__":"x"},"extra":{"__proto__":{"a":1}}}') as object,
  ],
  [
    "a getter, and one that throws",
    {
      labels: Object.defineProperty({}, "a", { get: throwing, enumerable: true }),
      get plan() {
        return "pro";
      },
    },
  ],
  ["a proxy", new Proxy({ plan: "pro", items: new Proxy([{ sku: "a" }], {}) }, {})],
])("%s", (_, value) => {
  expect(seen(copyOf(value).value)).toEqual(seen(value));
});

test("a circle is a circle", () => {
  const value: Record<string, unknown> = { plan: "pro" };
  value.self = value;
  const copy = copyOf(value).value;
  expect(copy.self).toBe(copy);
  expect(copy).not.toBe(value);
});

test("nothing of the original is seen later", () => {
  const at = new Date(0);
  const extra = Buffer.from("abc");
  const value = { plan: "pro", at, extra, items: [{ sku: "a" }], labels: { a: "b" } };
  const before = seen(value);
  const { value: copy } = copyOf(value);
  at.setTime(1);
  extra.fill(0);
  value.plan = "free";
  value.labels.a = "c";
  value.items.push({ sku: "b" });
  expect(seen(copy)).toEqual(before);
  expect(seen(value)).not.toEqual(before);
});

describe("what cannot be copied is not kept in silence", () => {
  test.each<[string, () => object, object]>([
    [
      "a getter that throws",
      () => ({
        plan: "a",
        get extra() {
          return throwing();
        },
      }),
      { known: { plan: "a" }, cut: ["/extra"] },
    ],
    [
      "a proxy that throws",
      () => ({ plan: "a", items: new Proxy([], { get: throwing, ownKeys: throwing }) }),
      { known: { plan: "a" }, cut: ["/items"] },
    ],
    [
      "a revoked proxy",
      () => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return { labels: proxy };
      },
      { cut: ["/labels"] },
    ],
    [
      "an accessor of a class, which is not called for nothing",
      () => new Plan(),
      { known: { big: "5" }, cut: ["/plan"] },
    ],
  ])("%s", (_, make, want) => {
    expect(redacted(explainer, copyOf(make()).value, hash)).toMatchObject(want);
  });

  test("the reason for it is the one that it gave", () => {
    const { value } = copyOf({
      get plan(): string {
        return throwing();
      },
    });
    expect(reasonsOf(explainer, value, false, false)).toEqual([{ path: "", reason: "cannot be read (RangeError)" }]);
  });
});

describe("bounds", () => {
  test("texts count, and are not copied", () => {
    expect(copyOf({ note: "x".repeat(1_000) }).bytes).toBe(16 + 2 * 4 + 16 + 2 * 1_000);
  });

  test.each<[string, () => object]>([
    ["members of an object", () => Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`k${n}`, n]))],
    ["an array of any length", () => ({ items: new Array<number>(4_000_000_000) })],
    ["an endless proxy", () => endless()],
    ["an object that is another each time", () => wide()],
  ])("%s: an end, and it is said that not all is there", (_, make) => {
    expect(copyOf(make())).toMatchObject({ whole: false });
  });

  test("bytes: no further than what there is room for", () => {
    let read = 0;
    const value = Array.from({ length: 100 }, () => ({
      get note() {
        read++;
        return "x".repeat(1_000);
      },
    }));
    expect(copyOf(value, 10_000)).toMatchObject({ whole: false });
    expect(read).toBeLessThan(10);
  });

  test("time: as many members as slow getters let there be", () => {
    let now = 0;
    const slow = Array.from({ length: 1_000 }, () => ({
      get note() {
        return now++;
      },
    }));
    expect(snapshotOf(slow, Number.POSITIVE_INFINITY, () => now)).toMatchObject({ whole: false });
    expect(now).toBeLessThan(100);
  });

  test("depth: what nests deeper than any line is not kept", () => {
    let extra: unknown = "end";
    for (let depth = 0; depth < 10_000; depth++) extra = [extra];
    const { value, whole } = copyOf({ plan: "pro", extra });
    expect(redacted(explainer, value, hash)).toMatchObject({ known: { plan: "pro" }, cut: ["/extra"] });
    expect(whole).toBe(true);
  });
});

/** Each member is another object of which the same is true. */
function endless(): object {
  return new Proxy(
    {},
    {
      ownKeys: () => ["a", "b"],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true, value: 1 }),
      get: (_, key) => (key === "a" || key === "b" ? endless() : undefined),
    },
  );
}

function wide(): object {
  return {
    get a() {
      return wide();
    },
    get b() {
      return wide();
    },
  };
}
