import {
  array,
  asText,
  erased,
  FieldBuffer,
  hashed,
  masked,
  object,
  put,
  REFUSED,
  strangers,
  text,
  words,
} from "@tracklake/sdk/encoder";
import { expect, test } from "vitest";

test("the first comma becomes the bracket; without one there are only brackets", () => {
  const out = new FieldBuffer();
  const of = (parts: string, close: typeof object) =>
    out.bytes.toString("utf8", 2, close(out, 2, put(out, 2, words(parts))));
  expect(of(',"a":1,"b":2', object)).toBe('{"a":1,"b":2}');
  expect(of(",1,2", array)).toBe("[1,2]");
  expect(of("", object)).toBe("{}");
  expect(of("", array)).toBe("[]");
});

test("personal values leave nothing behind", () => {
  const out = new FieldBuffer((value) => (value === "secret" ? undefined : `#${value.length}`));
  const key = words(',"email":');
  const at = out.open(64);
  const end = text(out, at, words(""), "alice@example.com");
  expect(erased(out, at, end)).toBe(at);
  expect(out.bytes.subarray(at, end).every((byte) => byte === 0)).toBe(true);
  expect(out.bytes.toString("utf8", at, masked(out, at, key, "alice@example.com"))).toBe(',"email":"a***"');
  expect(out.bytes.toString("utf8", at, hashed(out, at, key, "alice"))).toBe(',"email":"#5"');
  expect(hashed(out, at, key, "secret")).toBe(at);
  expect(hashed(new FieldBuffer(), at, key, "alice")).toBe(at);
});

class Order {
  readonly #plan = "pro";
  more = 1;
  get plan(): string {
    return this.#plan;
  }
}
const known = new Set(["plan", "seats"]);
const polluted = Object.create(null, {
  plan: { value: 1, enumerable: true },
  x: { value: 1, enumerable: true },
}) as object;

test.each<[string, object, number, number]>([
  ["all known", { plan: 1, seats: 2 }, 2, 0],
  ["one left out", { plan: 1 }, 1, 0],
  ["one undefined", { plan: 1, seats: undefined }, 1, 0],
  ["a stranger", { plan: 1, x: 1 }, 1, 1],
  ["a stranger beside an undefined one", { plan: 1, seats: undefined, x: 1, y: null, z: undefined }, 1, 2],
  ["a known one inherited by an instance", new Order(), 1, 1],
  ["no prototype", polluted, 1, 1],
  ["an inherited stranger", Object.create({ x: 1 }, { plan: { value: 1, enumerable: true } }) as object, 1, 0],
  ["one called __proto__", JSON.parse('{"plan":1,"__proto__":{"x":1}}') as object, 1, 1],
  ["one called constructor", { plan: 1, constructor: 1 }, 1, 1],
  ["symbols and what is not enumerable", Object.defineProperty({ plan: 1, [Symbol("s")]: 1 }, "x", { value: 1 }), 1, 0],
])("strangers are own, enumerable and not undefined: %s", (_, value, found, want) => {
  expect(strangers(value, found, known)).toBe(want);
});

test("an encoder as text keeps its text when another is asked meanwhile", () => {
  const state = () => ({ unknown: 0, hash: (value: string) => `#${value.length}` });
  const inner = asText((value, out) => {
    out.unknown += 2;
    return text(out, out.open(16), words(',"inner":'), String(value));
  });
  const outer = asText((_, out) => {
    const at = text(out, out.open(16), words(',"outer":'), "1");
    expect(inner("2", state())).toBe(',"inner":"2"');
    return hashed(out, at, words(',"id":'), "alice");
  });
  const own = state();
  expect(outer({}, own)).toBe(',"outer":"1","id":"#5"');
  expect(own.unknown).toBe(0);
  expect(asText(() => REFUSED)({}, own)).toBeUndefined();
  const throwing = asText(() => {
    throw new Error("a getter of the host");
  });
  expect(() => throwing({}, own)).toThrow("a getter of the host");
  expect(outer({}, own)).toBe(',"outer":"1","id":"#5"');
});
