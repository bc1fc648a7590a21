// A base whose history is not sound, and a change that mends it: what stands for the base then, and what mending may touch.
// Two branches that were merged without an update leave one revision twice on the branch that everybody starts from.
import type { HistoryEntry } from "./published.js";
import { type ChainProblem, chainProblems, type Registry, registryOf } from "./registry.js";

/** A base's history as the files there were found. */
export interface FoundHistory {
  readonly entries: readonly HistoryEntry[];
  /** Files that are no entries, or were changed after their publish, and what is wrong with each. */
  readonly unreadable: readonly { readonly id: string; readonly message: string }[];
}

/** What stands for a base. */
export interface StandingHistory {
  readonly registry: Registry;
  /** Entries that have to be there as they are. */
  readonly entries: readonly HistoryEntry[];
  /** What is wrong at the base and is not any more; empty where the base is sound. */
  readonly repaired: readonly string[];
}

/**
 * The history that a change is compared with: the base's own, or where that is not sound, what the change made of it.
 * Only entries that take part in what is wrong may differ from the base's; the others stand as they were there.
 *
 * @param head - The history of the change, which is sound.
 * @example
 * standingHistory({ entries, unreadable: [] }, head).repaired; // []
 */
export function standingHistory({ entries, unreadable }: FoundHistory, head: readonly HistoryEntry[]): StandingHistory {
  const problems = chainProblems(entries);
  if (problems.length + unreadable.length === 0) return { registry: registryOf(entries), entries, repaired: [] };
  const now = new Map(head.map((entry) => [entry.id, entry]));
  const involved = new Set([...unreadable.map(({ id }) => id), ...involvedIn(entries, problems)]);
  const standing = entries.flatMap((entry) => {
    if (!involved.has(entry.id) || !keepsOne(entry, entries, head)) return [entry];
    return now.get(entry.id) ?? [];
  });
  const mended = unreadable.flatMap(({ id }) => now.get(id) ?? []);
  const all = [...standing, ...mended];
  const repaired = [...unreadable, ...problems].map(({ message }) => message);
  // What the change published itself may stand between, or it took more away than it may: then its own history is sound.
  return { registry: registryOf(chainProblems(all).length === 0 ? all : head), entries: all, repaired };
}

/** Entries of a chain from the first wrong revision on: both sides of a clash, and what follows them. */
function involvedIn(entries: readonly HistoryEntry[], problems: readonly ChainProblem[]): string[] {
  const first = new Map<string, number>();
  for (const { event, revision } of problems) first.set(event, Math.min(revision, first.get(event) ?? revision));
  return entries
    .filter(({ events, retired = [] }) =>
      [...events.map(({ model, revision }) => ({ ...model, revision })), ...retired].some(
        ({ name, major, revision }) => revision >= (first.get(`${name} v${major}`) ?? Number.POSITIVE_INFINITY),
      ),
    )
    .map(({ id }) => id);
}

/** Whether of each revision that is published twice the change kept one as it was published. */
function keepsOne(entry: HistoryEntry, entries: readonly HistoryEntry[], head: readonly HistoryEntry[]): boolean {
  return entry.events.every(({ model, revision }) => {
    const same = (others: readonly HistoryEntry[]) =>
      others.flatMap(({ events }) =>
        events.filter(
          (other) =>
            other.model.name === model.name && other.model.major === model.major && other.revision === revision,
        ),
      );
    const published = same(entries);
    if (published.length < 2) return true;
    return same(head).some(({ fingerprint }) => published.some((other) => other.fingerprint === fingerprint));
  });
}
