// Two branches published the same revision: the one that is not merged yet takes the next numbers, the merged one stays.
// Its last revision of such an event becomes the definition as it is now, which holds what both branches changed.
import { inPublishedOrder } from "@tracklake/compat";
import { type EventModel, fingerprint } from "@tracklake/schema";
import { sealed } from "./history-entry.js";
import type { EventRevision, HistoryEntry, Retirement } from "./published.js";
import { registryOf } from "./registry.js";

/** A revision that has another number now. */
export interface Renumbered {
  readonly entry: string;
  readonly event: string;
  readonly major: number;
  readonly was: number;
  /** The number that it has now; absent when the merged history holds the same already. */
  readonly is?: number;
}

/** What a rebase would write. */
export interface Rebase {
  /** Unmerged entries with another content, under their own ids. */
  readonly rewritten: readonly HistoryEntry[];
  /** Ids of unmerged entries of which nothing is left. */
  readonly removed: readonly string[];
  readonly renumbered: readonly Renumbered[];
}

/**
 * Renumbers unmerged entries behind merged ones.
 *
 * @param merged - Entries that stay as they are; sound by themselves.
 * @param unmerged - Entries of the branch, in the order of their publishes.
 * @param models - The definitions as they are now.
 * @throws RegistryError those of `registryOf` when the merged entries are not sound.
 * @example
 * const { rewritten } = rebase(merged, unmerged, models);
 */
export function rebase(
  merged: readonly HistoryEntry[],
  unmerged: readonly HistoryEntry[],
  models: readonly EventModel[],
): Rebase {
  const registry = registryOf(merged);
  const chains = new Map<string, EventRevision[]>();
  const chainOf = (name: string, major: number) => {
    const key = keyOf({ name, major });
    const chain = chains.get(key) ?? [...registry.revisions(name, major)];
    chains.set(key, chain);
    return chain;
  };
  const current = new Map(models.map((model) => [keyOf(model), model]));
  const last = new Map(unmerged.flatMap(({ id, events }) => events.map(({ model }) => [keyOf(model), id] as const)));
  const moved = new Map<string, EventRevision>();
  const renumbered: Renumbered[] = [];
  const touched = new Set<string>();

  const place = (entry: string, given: EventRevision): EventRevision[] => {
    const { name, major } = given.model;
    const chain = chainOf(name, major);
    const latest = chain.at(-1);
    const revision = (latest?.revision ?? 0) + 1;
    const predecessor = latest?.fingerprint ?? null;
    const key = keyOf(given.model);
    // Once one of its revisions has changed, the last one has to hold what both branches changed.
    if (given.revision === revision && given.predecessor === predecessor && !touched.has(key)) {
      chain.push(given);
      return [given];
    }
    touched.add(key);
    const newest = last.get(key) === entry ? current.get(key) : undefined;
    const model = inPublishedOrder(
      newest ?? given.model,
      chain.map((before) => before.model),
    );
    const next: EventRevision = { model, revision, fingerprint: fingerprint(model), predecessor };
    const same = next.fingerprint === predecessor;
    if (same || revision !== given.revision) {
      renumbered.push({ entry, event: name, major, was: given.revision, ...(same ? {} : { is: revision }) });
    }
    moved.set(retiredKey(given.model, given), same && latest ? latest : next);
    if (same) return [];
    chain.push(next);
    return [next];
  };

  const rewritten: HistoryEntry[] = [];
  const removed: string[] = [];
  for (const entry of unmerged) {
    const events = entry.events.flatMap((revision) => place(entry.id, revision));
    const retired = (entry.retired ?? []).map((retirement) => retirementAfter(retirement, moved));
    if (events.length + retired.length === 0) removed.push(entry.id);
    else {
      const { digest: _, retired: __, ...rest } = entry;
      const next = sealed({ ...rest, events, ...(retired.length === 0 ? {} : { retired }) });
      if (next.digest !== entry.digest) rewritten.push(next);
    }
  }
  return { rewritten, removed, renumbered };
}

/** A retirement names the revision that it follows, whose number may be another one now. */
function retirementAfter(retirement: Retirement, moved: ReadonlyMap<string, EventRevision>): Retirement {
  const next = moved.get(retiredKey(retirement, retirement));
  return next ? { ...retirement, revision: next.revision, fingerprint: next.fingerprint } : retirement;
}

function keyOf({ name, major }: { readonly name: string; readonly major: number }): string {
  return `${name} v${major}`;
}

function retiredKey(
  event: { readonly name: string; readonly major: number },
  at: { readonly revision: number; readonly fingerprint: string },
): string {
  return `${keyOf(event)}.${at.revision} ${at.fingerprint}`;
}
