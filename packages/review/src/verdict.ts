// A review in one word, from its changes: the worst of them.
import type { ReviewedChange, ReviewVerdict } from "./review.js";

/** The verdict of the events that differ. */
export function verdictOf(events: readonly { readonly changes: readonly ReviewedChange[] }[]): ReviewVerdict {
  if (events.length === 0) return "nothing";
  const changes = events.flatMap((event) => event.changes);
  if (changes.some(({ level }) => level === "error")) return "breaks";
  if (changes.some(({ acknowledged, label }) => acknowledged !== undefined || label !== undefined)) return "acknowledged";
  if (changes.some(({ level }) => level === "warning")) return "warnings";
  return changes.some(({ level }) => level === "note") ? "notes" : "safe";
}
