// Who may follow a history: of all processes that would add to the same entries, exactly one, without a lock.
// The claim is a file named after those entries and holds the entry that follows; what a killed process has begun, whoever
// comes next ends. Entries are only ever added, so a claim that was made after more of them is void.
import { createHash } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** One attempt to follow. */
export interface Succession {
  /** The folder of the history. */
  readonly directory: string;
  /** A file in it that holds the entry's text. */
  readonly written: string;
  /** The entry's id. */
  readonly id: string;
  /** The ids of the entries that it follows. */
  readonly after: readonly string[];
  /** The ids of the entries that are there now. */
  present(): Promise<readonly string[]>;
}

/**
 * Puts an entry into its place if nothing has followed the same entries before.
 *
 * @returns Whether it is there; `false` when another came first.
 * @throws What the file system throws.
 */
export async function claimSuccession({ directory, written, id, after, present }: Succession): Promise<boolean> {
  const state = digestOf(after);
  const claim = join(directory, `.after-${state}`);
  const isNow = async () => digestOf(await present()) === state;
  if (!(await isNow())) return false;
  if (!(await linked(written, claim))) {
    // Read before it is known to be valid: a claim that was there while nothing had followed yet is the valid one.
    const text = await textOf(claim);
    if (text !== undefined && (await isNow())) {
      await settle(directory, `${written}.other`, text);
      await rm(claim, { force: true });
    }
    return false;
  }
  try {
    // Whoever claimed while nothing had followed was alone; afterwards a claim is void, unless another has settled it.
    if (await isNow()) await linked(written, join(directory, `${id}.json`));
    return (await textOf(join(directory, `${id}.json`))) === (await readFile(written, "utf8"));
  } finally {
    await rm(claim, { force: true });
  }
}

/** Ends what another process has claimed, from a copy: by now the claim may be a later one, which is void. */
async function settle(directory: string, copy: string, text: string): Promise<void> {
  const { id } = JSON.parse(text) as { id: string };
  try {
    await writeFile(copy, text, { flush: true });
    await linked(copy, join(directory, `${id}.json`));
  } finally {
    await rm(copy, { force: true });
  }
}

/** Links a file to a name; `false` when the name is taken or the file is gone. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" || code === "ENOENT") return false;
    throw error;
  }
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** A name for a set of entries. */
function digestOf(ids: readonly string[]): string {
  return createHash("sha256")
    .update([...ids].sort().join("\n"))
    .digest("hex")
    .slice(0, 32);
}
