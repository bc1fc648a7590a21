// How a file is taken, given back and laid aside: by renames, so that one run alone has it and nothing is deleted.
// What of it could not be sent goes back as a file of its own.
import { mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { CliError } from "../errors.js";
import { JOURNAL, REDRIVEN, REDRIVING, type Source } from "./source-files.js";

const LOCK = ".lock";

/** Where a file lies in each state. */
export interface Places {
  readonly waiting: string;
  readonly taken: string;
  readonly done: string;
}

/** The places of a source's file. */
export function placesOf({ folder }: Source, path: string): Places {
  return { waiting: join(folder, path), taken: join(folder, REDRIVING, path), done: join(folder, REDRIVEN, path) };
}

/** Takes a file; `false` when it is gone, since another run was first. */
export async function take({ waiting, taken }: Places): Promise<boolean> {
  await mkdir(dirname(taken), { recursive: true, mode: 0o700 });
  try {
    await rename(waiting, taken);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** Gives a file back of which nothing was sent; under another name where its tracker has begun a new one. */
export async function giveBack({ waiting, taken }: Places): Promise<void> {
  const [, end = ""] = /(\.[a-z]+)?$/.exec(waiting) ?? [];
  await rename(taken, (await exists(waiting)) ? await freeName(waiting, end) : waiting);
  await rm(`${taken}${JOURNAL}`, { force: true });
}

/** Writes what could not be sent beside where the file was, under a name that is free. */
export async function leave(waiting: string, text: string): Promise<void> {
  const hidden = join(dirname(waiting), `.${process.pid}.tmp`);
  await writeFile(hidden, text, { mode: 0o600, flush: true });
  await rename(hidden, await freeName(waiting, ".ndjson"));
}

async function freeName(path: string, end: string): Promise<string> {
  const base = path.replace(/(\.rest\d*)?(\.ndjson|\.gz)?$/, "");
  let free = `${base}.rest${end}`;
  for (let count = 2; await exists(free); count++) free = `${base}.rest${count}${end}`;
  return free;
}

/** Lays a file aside, with its journal. */
export async function layAside({ taken, done }: Places): Promise<void> {
  await mkdir(dirname(done), { recursive: true, mode: 0o700 });
  await rename(`${taken}${JOURNAL}`, `${done}${JOURNAL}`);
  await rename(taken, done);
}

/** Bytes of a file. */
export async function sizeOf(path: string): Promise<number> {
  return (await stat(path)).size;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/**
 * Does something while no other run works on a source.
 *
 * @throws CliError `redrive-running` when another does.
 */
export async function locked<Result>({ folder }: Source, body: () => Promise<Result>): Promise<Result> {
  const path = join(folder, REDRIVING, LOCK);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const mine = JSON.stringify({ pid: process.pid, host: hostname() });
  if (!(await written(path, mine))) {
    if (await isHeld(path)) {
      const text = `Another redrive works on ${folder}. Wait for it; if none is running, remove ${path}.`;
      throw new CliError("redrive-running", text);
    }
    await rm(path, { force: true });
    if (!(await written(path, mine))) throw new CliError("redrive-running", `Another redrive works on ${folder}.`);
  }
  try {
    return await body();
  } finally {
    await rm(path, { force: true });
  }
}

async function written(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, "wx", 0o600);
    await file.writeFile(text);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Whether the holder may live. What another machine holds, nobody here can tell. */
async function isHeld(path: string): Promise<boolean> {
  const { pid, host } = await holderOf(path);
  if (host !== hostname()) return host !== undefined;
  if (typeof pid !== "number") return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function holderOf(path: string): Promise<{ readonly pid?: unknown; readonly host?: unknown }> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as { pid?: unknown; host?: unknown };
  } catch {
    // Gone meanwhile, or cut off by a crash: nobody holds it.
    return {};
  }
}
