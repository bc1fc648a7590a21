// Where a history file is written before it is one: a folder of its own beside it, which git never sees.
// A killed process leaves it behind, and a folder that ignores itself cannot be committed, whatever the project ignores.
import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The name, in each such folder, of the file by which the folder ignores all that is in it, itself too. */
export const ignoring = ".gitignore";

/**
 * Does something with a new folder, which is gone afterwards.
 *
 * @param directory - The folder of the history; the new one is in it, so that a file can be linked or renamed into place.
 * @param use - May rename the folder; what it leaves under the folder's first name is removed.
 * @throws What the file system throws.
 */
export async function withUnseenFolder<T>(directory: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = join(directory, `.writing-${randomUUID()}`);
  try {
    await mkdir(folder);
    await writeFile(join(folder, ignoring), "*\n");
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}
