// A text into a file of the user's: whole or not at all, and over something else only when that is asked for.
import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { CliError } from "../errors.js";

/** What became of the file. */
export type WriteOutcome = "written" | "replaced" | "unchanged";

/**
 * Writes the file.
 *
 * @param path - Absolute.
 * @throws CliError `wrong-use` when something else is there and `force` is not given.
 */
export async function writeText(path: string, content: string, force: boolean): Promise<WriteOutcome> {
  const before = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    // A folder, say: node names no path then.
    throw Object.assign(error, { path });
  });
  if (before === content) return "unchanged";
  if (before !== undefined && !force) {
    const text = `${path} holds something else and was left as it is. Name another file, or write over it with --force.`;
    throw new CliError("wrong-use", text);
  }
  await mkdir(dirname(path), { recursive: true });
  if (before === undefined) {
    // Not even a file that came to be in the meantime is written over.
    await writeFile(path, content, { flag: "wx" });
    return "written";
  }
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(beside, content, { flag: "wx" });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  return "replaced";
}
