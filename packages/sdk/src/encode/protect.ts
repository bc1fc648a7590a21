// Personal values: written plain to be validated, then erased, and what protects them written in their place.
// Nothing of the plain value stays in the buffer.
import { type FieldBuffer, TOO_LARGE } from "./field-buffer.js";
import { mask } from "./mask.js";
import { text } from "./text.js";
import type { Words } from "./words.js";

/** Erases what stands between `from` and `at`. @returns Where it began, or that no line could have held it. */
export function erased({ bytes, end }: FieldBuffer, from: number, at: number): number {
  bytes.fill(0, from, at);
  return at > end ? TOO_LARGE : from;
}

/** Writes a key and the hash of a value; nothing when there is no key to hash with. @returns Where it ends. */
export function hashed(out: FieldBuffer, at: number, key: Words, value: string): number {
  const hash = out.hash(value);
  return hash === undefined ? at : text(out, at, key, hash);
}

/** Writes a key and the mask of a value. @returns Where it ends. */
export function masked(out: FieldBuffer, at: number, key: Words, value: string): number {
  return text(out, at, key, mask(value));
}
