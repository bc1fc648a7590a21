// Who may follow a history: of all processes that would add to the same entries, exactly one, without a lock.
// The claim is a folder named after those entries with the entry that follows in it, and an entry comes into its place from
// there alone. Whoever finds a claim ends it: a young one as its process would have, any other by taking its entry out,
// after which not even a process that was only asleep can put it into its place.
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { link, readdir, readFile, rename, rm, rmdir, stat, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { checkedId } from "./entry-id.js";
import { isRegistryError } from "./errors.js";
import { readEntry } from "./history-entry.js";
import type { HistoryEntry } from "./published.js";
import { ignoring } from "./unseen-folder.js";

/** What tells two states of a history apart: an entry may be written anew under its id while nobody else has it. */
export type EntryMark = Pick<HistoryEntry, "id" | "digest">;

/** One attempt to follow. */
export interface Succession {
  /** The folder of the history. */
  readonly directory: string;
  /** A folder in it that holds the entry's file and what makes git ignore it; renamed or left as it is. */
  readonly folder: string;
  /** The name of the entry's file in that folder. */
  readonly file: string;
  /** The entry's id. */
  readonly id: string;
  /** The entries that it follows. */
  readonly after: readonly EntryMark[];
  /** The entries that are there now. */
  present(): Promise<readonly EntryMark[]>;
}

/**
 * For how long a claim may be its process's. Between claim and place are some reads and a link, milliseconds; what is older
 * was left by a process that was killed, and what has happened to the history since is not known. That the history is again
 * as it was then, as after a checkout, says nothing: the entry may have been published, and taken back on purpose.
 */
const CLAIM_MILLISECONDS = 10_000;

/** A name for one file of one process, so that whoever ends a claim never touches the next. */
export function claimFile(): string {
  return `${randomUUID()}.json`;
}

/**
 * Puts an entry into its place if nothing has followed the same entries before.
 *
 * @returns Whether it is there; `false` when another came first.
 * @throws What the file system and `present` throw.
 */
export async function claimSuccession(succession: Succession): Promise<boolean> {
  const { directory, folder, file, id, after, present } = succession;
  const state = stateOf(after);
  const claim = join(directory, `.after-${state}`);
  const place = join(directory, `${id}.json`);
  const isNow = async () => stateOf(await present()) === state;
  const text = await readFile(join(folder, file), "utf8");
  const { mtimeMs: written } = await stat(join(folder, file));
  if (!(await isNow())) return false;
  while (!(await renamed(folder, claim))) {
    // Read before it is known to be valid: a claim that was there while nothing had followed yet is the valid one.
    const files = (await filesOf(claim)).filter((name) => name !== ignoring);
    if (!(await isNow())) return false;
    for (const name of files) if (await settled(directory, join(claim, name), written)) return false;
    await end(claim, files);
  }
  try {
    // Whoever claimed while nothing had followed was alone; afterwards a claim is void, unless another has settled it.
    if (await isNow()) await linked(join(claim, file), place);
    return (await textOf(place)) === text;
  } finally {
    await end(claim, [file]);
  }
}

/**
 * Puts another's entry into its place, as its process would. Only its own file is ever linked, so that none is once the file
 * was taken out, however late.
 *
 * @param now - When this attempt began, by the clock of the same file system.
 * @returns Whether it was put there.
 */
async function settled(directory: string, file: string, now: number): Promise<boolean> {
  const id = await idIn(file, now);
  if (id === undefined || !(await linked(file, join(directory, `${id}.json`)))) return false;
  await end(dirname(file), [basename(file)]);
  return true;
}

/** The id of a claim's entry; none when the claim is nobody's any more, or never was one. */
async function idIn(file: string, now: number): Promise<string | undefined> {
  try {
    const { mtimeMs } = await stat(file);
    if (Math.abs(now - mtimeMs) > CLAIM_MILLISECONDS) return undefined;
    return checkedId(readEntry(await readFile(file, "utf8"), file).id);
  } catch (error) {
    if (isRegistryError(error) || has(error, "ENOENT", "EISDIR")) return undefined;
    throw error;
  }
}

/** Takes files out of a claim, and the claim away, unless it is the next one's by now. */
async function end(claim: string, files: readonly string[]): Promise<void> {
  for (const name of [...files, ignoring]) await rm(join(claim, name), { recursive: true, force: true });
  await unless(rmdir(claim), "ENOENT", "ENOTEMPTY", "EEXIST");
}

/** The files of a claim; none when it is gone. What is no folder is no claim, and is removed. */
async function filesOf(claim: string): Promise<string[]> {
  try {
    return await readdir(claim);
  } catch (error) {
    if (has(error, "ENOTDIR")) await unless(unlink(claim), "ENOENT", "EISDIR", "EPERM");
    else if (!has(error, "ENOENT")) throw error;
    return [];
  }
}

/** Renames a folder to a claim; `false` when there is one, which Windows takes for a question of rights. */
async function renamed(folder: string, claim: string): Promise<boolean> {
  try {
    await rename(folder, claim);
    return true;
  } catch (error) {
    if (has(error, "ENOTEMPTY", "EEXIST", "ENOTDIR")) return false;
    if (has(error, "EPERM", "EACCES") && existsSync(claim)) return false;
    throw error;
  }
}

/** Links a file to a name; `false` when the name is taken or the file is gone. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (has(error, "EEXIST", "ENOENT")) return false;
    throw error;
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (has(error, "ENOENT")) return undefined;
    throw error;
  }
}

async function unless(work: Promise<void>, ...codes: string[]): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!has(error, ...codes)) throw error;
  }
}

function has(error: unknown, ...codes: string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? "");
}

/** A name for a state of the history. */
function stateOf(entries: readonly EntryMark[]): string {
  const marks = entries.map(({ id, digest }) => `${id} ${digest}`).sort();
  return createHash("sha256").update(marks.join("\n")).digest("hex").slice(0, 32);
}
