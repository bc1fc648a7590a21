// Writes files that are not there yet; what is there is left alone, whatever it holds.
// A file that cannot be written whole is taken back: the next run would keep what is left of it.
import { appendFile, mkdir, open, readFile, rm, truncate } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { NewFile } from "./templates.js";

/** Writes a file. @returns Whether it was written; `false` when one was there. */
export async function writeNew(root: string, { path, content }: NewFile): Promise<boolean> {
  const target = join(root, path);
  await mkdir(dirname(target), { recursive: true });
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(target, "wx");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
  try {
    await file.writeFile(content);
  } catch (error) {
    await rm(target, { force: true });
    throw failed(error, target);
  } finally {
    await file.close();
  }
  return true;
}

/** Adds lines to .gitignore that are not in it. @returns The lines added. */
export async function ignore(root: string, wanted: readonly string[]): Promise<string[]> {
  const path = join(root, ".gitignore");
  const before = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  const text = before?.toString("utf8") ?? "";
  const there = new Set(text.split(/\r?\n/).map((line) => line.trim().replace(/^\/|\/$/g, "")));
  const added = wanted.filter((line) => !there.has(line.replace(/\/$/, "")));
  if (added.length === 0) return [];
  const glue = text === "" || text.endsWith("\n") ? "" : "\n";
  try {
    await appendFile(path, `${glue}${added.join("\n")}\n`);
  } catch (error) {
    if (before) await truncate(path, before.length);
    else await rm(path, { force: true });
    throw failed(error, path);
  }
  return added;
}

/** The error with its path, which a failed write does not name. */
function failed(error: unknown, path: string): unknown {
  return error instanceof Error && !("path" in error) ? Object.assign(error, { path }) : error;
}
