// The history of a change against that of its base: what the change publishes itself, and what it must not have touched.
// A change that publishes in its own branch is reviewed as if it had not yet: against everything that was there before.
import { type HistoryEntry, type Registry, registryOf } from "@tracklake/registry";
import { type EventModel, type Finding, fingerprint } from "@tracklake/schema";

/**
 * The history without the revisions that this change brought and that its definitions still are.
 *
 * @param head - The history as it is now.
 * @param base - The history where the change began.
 * @param models - The definitions as they are now, their fields in the order of publication.
 */
export function historyBefore(head: Registry, base: Registry, models: readonly EventModel[]): Registry {
  const known = new Set(base.entries.map(({ id }) => id));
  if (head.entries.every(({ id }) => known.has(id))) return head;
  const own = new Set(
    models.flatMap((model) => {
      const latest = head.latest(model.name, model.major);
      return latest && latest.fingerprint === fingerprint(model) ? [keyOf(model, latest.revision)] : [];
    }),
  );
  const entries = head.entries.map((entry): HistoryEntry => {
    if (known.has(entry.id)) return entry;
    const { retired: _, ...rest } = entry;
    return { ...rest, events: entry.events.filter(({ model, revision }) => !own.has(keyOf(model, revision))) };
  });
  return registryOf(entries);
}

function keyOf({ name, major }: Pick<EventModel, "name" | "major">, revision: number): string {
  return `${name} v${major}.${revision}`;
}

/** What a change did to history that was there before: it may only be added to. */
export function historyFindings(head: Registry, base: Pick<Registry, "entries">): Finding[] {
  const entries = new Map(head.entries.map((entry) => [entry.id, entry]));
  return base.entries.flatMap(({ id, digest }): Finding[] => {
    const now = entries.get(id);
    if (now?.digest === digest) return [];
    const rule = now ? "history-changed" : "history-removed";
    const message = now
      ? `${id}.json is not what it is at the base, and its digest was changed with it: what was published stays as it is.`
      : `${id}.json is at the base and not here: what was published stays.`;
    const suggestion = "Restore the file from version control, and publish the change as a revision of its own.";
    return [{ rule, severity: "error", path: "history", message, suggestion }];
  });
}

/** What a change mends in the history of its base: nothing stops it, and whoever merges has to know. */
export function repairFindings(ref: string, problems: readonly string[]): Finding[] {
  return problems.map((problem) => {
    // What is advised was done here.
    const [what = problem] = problem.split(/(?<=[.:]) (?=Run npx|Restore )/);
    const message = `The history at ${ref} is not sound, and this change mends it. There: ${what}`;
    const suggestion = `Merge this first: until then every change that starts from ${ref} is stopped.`;
    return { rule: "history-repaired", severity: "note", path: "history", message, suggestion };
  });
}
