// What a helper of the encoders writes, as text; and that it writes nowhere else.
import { FieldBuffer, type Words, words } from "@tracklake/sdk/encoder";

const out = new FieldBuffer();

/** The text that a helper writes after a key, or the number under 0 with which it refuses. */
export function written<Value>(
  helper: (out: FieldBuffer, at: number, key: Words, value: Value) => number,
  value: Value,
  { fixed = 64, key = "" } = {},
): string | number {
  const at = out.open(fixed) + 3;
  out.bytes.fill("x", 0, at);
  const end = helper(out, at, words(key), value);
  if (out.bytes.toString("latin1", 0, at) !== "xxx") throw new Error("something before the beginning was written");
  return end < 0 ? end : out.bytes.toString("utf8", at, end);
}
