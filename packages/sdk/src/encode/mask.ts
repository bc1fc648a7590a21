// Masking of personal text: enough to tell two rows apart by eye, not enough to know whom.

/**
 * The first character of a text of more than three, then `***`; of a shorter one nothing is kept.
 *
 * @example
 * mask("alice@example.com"); // "a***"
 */
export function mask(text: string): string {
  if (codePointsAtLeast(text, 4)) return `${String.fromCodePoint(text.codePointAt(0) ?? 0)}***`;
  return "***";
}

function codePointsAtLeast(text: string, wanted: number): boolean {
  let count = 0;
  for (const _ of text) if (++count >= wanted) return true;
  return false;
}
