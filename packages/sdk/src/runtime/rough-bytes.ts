// About how much memory a value of the host holds, to keep what waits within a bound. Nothing of the value is called:
// a getter counts as nothing, and a proxy that throws as all there is room for.

/** Bytes of a member beside its text: its slot, a number, a small object's share. */
const MEMBER = 16;

/**
 * Counts, but no further than that much, so that a huge or circular value takes no longer than a large one.
 *
 * @param most - Bytes, over which the answer is only that it is more.
 */
export function roughBytes(value: unknown, most: number): number {
  let bytes = 0;
  const left: unknown[] = [value];
  try {
    while (left.length > 0 && bytes <= most) {
      const next = left.pop();
      bytes += MEMBER;
      if (typeof next === "string") bytes += 2 * next.length;
      else if (ArrayBuffer.isView(next)) bytes += next.byteLength;
      else if (typeof next === "object" && next !== null)
        for (const key of Object.keys(next)) {
          bytes += key.length;
          left.push(Object.getOwnPropertyDescriptor(next, key)?.value);
          if (bytes + left.length * MEMBER > most) return most + 1;
        }
    }
    return bytes;
  } catch {
    return most + 1;
  }
}
