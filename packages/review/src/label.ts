// A label on a pull request that acknowledges what can be acknowledged, for this review alone.
// What is refused stays refused, and a publish still asks for the committed acknowledgement.
import type { Review, ReviewedChange } from "./review.js";
import { verdictOf } from "./verdict.js";

/** The review of a pull request that carries the label. */
export function acknowledgedByLabel(review: Review, label: string): Review {
  const changed = (change: ReviewedChange): ReviewedChange =>
    change.command === undefined ? change : { ...change, level: "note", label };
  const events = review.events.map((event) => ({ ...event, changes: event.changes.map(changed) }));
  const retired = review.retired.map((event) => ({ ...event, changes: event.changes.map(changed) }));
  const lake = review.lake.map(changed);
  const all = [...events, ...retired, ...(lake.length === 0 ? [] : [{ changes: lake }])];
  return { ...review, events, retired, lake, verdict: verdictOf(all, review.findings) };
}
