// The state that a change began from, as git has it: history, definitions and lake at the merge base.
// What is the same as now is not read twice; definitions that differ are loaded from a folder of their own.
import { posix, relative, resolve } from "node:path";
import {
  type HistoryEntry,
  isRegistryError,
  type Registry,
  readEntry,
  type StandingHistory,
  standingHistory,
} from "@tracklake/registry";
import type { EventModel } from "@tracklake/schema";
import type { Project } from "../config/load-config.js";
import type { MergeBase } from "../git/merge-base.js";
import { blobs, changedSince, type TreeFile, treeFiles } from "../git/tree-at.js";
import type { Schemas } from "../schemas/load-schemas.js";
import { type BaseDefinitions, loadBaseDefinitions, type Unconcerned } from "./base-definitions.js";

/** What the base holds. */
export interface BaseState extends MergeBase, BaseDefinitions {
  readonly registry: Registry;
  /** Entries of its history that have to stay as they are. */
  readonly entries: readonly HistoryEntry[];
  /** What is wrong with the base's history and is not any more with this change. */
  readonly repaired: readonly string[];
}

/** What is known of the state as it is now. */
export interface HeadState {
  readonly entries: readonly HistoryEntry[];
  /** The definitions, built-in events too. */
  readonly models: readonly EventModel[];
  readonly schemas: Schemas;
}

/** Reads the base. */
export async function readBase(project: Project, base: MergeBase, head: HeadState): Promise<BaseState> {
  const { top, commit } = base;
  const folder = inRepository(project, base, project.schemasFolder);
  const beside = [project.file, ...head.schemas.files].map((path) => inRepository(project, base, path));
  const outside = beside.filter((path) => !path.startsWith(`${folder}/`));
  const [all, others, changed] = await Promise.all([
    treeFiles(top, commit, [`${folder}/`]),
    treeFiles(top, commit, outside),
    changedSince(top, commit, [`${folder}/`, ...outside]),
  ]);
  const isHistory = ({ path }: TreeFile) => path.startsWith(`${folder}/history/`);
  const { registry, entries, repaired } = await baseRegistry(top, all.filter(isHistory), changed, head.entries);
  const files = [...all.filter((file) => !isHistory(file)), ...others];
  const known = new Set(files.map(({ path }) => path));
  // The same files, and none that is new: then the definitions are the same too.
  if (!files.some(({ path }) => changed(path)) && beside.every((path) => known.has(path))) {
    return { ...base, registry, entries, repaired, models: head.models, lake: project.lake, remarks: [] };
  }
  const differing = new Set([
    ...files.flatMap(({ path }) => (changed(path) ? [path] : [])),
    ...beside.filter((path) => !known.has(path)),
  ]);
  const kept = unconcerned(project, base, head.schemas, differing);
  return { ...base, registry, entries, repaired, ...(await loadBaseDefinitions(project, base, files, kept)) };
}

/**
 * What need not be loaded again where only definitions differ that nobody imports: the others are what they are now.
 *
 * @param differing - Paths in the repository.
 */
function unconcerned(
  project: Project,
  base: MergeBase,
  { subjects, imported }: Schemas,
  differing: ReadonlySet<string>,
): Unconcerned | undefined {
  if (imported === undefined || differing.has(inRepository(project, base, project.file))) return undefined;
  const shared = new Set([...imported].map((path) => inRepository(project, base, path)));
  if ([...differing].some((path) => shared.has(path))) return undefined;
  const same = subjects.filter(
    ({ file }) => file !== undefined && !differing.has(inRepository(project, base, resolve(project.root, file))),
  );
  return {
    models: same.map(({ model }) => model),
    files: new Set(same.map(({ file = "" }) => file)),
    differing,
    shared,
  };
}

/** History is append-only: nearly every file of the base is here too, and has been read. */
async function baseRegistry(
  top: string,
  files: readonly TreeFile[],
  changed: (path: string) => boolean,
  entries: readonly HistoryEntry[],
): Promise<StandingHistory> {
  const here = new Map(entries.map((entry) => [`${entry.id}.json`, entry]));
  const same = files.flatMap(({ path }) => (changed(path) ? [] : (here.get(posix.basename(path)) ?? [])));
  if (same.length === files.length) return standingHistory({ entries: same, unreadable: [] }, entries);
  const contents = await blobs(
    top,
    files.map(({ id }) => id),
  );
  const found: HistoryEntry[] = [];
  const unreadable: { id: string; message: string }[] = [];
  for (const { path, id } of files.filter((file) => file.path.endsWith(".json"))) {
    const name = posix.basename(path, ".json");
    try {
      found.push(readEntry(contents.get(id)?.toString("utf8") ?? "", path));
    } catch (error) {
      // What the base holds is not this change's to mend; where it is mended here, it is no reason to stop.
      if (!isRegistryError(error)) throw error;
      unreadable.push({ id: name, message: error.message });
    }
  }
  return standingHistory({ entries: found, unreadable }, entries);
}

/** A path as git names it: from the repository's folder, with `/`. Links on the way to the project do no harm. */
function inRepository({ root }: Project, { prefix }: MergeBase, path: string): string {
  return posix.normalize(`${prefix}${relative(root, path).replaceAll("\\", "/")}`);
}
