// NDJSON: one JSON object and one newline per event, bytes concatenated with nothing between.
// Strings never hold a raw newline, since JSON escapes it, so a newline always ends a line.

/** Ends every line; Firehose concatenates records with nothing between. */
export const NEWLINE = "\n";

/**
 * Splits the text of an object into its lines, without their newlines; empty lines are left out.
 *
 * @example
 * splitLines('{"a":1}\n{"a":2}\n'); // ['{"a":1}', '{"a":2}']
 */
export function splitLines(text: string): string[] {
  return text.split(NEWLINE).filter((line) => line !== "");
}
