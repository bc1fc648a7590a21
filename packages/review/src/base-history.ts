// The history of a change against that of its base: what the change publishes itself, and what it must not have touched.
// A change that publishes in its own branch is reviewed as if it had not yet: against everything that was there before.
import type { HistoryEntry, Registry } from "@tracklake/registry";
import type { Finding } from "@tracklake/schema";

/**
 * The history that a change is compared with: that of its base. Whatever the change published itself, and whatever was
 * edited after it, is no part of it; retirements of the change are none either.
 *
 * @param head - The history as it is now.
 * @param base - The history where the change began.
 * @returns `head` itself where the change published nothing.
 */
export function historyBefore(head: Registry, base: Registry): Registry {
  const known = new Map(base.entries.map(({ id, digest }) => [id, digest]));
  const same = ({ id, digest }: HistoryEntry) => known.get(id) === digest;
  return head.entries.length === base.entries.length && head.entries.every(same) ? head : base;
}

/**
 * What a change did to history that was there before: it may only be added to. Where it lies is no matter.
 *
 * @param folder - Where the base has it, if that is elsewhere than now.
 */
export function historyFindings(head: Registry, base: Pick<Registry, "entries">, folder?: string): Finding[] {
  const at = folder === undefined ? "" : `, in ${folder},`;
  const entries = new Map(head.entries.map((entry) => [entry.id, entry]));
  return base.entries.flatMap(({ id, digest }): Finding[] => {
    const now = entries.get(id);
    if (now?.digest === digest) return [];
    const rule = now ? "history-changed" : "history-removed";
    const message = now
      ? `${id}.json is not what it is at the base, and its digest was changed with it: what was published stays as it is.`
      : `${id}.json is at the base${at} and not here: what was published stays.`;
    const moved = folder === undefined ? "" : "Move the history along with the schemas. ";
    const suggestion = `${moved}Restore the file from version control, and publish the change as a revision of its own.`;
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
