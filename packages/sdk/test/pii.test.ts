// Hashing of personal text: its law, its keys and their rotation, and what becomes of a value without a key.
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { type PiiOptions, personalHashes, piiHash, protection } from "../src/runtime/pii.js";

const keys = [
  { id: "2025", key: "a-key-of-last-year-0123456789" },
  { id: "2026", key: new TextEncoder().encode("a-key-of-this-year-0123456789") },
];
const hmac = (key: string | Uint8Array, text: string) => createHmac("sha256", key).update(text, "utf8").digest("hex");

test("a hash is lower-case hex HMAC-SHA256 of the UTF-8 bytes", () => {
  // RFC 4231, test case 2.
  const want = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  expect(protection("Jefe").hash("what do ya want for nothing?")).toBe(want);
});

test("the law: whatever the key and the text, short and long by turns, it is what node:crypto says", () => {
  const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ minLength: 1_300, maxLength: 5_000 }));
  const key = fc.uint8Array({ minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(key, fc.array(text, { maxLength: 5 }), (key, texts) => {
      const { hash } = protection({ keys: [{ id: "k", key }] });
      for (const each of texts) expect(hash(each)).toBe(hmac(key, each));
    }),
  );
});

test.each([
  ["", ""],
  ["a long text at the edge of the buffer", "€".repeat(1_365)],
  ["a longer one", "€".repeat(1_366)],
  ["a short one after it", "€"],
])("%s", (_, text) => {
  const { hash } = protection({ keys, active: "2025" });
  hash("x".repeat(4_000));
  expect(hash(text)).toBe(hmac("a-key-of-last-year-0123456789", text));
});

describe("the key's name", () => {
  test.each<[string, PiiOptions | string, string]>([
    ["of the active key", { keys, active: "2026" }, "2026"],
    ["of an older key", { keys, active: "2025" }, "2025"],
    ["of the only key", { keys: keys.slice(0, 1) }, "2025"],
  ])("%s stands in the line", (_, pii, id) => {
    expect(protection(pii)).toMatchObject({ keyId: id, column: `,"pii_key_id":"${id}"` });
  });

  test("of a key without one is made from the key alone, and tells nothing of it", () => {
    const { keyId, column } = protection("secret");
    expect(keyId).toMatch(/^[0-9a-f]{12}$/);
    expect(protection("secret").keyId).toBe(keyId);
    expect(protection("another").keyId).not.toBe(keyId);
    expect(column).not.toContain("secret");
  });
});

describe("without a key", () => {
  test.each([
    ["none", undefined],
    ["an empty one", ""],
  ])("%s: the value is left out, counted each time, and no key is named", (_, key) => {
    const without = vi.fn();
    const { hash, column, keyId } = protection(key, without);
    expect([hash("alice@example.com"), hash("bob@example.com")]).toEqual([undefined, undefined]);
    expect(without).toHaveBeenCalledTimes(2);
    expect(without.mock.calls.flat()).toEqual([]);
    expect([column, keyId]).toEqual(["", undefined]);
    expect(piiHash(key)("alice@example.com")).toBe(undefined);
  });
});

test.each<[string, PiiOptions, RegExp]>([
  ["no keys", { keys: [] }, /at least one/],
  ["an unknown active key", { keys, active: "2027" }, /pii\.active is "2027"; it is .* "2025", "2026"/],
  ["two keys and none active", { keys }, /pii\.active is undefined/],
  ["an id twice", { keys: [...keys, ...keys] }, /the id "2025" twice/],
  ["an id that a line cannot hold", { keys: [{ id: 'a"b', key: "k" }] }, /letters, digits/],
  ["an empty id", { keys: [{ id: "", key: "k" }] }, /letters, digits/],
  ["an empty key", { keys: [{ id: "a", key: "" }] }, /the key "a" is empty. Is its variable set/],
  ["an unset key", { keys: [{ id: "a", key: undefined as unknown as string }] }, /is empty/],
])("%s: said when the tracker is made, without the key", (_, pii, message) => {
  expect(() => protection(pii)).toThrowError(expect.objectContaining({ code: "wrong-option" }));
  expect(() => protection(pii)).toThrowError(message);
  expect(() => protection(pii)).not.toThrowError(/a-key-of/);
});

test("a person's rows are found under every key", () => {
  const found = personalHashes({ keys, active: "2026" }, "alice@example.com");
  expect(Object.keys(found)).toEqual(["2025", "2026"]);
  for (const { id, key } of keys) expect(found[id]).toBe(hmac(key, "alice@example.com"));
  const [[id, hash] = []] = Object.entries(personalHashes("secret", "alice@example.com"));
  const { keyId, hash: hashed } = protection("secret");
  expect([id, hash]).toEqual([keyId, hashed("alice@example.com")]);
});
