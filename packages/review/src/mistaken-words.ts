// The words for acknowledgements that are not right, for findings and reviews alike.
import type { MistakenAcknowledgement } from "@tracklake/compat";

/** What is wrong with an entry, and what to do, in Markdown when `code` quotes by backticks. */
export function mistakenWords(
  { acknowledgement: { rule, path, author, expires }, why }: MistakenAcknowledgement,
  code: (text: string) => string = (text) => text,
): string {
  if (why === "too-long") {
    return `Its acknowledgement by ${code(author)} ends on ${expires}, and one holds for a year at most: name an earlier day.`;
  }
  return (
    `An acknowledgement by ${code(author)} has the fingerprint of this change, and says that it is ${code(rule)} of ` +
    `${code(path)}: it covers nothing. Correct or remove it in acknowledgements.json.`
  );
}
