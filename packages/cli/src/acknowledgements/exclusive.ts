// One writer of a file at a time: a lock file beside it, taken over when its holder is gone.
// Two people's tools, or a script's two calls, may write at once; neither entry may be lost.
import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { CliError } from "../errors.js";

/** A write takes milliseconds: whoever waits longer waits for somebody who hangs. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 15;
/** A lock whose holder cannot be asked (another machine's, on a shared disk) is given up after this. */
const STALE_MS = 60_000;

/**
 * Does something while nobody else writes the file.
 *
 * @param path - The file; its lock is `<path>.lock`.
 * @throws CliError `not-writable` when somebody else holds the lock for too long.
 */
export async function exclusively<Result>(path: string, task: () => Promise<Result>): Promise<Result> {
  const lock = `${path}.lock`;
  await take(lock);
  try {
    return await task();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<void> {
  const mine = `${process.pid} ${randomUUID()}`;
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      await writeFile(lock, mine, { flag: "wx" });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (await removeLeftBehind(lock)) continue;
    if (Date.now() > until) {
      throw new CliError(
        "not-writable",
        `${lock} is held by another process. When none runs, remove it and try again.`,
      );
    }
    await sleep(PAUSE_MS);
  }
}

/** Removes a lock whose holder is gone, and no other: a lock that was taken meanwhile is put back. */
async function removeLeftBehind(lock: string): Promise<boolean> {
  try {
    const [holder, { mtimeMs }] = await Promise.all([readFile(lock, "utf8"), stat(lock)]);
    const pid = Number(holder.split(" ")[0]);
    const gone = pid > 0 && Number.isSafeInteger(pid) && !isAlive(pid);
    if (!gone && Date.now() - mtimeMs < STALE_MS) return false;
    const aside = `${lock}.${process.pid}.${randomUUID()}`;
    await rename(lock, aside);
    if ((await readFile(aside, "utf8")) !== holder) await link(aside, lock).catch(() => undefined);
    await rm(aside, { force: true });
    return true;
  } catch (error) {
    // Its holder was done meanwhile.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return true;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
