// Which history files were merged first, as git tells: those of the ref that the branch is to be merged into.
// Without git, without such a ref, or where it decides nothing, nobody knows, and dates decide.
import { execFile } from "node:child_process";
import { basename, relative } from "node:path";
import { promisify } from "node:util";
import type { Project } from "../config/load-config.js";
import { CliError } from "../errors.js";

const git = promisify(execFile);
const MOST_BYTES = 64 * 1024 * 1024;

/** Where branches are merged into, by the names that clones and hosts give it; last, what a merge commit merged into. */
const usualRefs = ["origin/HEAD", "origin/main", "origin/master", "main", "master", "HEAD^1"];

/** A ref and the ids of the entries that it holds. */
export interface MergedHistory {
  readonly ref: string;
  readonly ids: ReadonlySet<string>;
}

/**
 * The history that was merged first.
 *
 * @param onto - The ref that was named; one of the usual refs unless one was.
 * @param decides - Whether a set of ids tells the sides apart; refs that do not are passed over.
 * @throws CliError `no-history` when the named ref is none.
 */
export async function mergedHistory(
  project: Pick<Project, "root" | "historyFolder">,
  onto: string | undefined,
  decides: (ids: ReadonlySet<string>) => boolean,
): Promise<MergedHistory | undefined> {
  if (onto !== undefined) {
    const ids = await idsAt(project, onto);
    if (ids) return { ref: onto, ids };
    throw new CliError(
      "no-history",
      `"${onto}" is no git ref of ${project.root}. Name a branch or a commit after --onto.`,
    );
  }
  for (const ref of usualRefs) {
    const ids = await idsAt(project, ref);
    if (ids && decides(ids)) return { ref, ids };
  }
  return undefined;
}

async function idsAt({ root, historyFolder }: Pick<Project, "root" | "historyFolder">, ref: string) {
  const folder = relative(root, historyFolder).replaceAll("\\", "/");
  const args = ["ls-tree", "-z", "--name-only", "--end-of-options", ref, "--", `${folder}/`];
  try {
    const { stdout } = await git("git", args, { cwd: root, maxBuffer: MOST_BYTES, encoding: "utf8" });
    const files = stdout.split("\0").filter((path) => path.endsWith(".json"));
    return new Set(files.map((path) => basename(path, ".json")));
  } catch {
    // No git, no repository or no such ref: it tells nothing.
    return undefined;
  }
}
