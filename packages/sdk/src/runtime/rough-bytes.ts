// About how much memory a dead letter holds, to keep what waits for its disk within a bound. A letter is data of the
// tracker's own making, so that reading it calls nothing of the host's; what the host gave is measured by its snapshot.

/** Bytes of a member beside its text: its slot, a number, a small object's share. */
const MEMBER = 16;
/** Members that are looked at, some milliseconds: with their objects and paths more than these are some 10 MB. */
const MEMBERS = 100_000;

/**
 * Counts, but no further than that much or that many, so that a huge value takes no longer than a large one.
 *
 * @param most - Bytes, over which the answer is only that it is more.
 */
export function roughBytes(value: unknown, most: number): number {
  let bytes = 0;
  let members = 0;
  const left: unknown[] = [value];
  while (left.length > 0) {
    const next = left.pop();
    members++;
    bytes += MEMBER;
    if (typeof next === "string") bytes += 2 * next.length;
    else if (typeof next === "object" && next !== null)
      for (const [key, member] of Object.entries(next)) {
        bytes += 2 * key.length;
        left.push(member);
      }
    if (bytes > most || members + left.length > MEMBERS) return most + 1;
  }
  return bytes;
}
