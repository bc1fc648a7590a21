// The folder of generated files: only what changed is written, only what was generated is removed.
// A manifest lists what is ours; a file of anybody else is never touched.
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CodegenError } from "./errors.js";
import type { GeneratedFile } from "./generate.js";

const MANIFEST = ".tracklake-generated.json";

/** What a folder would become. */
export interface OutputChanges {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/**
 * What is stale in a folder: files to write, and generated ones to remove.
 *
 * @throws CodegenError `output-unwritable` when the folder cannot be read.
 */
export async function staleFiles(directory: string, files: readonly GeneratedFile[]): Promise<OutputChanges> {
  const wanted = new Set(files.map((file) => file.path));
  const written: string[] = [];
  for (const { path, content } of files) {
    if ((await contentOf(join(directory, path))) !== content) written.push(path);
  }
  const removed = (await manifestOf(directory)).filter((path) => !wanted.has(path));
  return { written, removed, unchanged: files.length - written.length };
}

/**
 * Makes a folder hold exactly these files beside those of others.
 *
 * @throws CodegenError `output-unwritable`.
 */
export async function writeGenerated(directory: string, files: readonly GeneratedFile[]): Promise<OutputChanges> {
  const changes = await staleFiles(directory, files);
  const contents = new Map(files.map((file) => [file.path, file.content]));
  try {
    const manifest = `${JSON.stringify(
      files.map((file) => file.path),
      null,
      2,
    )}\n`;
    for (const path of changes.written) await writeWhole(join(directory, path), contents.get(path) ?? "");
    for (const path of changes.removed) await rm(join(directory, path), { force: true });
    if ((await contentOf(join(directory, MANIFEST))) !== manifest)
      await writeWhole(join(directory, MANIFEST), manifest);
  } catch (cause) {
    throw unwritable(directory, cause);
  }
  return changes;
}

async function writeWhole(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function contentOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if (["ENOENT", "ENOTDIR"].includes((cause as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw unwritable(path, cause);
  }
}

/** Paths that an earlier run generated; one that would leave the folder is not ours. */
async function manifestOf(directory: string): Promise<string[]> {
  const text = await contentOf(join(directory, MANIFEST));
  if (text === undefined) return [];
  try {
    const paths: unknown = JSON.parse(text);
    if (!Array.isArray(paths)) return [];
    return paths.filter(
      (path): path is string =>
        typeof path === "string" && !path.split(/[\\/]/).includes("..") && !path.startsWith("/"),
    );
  } catch {
    // A manifest that somebody changed names nothing that we may remove.
    return [];
  }
}

function unwritable(path: string, cause: unknown): CodegenError {
  return new CodegenError("output-unwritable", `${path}: ${(cause as Error).message}. Is the folder yours to write?`, {
    cause,
  });
}
