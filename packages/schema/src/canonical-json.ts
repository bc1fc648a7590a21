// Canonical JSON and fingerprints: equal models give equal bytes, whatever the order of their keys.
// The rules are those of RFC 8785 for the values that models hold: keys sorted by UTF-16 code units, no spaces.
import { createHash } from "node:crypto";
import { SchemaError } from "./errors.js";
import type { EventModel } from "./model.js";

/**
 * JSON text in which keys are sorted and `undefined` members left out.
 *
 * @throws SchemaError `not-canonical` for what JSON cannot hold (functions, BigInt, NaN, lone surrogates).
 * @example
 * canonicalJson({ b: 1, a: [true] }); // '{"a":[true],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (Number.isFinite(value)) return JSON.stringify(value);
  } else if (typeof value === "string") {
    if (value.isWellFormed()) return JSON.stringify(value);
  } else if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(",")}]`;
  } else if (typeof value === "object") {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${members.map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member)}`).join(",")}}`;
  }
  throw new SchemaError("not-canonical", `a ${typeof value} has no canonical JSON: ${String(value).slice(0, 80)}`);
}

/** SHA-256, lower-case hex, of a text's UTF-8 bytes. */
export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/**
 * The identity of an event's model: SHA-256 of its canonical JSON, contexts inlined.
 *
 * @returns 64 lower-case hexadecimal digits.
 */
export function fingerprint(model: EventModel): string {
  return sha256(canonicalJson(model));
}
