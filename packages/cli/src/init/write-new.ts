// Writes files that are not there yet; what is there is left alone, whatever it holds.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { NewFile } from "./templates.js";

/** Writes a file. @returns Whether it was written; `false` when one was there. */
export async function writeNew(root: string, { path, content }: NewFile): Promise<boolean> {
  const target = join(root, path);
  await mkdir(dirname(target), { recursive: true });
  try {
    await writeFile(target, content, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Adds lines to .gitignore that are not in it. @returns The lines added. */
export async function ignore(root: string, wanted: readonly string[]): Promise<string[]> {
  const path = join(root, ".gitignore");
  const before = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const there = new Set(before.split(/\r?\n/).map((line) => line.trim().replace(/^\/|\/$/g, "")));
  const added = wanted.filter((line) => !there.has(line.replace(/\/$/, "")));
  if (added.length === 0) return [];
  const glue = before === "" || before.endsWith("\n") ? "" : "\n";
  await writeFile(path, `${before}${glue}${added.join("\n")}\n`);
  return added;
}
