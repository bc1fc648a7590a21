// The state that a change began from, as git has it: history, definitions and configuration at the merge base.
// What is the same as now is not read twice; definitions that differ are loaded from a folder of their own.
import { posix, resolve } from "node:path";
import {
  type HistoryEntry,
  isRegistryError,
  type Registry,
  readEntry,
  type StandingHistory,
  standingHistory,
} from "@tracklake/registry";
import type { EventModel } from "@tracklake/schema";
import type { CheckedConfig } from "../config/check-config.js";
import type { Project } from "../config/load-config.js";
import type { MergeBase } from "../git/merge-base.js";
import { blobs, changedSince, type TreeFile, treeFiles } from "../git/tree-at.js";
import type { Schemas } from "../schemas/load-schemas.js";
import { baseConfig } from "./base-config.js";
import { type BaseDefinitions, loadBaseDefinitions, type Unconcerned } from "./base-definitions.js";
import { inRepository } from "./in-repository.js";

/** What the base holds. */
export interface BaseState extends MergeBase, BaseDefinitions {
  readonly registry: Registry;
  /** Entries of its history that have to stay as they are. */
  readonly entries: readonly HistoryEntry[];
  /** What is wrong with the base's history and is not any more with this change. */
  readonly repaired: readonly string[];
  /** Its configuration; absent where there was none, or where it does not load. */
  readonly config?: CheckedConfig;
  /** Where its history lies in the repository, if that is elsewhere than now. */
  readonly historyFolder?: string;
}

/** What is known of the state as it is now. */
export interface HeadState {
  readonly entries: readonly HistoryEntry[];
  /** The definitions, built-in events too. */
  readonly models: readonly EventModel[];
  readonly schemas: Schemas;
}

/** Reads the base: its own configuration says where its history and its definitions lie. */
export async function readBase(project: Project, base: MergeBase, head: HeadState): Promise<BaseState> {
  const { top, commit } = base;
  const config = await baseConfig(project, base);
  const here = inRepository(project, base, project.schemasFolder);
  const folder = config?.config ? posix.join(config.prefix, config.config.schemas) : here;
  const beside = [project.file, ...head.schemas.files].map((path) => inRepository(project, base, path));
  const outside = [...beside, ...(config ? [config.file] : [])].filter((path) => !path.startsWith(`${folder}/`));
  const [all, others, changed] = await Promise.all([
    treeFiles(top, commit, [`${folder}/`]),
    treeFiles(top, commit, [...new Set(outside)]),
    changedSince(top, commit, [`${folder}/`, ...outside]),
  ]);
  const isHistory = ({ path }: TreeFile) => path.startsWith(`${folder}/history/`);
  const { registry, entries, repaired } = await baseRegistry(top, all.filter(isHistory), changed, head.entries);
  const files = [...all.filter((file) => !isHistory(file)), ...others];
  const known = new Set(files.map(({ path }) => path));
  const state = {
    ...base,
    registry,
    entries,
    repaired,
    ...(config?.config ? { config: config.config } : {}),
    ...(folder === here ? {} : { historyFolder: `${folder}/history` }),
  };
  const same = config?.same === true && folder === here;
  // The same files, and none that is new: then the definitions are the same too.
  if (same && !files.some(({ path }) => changed(path)) && beside.every((path) => known.has(path))) {
    return { ...state, models: head.models, schemas: head.schemas, remarks: [] };
  }
  const differing = new Set([
    ...files.flatMap(({ path }) => (changed(path) ? [path] : [])),
    ...beside.filter((path) => !known.has(path)),
  ]);
  const kept = same ? unconcerned(project, base, head.schemas, differing) : undefined;
  return { ...state, ...(await loadBaseDefinitions(base, config, files, kept)) };
}

/**
 * What need not be loaded again where only definitions differ that nobody imports: the others are what they are now.
 *
 * @param differing - Paths in the repository.
 */
function unconcerned(
  project: Project,
  base: MergeBase,
  { subjects, imported, findings }: Schemas,
  differing: ReadonlySet<string>,
): Unconcerned | undefined {
  if (imported === undefined || differing.has(inRepository(project, base, project.file))) return undefined;
  const shared = new Set([...imported].map((path) => inRepository(project, base, path)));
  if ([...differing].some((path) => shared.has(path))) return undefined;
  const same = subjects.filter(
    ({ file }) => file !== undefined && !differing.has(inRepository(project, base, resolve(project.root, file))),
  );
  return {
    subjects: same,
    files: new Set(same.map(({ file = "" }) => file)),
    findings: findings.filter(({ file }) => same.some((subject) => subject.file === file)),
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
