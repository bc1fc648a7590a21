// One value of a result as text: what a table and a CSV file show of it.
// Control characters become visible, so that no value can move the cursor or turn the text around.
import { jsonText } from "./json.js";

/** The text of a value, as it is; NULL is `undefined`. */
export function cellText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string") return value;
  if (value instanceof Date) return value.toISOString().replace("T", " ").replace("Z", "");
  return typeof value === "object" ? jsonText(value) : String(value);
}

const names: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * A text with its control characters made visible.
 *
 * @example
 * visible("a\nb"); // "a\\nb"
 */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu,
    (char) => names[char] ?? `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}
