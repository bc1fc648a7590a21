// The configuration as it was at the base: it says where history and definitions lay there, and what the project decided.
// A project that moved is found by its lake's name among the configurations that are gone.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join, posix } from "node:path";
import type { CheckedConfig } from "../config/check-config.js";
import { configNames, loadConfig, type Project } from "../config/load-config.js";
import { isCliError } from "../errors.js";
import type { MergeBase } from "../git/merge-base.js";
import { changedSince, type TreeFile, treeFiles } from "../git/tree-at.js";
import { withTree } from "../git/with-tree.js";
import { inRepository } from "./in-repository.js";

/** Where a base was configured, and how. */
export interface BaseConfig {
  /** Its path in the repository. */
  readonly file: string;
  /** The project's folder there, such as `services/billing/`; empty at the top. */
  readonly prefix: string;
  /** What it decided; absent where it does not load. */
  readonly config?: CheckedConfig;
  /** Whether it is what it is now, in the same place. */
  readonly same: boolean;
}

const codeFile = /\.([cm]?[jt]sx?|json)$/;
const importsBeside = /\b(from|import|require)\s*\(?\s*["'`]\.{1,2}\//;

/** Finds and loads it; `undefined` where the base had none. */
export async function baseConfig(project: Project, base: MergeBase): Promise<BaseConfig | undefined> {
  const { top, commit } = base;
  const own = inRepository(project, base, project.file);
  const names = [own, ...configNames.map((name) => `${base.prefix}${name}`)];
  const there = await treeFiles(top, commit, [...new Set(names)]);
  const found = names.flatMap((name) => there.filter(({ path }) => path === name))[0];
  if (!found) return movedConfig(project, base);
  if (found.path === own) {
    const changed = await changedSince(top, commit, [own]);
    // What it imports may be another by now, whatever it says itself.
    if (!changed(own) && !importsBeside.test(await readFile(project.file, "utf8"))) {
      return { file: own, prefix: base.prefix, config: project, same: true };
    }
  }
  return loaded(base, found);
}

/** The configuration of a project that lay elsewhere: of those that are gone, the one of the same lake, or the only one. */
async function movedConfig({ lake }: Project, base: MergeBase): Promise<BaseConfig | undefined> {
  const files = await treeFiles(base.top, base.commit, ["."]);
  const gone = files.filter(({ path }) => configNames.includes(basename(path)) && !existsSync(join(base.top, path)));
  const configs: BaseConfig[] = [];
  for (const file of gone) configs.push(await loaded(base, file));
  return (
    configs.find(({ config }) => config?.lake.name === lake.name) ?? (configs.length === 1 ? configs[0] : undefined)
  );
}

async function loaded({ top, commit }: MergeBase, file: TreeFile): Promise<BaseConfig> {
  const prefix = file.path.slice(0, -basename(file.path).length);
  const place = { file: file.path, prefix, same: false };
  const load = (some: readonly TreeFile[]) =>
    withTree(
      top,
      some,
      (path) => path,
      (folder) => loadConfig({ io: { cwd: posix.join(folder, prefix) }, config: basename(file.path) }),
      prefix,
    );
  try {
    return { ...place, config: await load([file]) };
  } catch (error) {
    if (!isCliError(error)) throw error;
  }
  try {
    const all = await treeFiles(top, commit, ["."]);
    return { ...place, config: await load(all.filter(({ path }) => codeFile.test(path))) };
  } catch (error) {
    // Loading the definitions will fail alike, and say why.
    if (!isCliError(error)) throw error;
    return place;
  }
}
