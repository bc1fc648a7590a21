// Where `--from` takes its history: a folder of history files, another project, or a git ref of this one.
// Files of a ref are read by git itself; the working tree is not touched.
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { fileStore, loadRegistry, type Registry } from "@tracklake/registry";
import type { Project } from "../config/load-config.js";
import { CliError } from "../errors.js";

const git = promisify(execFile);
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * The registry that a path or a git ref holds.
 *
 * @param from - A folder, or what `git rev-parse` understands.
 * @param cwd - Absolute path that a relative folder starts from.
 * @throws CliError `no-history` when there is none; RegistryError when it is not sound.
 */
export async function registryFrom(from: string, cwd: string, project: Project): Promise<Registry> {
  if (/^https?:/.test(from)) {
    throw new CliError("no-history", `"${from}" is a URL, which --from does not read yet. Name a folder or a git ref.`);
  }
  const folder = resolve(cwd, from);
  if (await isFolder(folder)) {
    const candidates = [join(folder, project.schemas, "history"), join(folder, "history"), folder];
    for (const candidate of candidates) {
      if (await holdsHistory(candidate)) return loadRegistry(fileStore(candidate));
    }
    throw new CliError(
      "no-history",
      `${folder} holds no history files (${project.schemas}/history/*.json). Name the folder of a project that has published.`,
    );
  }
  const directory = await mkdtemp(join(tmpdir(), "tracklake-from-"));
  try {
    await readRef(from, project, directory);
    return await loadRegistry(fileStore(directory));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function readRef(ref: string, { root, historyFolder }: Project, into: string): Promise<void> {
  const run = async (...args: string[]) =>
    (await git("git", args, { cwd: root, maxBuffer: MOST_BYTES, encoding: "utf8" })).stdout;
  let commit: string;
  try {
    commit = (await run("rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`)).trim();
  } catch (cause) {
    const text = `"${ref}" is neither a folder nor a git ref of ${root}. Name one of the two after --from.`;
    throw new CliError("no-history", text, { cause });
  }
  const prefix = relative(root, historyFolder).replaceAll("\\", "/");
  const listed = await run("ls-tree", "-z", "--name-only", commit, "--", `${prefix}/`);
  const paths = listed.split("\0").filter((path) => path.endsWith(".json"));
  if (paths.length === 0) {
    throw new CliError("no-history", `${ref} has no history files in ${prefix}. Publish there first.`);
  }
  for (const path of paths) await writeFile(join(into, basename(path)), await run("show", `${commit}:./${path}`));
}

async function holdsHistory(folder: string): Promise<boolean> {
  if (!(await isFolder(folder))) return false;
  const names = await readdir(folder);
  return names.some((name) => /^\d{4}-\d{2}-\d{2}-.*\.json$/.test(name));
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
