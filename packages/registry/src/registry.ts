// The registry as it was read from a store: every revision in its chain, verified.
// Entries may come in any order; the chain decides what follows what.
import { compareText } from "@tracklake/schema";
import { RegistryError } from "./errors.js";
import type { EventRevision, HistoryEntry, RegistryStore, Retirement } from "./published.js";

/** Every published revision of every event. */
export interface Registry {
  readonly entries: readonly HistoryEntry[];
  /** An event's revisions, oldest first: of one major, or of all, lower majors first. */
  revisions(name: string, major?: number): readonly EventRevision[];
  /** The newest revision of a major, or of the highest major. */
  latest(name: string, major?: number): EventRevision | undefined;
  /** The newest revision of each name and major, retired ones too, by name, then major. */
  list(): readonly EventRevision[];
  /** Those of `list` that are not retired: what clients are made of. */
  current(): readonly EventRevision[];
  /** The retirement of an event's major, while it holds. */
  retirement(name: string, major: number): Retirement | undefined;
  /** Every revision, by name, major and revision. */
  all(): readonly EventRevision[];
}

/**
 * Reads a store and verifies the chains of its revisions.
 *
 * @throws RegistryError `history-changed`, `revision-skipped`, `revision-twice`, `chain-broken`, and those of the store.
 * @example
 * const registry = await loadRegistry(fileStore("schemas/history"));
 * registry.latest("plan_changed")?.revision; // 2
 */
export async function loadRegistry(store: RegistryStore): Promise<Registry> {
  return registryOf(await store.entries());
}

/** The registry of entries that were read already. */
export function registryOf(entries: readonly HistoryEntry[]): Registry {
  const problem = chainProblems(entries)[0];
  if (problem) throw new RegistryError(problem.code, problem.message);
  const all = entries
    .flatMap((entry) => entry.events)
    .sort(
      (a, b) => compareText(a.model.name, b.model.name) || a.model.major - b.model.major || a.revision - b.revision,
    );
  const byName = new Map<string, EventRevision[]>();
  for (const revision of all) {
    const known = byName.get(revision.model.name);
    if (known) known.push(revision);
    else byName.set(revision.model.name, [revision]);
  }
  const revisions = (name: string, major?: number) =>
    (byName.get(name) ?? []).filter(({ model }) => major === undefined || model.major === major);
  const latest = (name: string, major?: number) => revisions(name, major).at(-1);
  const list = () => all.filter((revision, index) => keyOf(all[index + 1]) !== keyOf(revision));
  const retired = new Map(
    entries.flatMap((entry) => entry.retired ?? []).map((retirement) => [retiredKey(retirement), retirement]),
  );
  const retirement = (name: string, major: number) =>
    retired.get(retiredKey({ name, major, revision: latest(name, major)?.revision ?? 0 }));
  return {
    entries,
    revisions,
    latest,
    list,
    current: () => list().filter(({ model }) => !retirement(model.name, model.major)),
    retirement,
    all: () => all,
  };
}

function retiredKey({ name, major, revision }: Omit<Retirement, "fingerprint">): string {
  return `${name} v${major}.${revision}`;
}

/** What is wrong with the chains of entries. */
export interface ChainProblem {
  readonly code: "revision-skipped" | "revision-twice" | "chain-broken";
  readonly event: string;
  readonly entry: string;
  /** The revision at which it shows. */
  readonly revision: number;
  readonly message: string;
}

/** Every break of a chain, in the order of names and majors; empty when history is sound. */
export function chainProblems(entries: readonly HistoryEntry[]): ChainProblem[] {
  const chains = new Map<string, Link[]>();
  for (const entry of entries) {
    for (const revision of entry.events) {
      const key = keyOf(revision);
      chains.set(key, [...(chains.get(key) ?? []), { revision, entry: entry.id }]);
    }
  }
  const broken = [...chains]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([key, links]) => {
      links.sort((a, b) => a.revision.revision - b.revision.revision);
      return links.flatMap((link, index) => linkProblem(key, link, links[index - 1]));
    });
  return [...broken, ...entries.flatMap((entry) => retirementProblems(entry, chains))];
}

/** A retirement names a revision that is there; that two branches retire the same one is no problem. */
function retirementProblems({ id, retired = [] }: HistoryEntry, chains: ReadonlyMap<string, Link[]>): ChainProblem[] {
  return retired.flatMap(({ name, major, revision, fingerprint }): ChainProblem[] => {
    const event = `${name} v${major}`;
    const link = chains.get(event)?.find((candidate) => candidate.revision.revision === revision);
    if (link?.revision.fingerprint === fingerprint) return [];
    const code = link ? "chain-broken" : "revision-skipped";
    const what = link ? "another revision of this number is there" : "that revision is nowhere";
    const message = `${id} retires ${event} after revision ${revision}, but ${what}. Restore the history files from version control.`;
    return [{ code, event, entry: id, revision, message }];
  });
}

interface Link {
  readonly revision: EventRevision;
  readonly entry: string;
}

function linkProblem(event: string, { revision, entry }: Link, before: Link | undefined): ChainProblem[] {
  const problem = (code: ChainProblem["code"], message: string) => [
    { code, event, entry, revision: revision.revision, message },
  ];
  const expected = (before?.revision.revision ?? 0) + 1;
  if (revision.revision < expected) {
    return problem(
      "revision-twice",
      `${entry} and ${before?.entry} both publish revision ${revision.revision} of ${event}: two branches published at once. Run npx tracklake publish --rebase: it renumbers the one that is not merged yet.`,
    );
  }
  if (revision.revision > expected) {
    return problem(
      "revision-skipped",
      `${entry} publishes revision ${revision.revision} of ${event}, but revision ${expected} is nowhere. Restore its history file.`,
    );
  }
  if (revision.predecessor !== (before?.revision.fingerprint ?? null)) {
    return problem(
      "chain-broken",
      `${entry}: revision ${revision.revision} of ${event} does not follow revision ${expected - 1}. Restore the history files from version control.`,
    );
  }
  return [];
}

function keyOf(revision: EventRevision | undefined): string {
  return revision ? `${revision.model.name} v${revision.model.major}` : "";
}
