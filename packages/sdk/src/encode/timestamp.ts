// Date-times of the application as the line's quoted UTC text.
import { dateTimeText } from "@tracklake/envelope";

/** The quoted text of a `Date`, RFC 3339 text or the line's own form; `undefined` for anything else. */
export function timestamp(value: unknown): string | undefined {
  const text = dateTimeText(value);
  return text === undefined ? undefined : `"${text}"`;
}
