// One change of a context is a change of every event that lists it: said once, acknowledged by one command.
// Which changes are the same is told by rule, path, what it was and is, and the project's answer.
import { acknowledgeCommand, type Judgement } from "@tracklake/compat";
import type { ReviewedChange } from "./review.js";

/** What is the same for the same change of a context in several events; nothing for what is an event's own. */
export function contextChangeKey({ path, event, rule, was, is, otherMajor }: Judgement): string | undefined {
  if (path === event || path.startsWith(`${event}.`) || path.startsWith("lake.")) return undefined;
  return JSON.stringify([rule, path, was, is, otherMajor]);
}

/** An event's changes. */
interface WithChanges {
  readonly event: string;
  readonly changes: readonly ReviewedChange[];
}

/**
 * Events whose changes of contexts know of each other: the first says in which others it is, the others where it was said.
 * All have the one command that acknowledges them all.
 */
export function withSameChanges<Event extends WithChanges>(events: readonly Event[]): Event[] {
  const groups = new Map<string, { readonly event: string; readonly change: ReviewedChange }[]>();
  for (const { event, changes } of events) {
    for (const change of changes) {
      const key = keyOf(change);
      if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), { event, change }]);
    }
  }
  const marked = (event: string, change: ReviewedChange): ReviewedChange => {
    const group = groups.get(keyOf(change) ?? "") ?? [];
    const [first] = group;
    if (first === undefined || group.length < 2) return change;
    const command = change.command && acknowledgeCommand(...group.map((one) => one.change.judgement));
    const others = group.slice(1).map((one) => one.event);
    const known = first.event === event ? { alsoIn: others } : { sameAs: first.event };
    return { ...change, ...known, ...(command === undefined ? {} : { command }) };
  };
  return events.map((event) => ({ ...event, changes: event.changes.map((change) => marked(event.event, change)) }));
}

function keyOf({ judgement, level, acknowledged, expired }: ReviewedChange): string | undefined {
  const key = contextChangeKey(judgement);
  return key && `${key} ${level} ${acknowledged?.reason ?? ""} ${expired?.expires ?? ""}`;
}

/** Names as a list of words: `a, b and c`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
