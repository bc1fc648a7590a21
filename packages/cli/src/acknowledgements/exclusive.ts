// One writer of a file at a time: a lock file beside it, taken over when its holder is gone.
// Two people's tools, or a script's two calls, may write at once; neither entry may be lost.
import { type FileHandle, open, readFile, rm, stat } from "node:fs/promises";
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
  const handle = await taken(lock);
  try {
    return await task();
  } finally {
    await handle.close();
    await rm(lock, { force: true });
  }
}

async function taken(lock: string): Promise<FileHandle> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      const handle = await open(lock, "wx");
      await handle.writeFile(String(process.pid));
      return handle;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    if (await isLeftBehind(lock)) await rm(lock, { force: true });
    else if (Date.now() > until) {
      throw new CliError("not-writable", `${lock} is held by another process. When none runs, remove it and try again.`);
    } else await sleep(PAUSE_MS);
  }
}

async function isLeftBehind(lock: string): Promise<boolean> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(lock, "utf8"), stat(lock)]);
    if (Date.now() - mtimeMs > STALE_MS) return true;
    const pid = Number(text);
    return text !== "" && Number.isSafeInteger(pid) && !isAlive(pid);
  } catch (error) {
    // Its holder was done meanwhile.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
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
