// The files of a project's schemas: every TypeScript and JavaScript file below the folder, in the order of names.
// History, tests, declarations and hidden folders are not definitions.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { CliError } from "../errors.js";

const skippedFolder = /^(history|node_modules|\..*)$/;
const definitionFile = /\.(ts|mts|js|mjs)$/;
const otherFile = /\.d\.m?ts$|\.(test|spec)\.m?[jt]s$|^\./;

/**
 * Finds the files.
 *
 * @param folder - Absolute path of the schemas.
 * @returns Absolute paths.
 * @throws CliError `schemas-missing` when there is no such folder.
 */
export async function schemaFiles(folder: string): Promise<string[]> {
  try {
    return await filesIn(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT" && code !== "ENOTDIR") throw error;
    throw new CliError(
      "schemas-missing",
      `There is no folder ${folder}. Make it and put one definition in a file there, or correct "schemas" in the configuration.`,
      { cause: error },
    );
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const nested = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skippedFolder.test(entry.name) ? [] : filesIn(path);
    return definitionFile.test(entry.name) && !otherFile.test(entry.name) ? [path] : [];
  });
  return (await Promise.all(nested)).flat();
}
