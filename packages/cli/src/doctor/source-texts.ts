// The texts of a project's own sources: what its files import tells which sinks it uses.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const skipped = /^(node_modules|dist|gen|coverage|\..*)$/;
const source = /\.[cm]?[jt]sx?$/;
/** Files that are read at most; in a larger project nothing is said of those beyond. */
const MOST = 5_000;

/** Reads the sources below a folder. */
export async function* filesIn(root: string): AsyncGenerator<string> {
  const folders = [root];
  let count = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !skipped.test(entry.name)) folders.push(path);
      if (!entry.isFile() || !source.test(entry.name)) continue;
      if (++count > MOST) return;
      yield await readFile(path, "utf8");
    }
  }
}
