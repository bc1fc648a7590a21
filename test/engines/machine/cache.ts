// Where the engines are kept between runs: a folder that git ignores. What is in it is whole: made beside, then renamed.
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";

const { TRACKLAKE_ENGINES: elsewhere } = process.env;

/** The folder, within the one in which npm runs scripts; TRACKLAKE_ENGINES names another one, which several checkouts can share. */
export const cacheFolder = elsewhere ?? resolve(".tracklake/engines");

/**
 * The path of a file or folder of the cache, made when it is not there.
 *
 * @param make - Makes it at the path that it is given.
 */
export async function cached(name: string, make: (path: string) => Promise<void>): Promise<string> {
  const path = join(cacheFolder, name);
  if (existsSync(path)) return path;
  await mkdir(cacheFolder, { recursive: true });
  const part = `${path}.part-${process.pid}`;
  try {
    await make(part);
    await rename(part, path);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
  return path;
}

/** One line of progress; results stay on stdout. */
export function say(text: string): void {
  process.stderr.write(`engines: ${text}\n`);
}
