// A label on a pull request that acknowledges what was shown when it was set, for this review alone.
// What is refused stays refused, and a publish still asks for the committed acknowledgement.
import type { Review, ReviewedChange } from "./review.js";
import { verdictOf } from "./verdict.js";

/**
 * The review of a pull request that carries the label.
 *
 * @param isCovered - Whether the label was set for a change, by its fingerprint.
 */
export function acknowledgedByLabel(
  review: Review,
  label: string,
  isCovered: (fingerprint: string) => boolean,
): Review {
  let asking = 0;
  const changed = (change: ReviewedChange): ReviewedChange => {
    if (change.command === undefined) return change;
    if (isCovered(change.judgement.fingerprint)) return { ...change, level: "note", label };
    asking++;
    return change;
  };
  const events = review.events.map((event) => ({ ...event, changes: event.changes.map(changed) }));
  const retired = review.retired.map((event) => ({ ...event, changes: event.changes.map(changed) }));
  const lake = review.lake.map(changed);
  const all = [...events, ...retired, ...(lake.length === 0 ? [] : [{ changes: lake }])];
  const remarks = asking === 0 ? review.remarks : [...review.remarks, askAgain(label, asking)];
  return { ...review, events, retired, lake, remarks, verdict: verdictOf(all, review.findings) };
}

function askAgain(label: string, count: number): string {
  const [what, were, them] = count === 1 ? ["a change", "was", "it"] : [`${count} changes`, "were", "them"];
  return `The label ${label} does not cover ${what} that ${were} not shown when it was set: remove it and set it again to cover ${them}.`;
}
