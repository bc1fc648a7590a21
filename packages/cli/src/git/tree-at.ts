// The files of a folder at a commit, read by git itself: neither the working tree nor the index is touched.
// Two processes, however many files there are.
import { git } from "./git.js";

/** A file of a commit. */
export interface TreeFile {
  /** From the repository's folder, with `/`. */
  readonly path: string;
  /** Git's own hash of the content. */
  readonly id: string;
}

/** The files at or below paths at a commit; empty where there are none. Links and submodules are left out. */
export async function treeFiles(cwd: string, commit: string, paths: readonly string[]): Promise<TreeFile[]> {
  if (paths.length === 0) return [];
  const { ok, stdout } = await git(cwd, ["ls-tree", "-r", "-z", "--full-tree", commit, "--", ...paths]);
  if (!ok) return [];
  return stdout
    .toString("utf8")
    .split("\0")
    .flatMap((line) => {
      const [, id, file] = /^100\d{3} blob ([0-9a-f]+)\t([\s\S]*)$/.exec(line) ?? [];
      return id === undefined || file === undefined ? [] : [{ path: file, id }];
    });
}

/**
 * Whether a file of a commit is another in the working tree, or gone from it.
 *
 * @param paths - The files and folders that may be asked about.
 */
export async function changedSince(
  top: string,
  commit: string,
  paths: readonly string[],
): Promise<(path: string) => boolean> {
  const { ok, stdout } = await git(top, ["diff", "--name-only", "--no-renames", "-z", commit, "--", ...paths]);
  const changed = new Set(stdout.toString("utf8").split("\0"));
  return (path) => !ok || changed.has(path);
}

/** The contents of blobs, by their ids. */
export async function blobs(cwd: string, ids: readonly string[]): Promise<Map<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  if (ids.length === 0) return contents;
  const { stdout } = await git(cwd, ["cat-file", "--batch"], `${ids.join("\n")}\n`);
  let at = 0;
  while (at < stdout.length) {
    const lineEnd = stdout.indexOf("\n", at);
    if (lineEnd < 0) break;
    const [id = "", kind, size = ""] = stdout.toString("latin1", at, lineEnd).split(" ");
    if (kind !== "blob") {
      at = lineEnd + 1;
      continue;
    }
    const end = lineEnd + 1 + Number(size);
    contents.set(id, stdout.subarray(lineEnd + 1, end));
    at = end + 1;
  }
  return contents;
}
