// The files of a table on disk: everything under its partitions that Athena would read.
// Hive leaves out names that begin with a dot or an underscore; so does this, and half-written `.tmp` files.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { PARTITION_COLUMN, tableFolder } from "@tracklake/envelope";
import { LocalError } from "../errors.js";

/** A file of a table. */
export interface TableFile {
  readonly path: string;
  /** Changes when the file does. */
  readonly state: string;
}

/**
 * The files of a table, by path; none when it has no folder yet.
 *
 * @param directory - The lake's folder, such as `.tracklake/lake`.
 * @param wanted - Which days; the folders of others are not looked into.
 * @throws LocalError `lake-unreadable`.
 */
export async function tableFiles(
  directory: string,
  table: string,
  wanted: (dt: string) => boolean = () => true,
): Promise<TableFile[]> {
  const folder = join(directory, tableFolder(table));
  const files: TableFile[] = [];
  for (const partition of await namesIn(folder)) {
    const prefix = `${PARTITION_COLUMN}=`;
    if (!partition.startsWith(prefix) || !wanted(partition.slice(prefix.length))) continue;
    for (const name of await namesIn(join(folder, partition))) {
      if (/^[._]|\.tmp$/.test(name)) continue;
      const path = join(folder, partition, name);
      const { size, mtimeMs, isFile } = await state(path);
      if (isFile && size > 0) files.push({ path, state: `${size} ${mtimeMs}` });
    }
  }
  return files;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return [];
    throw new LocalError("lake-unreadable", `The lake's folder ${folder} cannot be read; check its permissions.`, {
      cause: error,
    });
  }
}

/** A file may be moved between listing and reading: then it is not there. */
async function state(path: string): Promise<{ size: number; mtimeMs: number; isFile: boolean }> {
  try {
    const { size, mtimeMs, isFile } = await stat(path).then((stats) => ({
      size: stats.size,
      mtimeMs: stats.mtimeMs,
      isFile: stats.isFile(),
    }));
    return { size, mtimeMs, isFile };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return { size: 0, mtimeMs: 0, isFile: false };
    throw new LocalError("lake-unreadable", `The lake's file ${path} cannot be read; check its permissions.`, {
      cause: error,
    });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
