// The one place where history files are written anew: entries of a branch that nobody else has yet.
// Each is written beside its place and renamed over it, so that it is the old one or the new one, never half.
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RegistryError } from "./errors.js";
import { entryText } from "./history-entry.js";
import type { Rebase } from "./rebase.js";
import { withUnseenFolder } from "./unseen-folder.js";

/**
 * Writes a rebase into a folder of history files.
 *
 * @returns The paths of what was written, then of what was removed.
 * @throws RegistryError `store-unwritable`.
 */
export async function rewriteFiles(directory: string, { rewritten, removed }: Rebase): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of rewritten) {
    const path = join(directory, `${entry.id}.json`);
    try {
      await withUnseenFolder(directory, async (folder) => {
        await writeFile(join(folder, "entry"), entryText(entry), { flush: true });
        await rename(join(folder, "entry"), path);
      });
    } catch (cause) {
      throw unwritable(path, cause);
    }
    paths.push(path);
  }
  for (const id of removed) {
    const path = join(directory, `${id}.json`);
    await rm(path).catch((cause: unknown) => {
      throw unwritable(path, cause);
    });
    paths.push(path);
  }
  return paths;
}

function unwritable(path: string, cause: unknown): RegistryError {
  return new RegistryError("store-unwritable", `${path} could not be written: ${(cause as Error).message}.`, { cause });
}
