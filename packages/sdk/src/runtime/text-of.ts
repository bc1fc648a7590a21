// What the host threw or gave, as text for a notice.

/** What a value of the host says of itself; it may be anything, and refuse to say it. */
export function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}
