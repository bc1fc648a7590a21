// The files of a local lake: its folder is what the bucket is on AWS.
import { readdir, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import type { LakeFile } from "@tracklake/tables";
import type { LakeFiles } from "./lake-files.js";

/** The files below a folder. */
export function folderFiles(directory: string): LakeFiles {
  return {
    async list(prefix, after = "") {
      // A prefix may end within a name: its folder is what can be walked.
      const from = prefix.slice(0, prefix.lastIndexOf("/") + 1);
      const keys = (await walk(join(directory, from))).map((path) => `${from}${path.split(sep).join("/")}`);
      const wanted = keys.filter((key) => key.startsWith(prefix) && key > after).sort();
      const files = await Promise.all(wanted.map((key) => describe(directory, key)));
      return files.filter((file) => file !== undefined);
    },
    async remove(keys) {
      for (const key of keys) await rm(join(directory, key), { force: true });
      // S3 has no folders; here what is left of a run would be one.
      for (const folder of new Set(keys.map(dirname))) await removeEmpty(join(directory, folder));
    },
  };
}

async function walk(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, sep).length));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** A file may be moved between listing and looking: then it is not there. */
async function describe(directory: string, key: string): Promise<LakeFile | undefined> {
  try {
    const { size, mtimeMs } = await stat(join(directory, key));
    return { key, bytes: size, modified: Math.floor(mtimeMs) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function removeEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (error) {
    if (!["ENOENT", "ENOTEMPTY", "EEXIST"].includes(String((error as NodeJS.ErrnoException).code))) throw error;
  }
}

function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(String((error as NodeJS.ErrnoException).code));
}
