// An object of the bucket as a file: written beside its place under a hidden name, flushed to disk, then renamed.
// So whoever lists `*.gz` sees whole objects alone, and what was reported as written survives a power loss.
import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Writes a file whole or not at all.
 *
 * @param key - The path under the directory, with `/` between its parts.
 */
export async function writeObject(directory: string, key: string, bytes: Uint8Array): Promise<void> {
  const path = join(directory, ...key.split("/"));
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const hidden = join(folder, `.${randomUUID()}.tmp`);
  try {
    const file = await open(hidden, "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(hidden, path);
    await syncFolder(folder);
  } catch (error) {
    await rm(hidden, { force: true });
    throw error;
  }
}

/** Makes the rename itself durable; Windows cannot open a folder and needs no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
