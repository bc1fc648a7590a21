// Descriptions as Glue takes them: one line, no control characters, cut with an ellipsis at the limit.
// API: CommentString is single-line; a CR or LF in it fails the whole call.

/**
 * A text on one line.
 *
 * @param limit - Most UTF-16 code units of the result; a pair is never cut.
 * @example
 * oneLine("Paid\nseats.", 255); // "Paid seats."
 */
export function oneLine(text: string, limit: number): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(/[\uFFFE\uFFFF]/g, "")
    .trim();
  if (line.length <= limit) return line;
  let kept = "";
  for (const character of line) {
    if (kept.length + character.length > limit - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}
