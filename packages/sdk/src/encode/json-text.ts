// column.json(): any value as its JSON text, within a written depth.
// What cannot be written (a cycle, a BigInt, a toJSON that throws) is refused, never an exception.
import { lineLimits } from "@tracklake/envelope";
import { quote } from "./quote.js";

/** The JSON text of a value, or `undefined` when it has none. */
export function jsonTextOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    // The caller refuses the value; that is how the failure is told.
    return undefined;
  }
}

/** The quoted JSON text of a value; `undefined` when it has none or nests deeper than the limit. */
export function jsonText(value: unknown): string | undefined {
  const text = jsonTextOf(value);
  if (text === undefined || jsonDepth(text) > lineLimits.jsonDepth) return undefined;
  return quote(text);
}

/** How deep arrays and objects nest in JSON text. */
export function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    if (inString) {
      if (character === 0x5c) i++;
      else if (character === 0x22) inString = false;
    } else if (character === 0x22) inString = true;
    else if (character === 0x5b || character === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (character === 0x5d || character === 0x7d) depth--;
  }
  return deepest;
}
