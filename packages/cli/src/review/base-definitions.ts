// Definitions and configuration as they were: TypeScript of another commit, loaded from a folder of its own.
// First with the files that are loaded now; where one is missing, with all code of the commit.
import { basename, join } from "node:path";
import type { Lake } from "@tracklake/envelope";
import { builtInEvents, type EventModel } from "@tracklake/schema";
import { findConfig, loadConfig, type Project } from "../config/load-config.js";
import { isCliError } from "../errors.js";
import type { MergeBase } from "../git/merge-base.js";
import { type TreeFile, treeFiles } from "../git/tree-at.js";
import { withTree } from "../git/with-tree.js";
import { loadSchemas } from "../schemas/load-schemas.js";

/** What a base defines. */
export interface BaseDefinitions {
  /** The definitions, built-in events too; absent where they do not load. */
  readonly models?: readonly EventModel[];
  /** The lake of the configuration; absent where there was none. */
  readonly lake?: Lake;
  /** What could not be found out. */
  readonly remarks: readonly string[];
}

const codeFile = /\.([cm]?[jt]sx?|json)$/;

/**
 * Loads them; what does not load is a remark, and the base's history stands for it.
 *
 * @param files - The base's files of those that are loaded now, and all of its schemas.
 */
export async function loadBaseDefinitions(
  project: Project,
  { top, commit, ref, prefix }: MergeBase,
  files: readonly TreeFile[],
): Promise<BaseDefinitions> {
  const load = (some: readonly TreeFile[]) =>
    withTree(
      top,
      some,
      (path) => path,
      (folder) => loadedFrom(join(folder, prefix), basename(project.file)),
      prefix,
    );
  try {
    return await load(files);
  } catch (error) {
    if (!isCliError(error)) throw error;
  }
  try {
    const all = await treeFiles(top, commit, ["."]);
    return await load(all.filter(({ path }) => codeFile.test(path)));
  } catch (error) {
    if (!isCliError(error)) throw error;
    // The line that names the file and says what is wrong with it.
    const lines = error.message.split("\n");
    const why = lines.find((line) => line.startsWith("  ")) ?? lines[0] ?? "";
    const at = `${ref} (${commit.slice(0, 10)})`;
    return {
      remarks: [`The definitions at ${at} do not load, so what is published there stands for them: ${why.trim()}`],
    };
  }
}

async function loadedFrom(root: string, config: string): Promise<BaseDefinitions> {
  if (findConfig(root) === undefined) return { models: builtInEvents, remarks: [] };
  const base = await loadConfig({ io: { cwd: root }, config });
  const { subjects } = await loadSchemas(base).catch((error: unknown) => {
    if (isCliError(error) && error.code === "schemas-missing") return { subjects: [] };
    throw error;
  });
  return { models: [...builtInEvents, ...subjects.map(({ model }) => model)], lake: base.lake, remarks: [] };
}
