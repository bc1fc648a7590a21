// Definitions and configuration as they were: TypeScript of another commit, loaded from a folder of its own.
// First with the files that are loaded now; where one is missing, with all code of the commit.
import { basename, join } from "node:path";
import { builtInEvents, type EventModel } from "@tracklake/schema";
import { loadConfig } from "../config/load-config.js";
import { isCliError } from "../errors.js";
import type { MergeBase } from "../git/merge-base.js";
import { type TreeFile, treeFiles } from "../git/tree-at.js";
import { withTree } from "../git/with-tree.js";
import { loadSchemas, type Schemas } from "../schemas/load-schemas.js";
import type { BaseConfig } from "./base-config.js";

/** What a base defines. */
export interface BaseDefinitions {
  /** The definitions, built-in events too; absent where they do not load. */
  readonly models?: readonly EventModel[];
  /** The definitions with their files, and what was found in them; absent where they do not load. */
  readonly schemas?: Pick<Schemas, "subjects" | "findings" | "contexts">;
  /** What could not be found out. */
  readonly remarks: readonly string[];
}

/** What the base has as it is now: definitions in files that do not differ. */
export interface Unconcerned {
  readonly subjects: Schemas["subjects"];
  /** What was found in them. */
  readonly findings: Schemas["findings"];
  /** Their files, from the project's folder. */
  readonly files: ReadonlySet<string>;
  /** Paths in the repository of the files that differ. */
  readonly differing: ReadonlySet<string>;
  /** Paths in the repository of the files that others import. */
  readonly shared: ReadonlySet<string>;
}

const codeFile = /\.([cm]?[jt]sx?|json)$/;

/**
 * Loads them; what does not load is a remark, and the base's history stands for it.
 *
 * @param place - The configuration of the base; without one it defined nothing.
 * @param files - The base's files of those that are loaded now, and all of its schemas.
 * @param kept - What need not be loaded. @default everything is
 */
export async function loadBaseDefinitions(
  { top, commit, ref }: MergeBase,
  place: BaseConfig | undefined,
  files: readonly TreeFile[],
  kept?: Unconcerned,
): Promise<BaseDefinitions> {
  if (place === undefined) return { models: builtInEvents, schemas: { subjects: [], findings: [] }, remarks: [] };
  const { file: config, prefix } = place;
  const load = (some: readonly TreeFile[], beside?: Unconcerned) =>
    withTree(
      top,
      some,
      (path) => path,
      (folder) => loadedFrom(join(folder, prefix), basename(config), beside),
      prefix,
    );
  const few = files.filter(({ path }) => path === config || kept?.differing.has(path) || kept?.shared.has(path));
  for (const [some, beside] of kept ? ([[few, kept], [files]] as const) : ([[files]] as const)) {
    try {
      return await load(some, beside);
    } catch (error) {
      // A file that is not among them: with more of them it may load.
      if (!isCliError(error)) throw error;
    }
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

async function loadedFrom(root: string, config: string, kept?: Unconcerned): Promise<BaseDefinitions> {
  const base = await loadConfig({ io: { cwd: root }, config });
  const { subjects, findings, contexts } = await loadSchemas(base).catch((error: unknown): Schemas => {
    if (isCliError(error) && error.code === "schemas-missing") return { subjects: [], findings: [], files: [] };
    throw error;
  });
  const isKept = ({ file }: { readonly file?: string | undefined }) => file !== undefined && kept?.files.has(file);
  const all = [...(kept?.subjects ?? []), ...subjects.filter((subject) => !isKept(subject))];
  const found = [...(kept?.findings ?? []), ...findings.filter((finding) => !isKept(finding))];
  const schemas = { subjects: all, findings: found, ...(contexts === undefined ? {} : { contexts }) };
  return { models: [...builtInEvents, ...all.map(({ model }) => model)], schemas, remarks: [] };
}
