// Files of a commit in a temporary folder, for as long as somebody reads them.
// Packages stay where they are installed: the folder's node_modules are links to those of the working tree.
import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { blobs, type TreeFile } from "./tree-at.js";

/**
 * Writes files and does something with them.
 *
 * @param top - The repository's folder.
 * @param name - A file's path in the temporary folder, from its path in the repository.
 * @param prefix - The folder whose packages, and those of the folders above it, are to be found.
 */
export async function withTree<Result>(
  top: string,
  files: readonly TreeFile[],
  name: (path: string) => string,
  task: (folder: string) => Promise<Result>,
  prefix = "",
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "tracklake-base-"));
  try {
    const contents = await blobs(top, [...new Set(files.map(({ id }) => id))]);
    const targets = files.map(({ path, id }) => ({ target: join(folder, name(path)), id }));
    for (const parent of new Set(targets.map(({ target }) => dirname(target))))
      await mkdir(parent, { recursive: true });
    await Promise.all(targets.map(({ target, id }) => writeFile(target, contents.get(id) ?? "")));
    await linkPackages(top, folder, prefix);
    return await task(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function linkPackages(top: string, folder: string, prefix: string): Promise<void> {
  const parts = prefix.split(/[\\/]/).filter((part) => part !== "");
  for (let depth = 0; depth <= parts.length; depth++) {
    const at = join(...parts.slice(0, depth), "node_modules");
    if (!(await isFolder(join(top, at)))) continue;
    await mkdir(dirname(join(folder, at)), { recursive: true });
    await symlink(join(top, at), join(folder, at), "junction");
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
