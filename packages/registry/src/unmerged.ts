// Which of the entries that publish the same revision are the branch's own: those that the merged history lacks, or where
// that decides nothing, the later ones.
import { compareText } from "@tracklake/schema";
import type { HistoryEntry } from "./published.js";

/** Entries that stay, and entries that are renumbered behind them. */
export interface Sides {
  readonly merged: readonly HistoryEntry[];
  /** In the order of their publishes. */
  readonly unmerged: readonly HistoryEntry[];
}

/**
 * The two sides of a history in which revisions clash.
 *
 * @param isMerged - Whether the history that was merged first holds an entry's id; absent when nobody knows.
 * @returns No unmerged entries when nothing clashes.
 * @example
 * const { merged, unmerged } = sidesOf(entries, (id) => idsOnMain.has(id));
 */
export function sidesOf(entries: readonly HistoryEntry[], isMerged?: (id: string) => boolean): Sides {
  const inOrder = [...entries].sort(
    (a, b) => compareText(a.publishedAt, b.publishedAt) || a.id.localeCompare(b.id, "en", { numeric: true }),
  );
  if (clashing(inOrder).length === 0) return { merged: inOrder, unmerged: [] };
  const known = isMerged ? inOrder.filter(({ id }) => isMerged(id)) : [];
  const decides = isMerged !== undefined && clashing(known).length === 0;
  const late = new Set(decides ? inOrder.filter(({ id }) => !isMerged(id)) : clashing(inOrder));
  // What follows a renumbered revision in the chain is renumbered with it.
  for (let size = -1; size !== late.size; ) {
    size = late.size;
    const prints = new Set([...late].flatMap(({ events }) => events.map(({ fingerprint }) => fingerprint)));
    const staying = new Set(
      inOrder.filter((entry) => !late.has(entry)).flatMap(({ events }) => events.map(({ fingerprint }) => fingerprint)),
    );
    for (const entry of inOrder) {
      const follows = entry.events.some(
        ({ predecessor }) => predecessor !== null && prints.has(predecessor) && !staying.has(predecessor),
      );
      if (follows) late.add(entry);
    }
  }
  return {
    merged: inOrder.filter((entry) => !late.has(entry)),
    unmerged: inOrder.filter((entry) => late.has(entry)),
  };
}

/** Entries that publish a revision which an earlier one publishes too. */
function clashing(entries: readonly HistoryEntry[]): HistoryEntry[] {
  const taken = new Set<string>();
  return entries.filter(({ events }) => {
    const keys = events.map(({ model, revision }) => `${model.name} v${model.major}.${revision}`);
    const clashes = keys.some((key) => taken.has(key));
    for (const key of keys) taken.add(key);
    return clashes;
  });
}
