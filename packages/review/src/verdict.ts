// A review in one word, from its changes: the worst of them.
import type { Finding } from "@tracklake/schema";
import type { ReviewedChange, ReviewVerdict } from "./review.js";

/** The verdict of what differs, and of what else was found. */
export function verdictOf(
  events: readonly { readonly changes: readonly ReviewedChange[] }[],
  findings: readonly Finding[] = [],
): ReviewVerdict {
  if (findings.some(({ severity }) => severity === "error")) return "breaks";
  if (events.length === 0) return findings.some(({ severity }) => severity === "warning") ? "warnings" : "nothing";
  const changes = events.flatMap((event) => event.changes);
  if (changes.some(({ level }) => level === "error")) return "breaks";
  if (changes.some(({ acknowledged, label }) => acknowledged !== undefined || label !== undefined))
    return "acknowledged";
  if ([...changes, ...findings.map(({ severity }) => ({ level: severity }))].some(({ level }) => level === "warning")) {
    return "warnings";
  }
  const said = changes.some(
    ({ level, judgement }) => level === "note" || Object.values(judgement.verdicts).includes("break"),
  );
  return said ? "notes" : "safe";
}
