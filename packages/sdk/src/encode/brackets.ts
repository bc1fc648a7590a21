// The brackets of objects and arrays, whose parts have been written with a comma before each.
// The first comma becomes the opening bracket, so that no part has to know whether it is the first.
import type { FieldBuffer } from "./field-buffer.js";

/** Puts what stands between `open` and `at` into braces. @returns Where the object ends. */
export function object(out: FieldBuffer, open: number, at: number): number {
  return enclosed(out, open, at, 0x7b, 0x7d);
}

/** Puts what stands between `open` and `at` into square brackets. @returns Where the array ends. */
export function array(out: FieldBuffer, open: number, at: number): number {
  return enclosed(out, open, at, 0x5b, 0x5d);
}

function enclosed({ bytes }: FieldBuffer, open: number, at: number, left: number, right: number): number {
  const end = at === open ? at + 1 : at;
  bytes[open] = left;
  bytes[end] = right;
  return end + 1;
}
