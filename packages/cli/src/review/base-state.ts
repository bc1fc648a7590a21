// The state that a change began from, as git has it: history, definitions and lake at the merge base.
// What is the same as now is not read twice; definitions that differ are loaded from a folder of their own.
import { readFile } from "node:fs/promises";
import { basename, join, posix, relative } from "node:path";
import type { Lake } from "@tracklake/envelope";
import { fileStore, type HistoryEntry, loadRegistry, type Registry, registryOf } from "@tracklake/registry";
import type { EventModel } from "@tracklake/schema";
import type { Project } from "../config/load-config.js";
import type { MergeBase } from "../git/merge-base.js";
import { blobId, type TreeFile, treeFiles } from "../git/tree-at.js";
import { withTree } from "../git/with-tree.js";
import { loadBaseDefinitions } from "./base-definitions.js";

/** What the base holds. */
export interface BaseState extends MergeBase {
  readonly registry: Registry;
  /** The definitions, built-in events too; absent where they do not load. */
  readonly models?: readonly EventModel[];
  /** The lake of the configuration; absent where there was none. */
  readonly lake?: Lake;
  /** What could not be found out. */
  readonly remarks: readonly string[];
}

/** What is known of the state as it is now. */
export interface HeadState {
  readonly entries: readonly HistoryEntry[];
  /** The definitions, built-in events too. */
  readonly models: readonly EventModel[];
  /** Absolute paths of the files that were loaded for the definitions. */
  readonly files: readonly string[];
}

/** Reads the base. */
export async function readBase(project: Project, base: MergeBase, head: HeadState): Promise<BaseState> {
  const folder = inRepository(project, base, project.schemasFolder);
  const all = await treeFiles(base.top, base.commit, `${folder}/`);
  const [history, definitions] = [true, false].map((is) =>
    all.filter(({ path }) => path.startsWith(`${folder}/history/`) === is),
  );
  const registry = await baseRegistry(base.top, history ?? [], head.entries);
  const known = await unchanged(project, base, definitions ?? [], head);
  if (known) return { ...base, registry, models: head.models, lake: project.lake, remarks: [] };
  const beside = [project.file, ...head.files].map((path) => inRepository(project, base, path));
  return { ...base, registry, ...(await loadBaseDefinitions(project, base, definitions ?? [], beside)) };
}

/** History is append-only: nearly every file of the base is here too, and has been read. */
async function baseRegistry(
  top: string,
  files: readonly TreeFile[],
  entries: readonly HistoryEntry[],
): Promise<Registry> {
  const here = new Map(entries.map((entry) => [`${entry.id}.json`, entry]));
  const read = await Promise.all(
    files.map(async (file) => ((await isSame(top, file)) ? here.get(basename(file.path)) : undefined)),
  );
  const same = read.filter((entry) => entry !== undefined);
  if (same.length === files.length) return registryOf(same);
  return withTree(top, files, basename, (folder) => loadRegistry(fileStore(folder)));
}

/** Whether everything that the definitions were loaded from is the same at the base, and nothing more is there. */
async function unchanged(
  project: Project,
  base: MergeBase,
  files: readonly TreeFile[],
  head: HeadState,
): Promise<boolean> {
  const { top, commit } = base;
  const loaded = [project.file, ...head.files].map((path) => inRepository(project, base, path));
  const known = new Map(files.map((file) => [file.path, file]));
  const missing = loaded.filter((path) => !known.has(path));
  for (const path of missing) for (const file of await treeFiles(top, commit, path)) known.set(file.path, file);
  if (loaded.some((path) => !known.has(path))) return false;
  const same = await Promise.all([...known.values()].map((file) => isSame(top, file)));
  return same.every((is) => is);
}

async function isSame(top: string, { path, id }: TreeFile): Promise<boolean> {
  try {
    return blobId(await readFile(join(top, path)), id) === id;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** A path as git names it: from the repository's folder, with `/`. Links on the way to the project do no harm. */
export function inRepository({ root }: Project, { prefix }: MergeBase, path: string): string {
  return posix.normalize(`${prefix}${relative(root, path).replaceAll("\\", "/")}`);
}
