// The file system of the operating system, on plain file numbers: no handle object is made for each call.
// Files are 0600 and folders 0700, since events are nobody else's business.
import * as fs from "node:fs";
import * as promises from "node:fs/promises";
import { promisify } from "node:util";
import { systemCode } from "./failure.js";
import type { FileStat, FileSystem, OpenMode } from "./file-system.js";

const open = promisify(fs.open);
const close = promisify(fs.close);
const truncate = promisify(fs.ftruncate);
const sync = promisify(fs.fdatasync);

const { O_CREAT, O_EXCL, O_RDONLY, O_WRONLY } = fs.constants;
const flags: Record<OpenMode, number> = {
  create: O_CREAT | O_EXCL | O_WRONLY,
  write: O_CREAT | O_WRONLY,
  read: O_RDONLY,
};

/** Node's own `fs`. */
export const nodeFileSystem: FileSystem = {
  makePath: (path) => promises.mkdir(path, { recursive: true, mode: 0o700 }),
  makeFolder: (path) => promises.mkdir(path, { mode: 0o700 }),
  list: (path) => promises.readdir(path),
  stat: async (path) => statOf(await promises.stat(path, { bigint: true })),
  rename: (from, to) => promises.rename(from, to),
  removeFile: (path) => promises.unlink(path),
  removeFolder: (path) => promises.rmdir(path),
  touch,
  open: (path, mode) => open(path, flags[mode], 0o600),
  write: (file, buffers, position) =>
    new Promise((resolve, reject) =>
      fs.writev(file, buffers as Uint8Array[], position, (error, written) =>
        error ? reject(error) : resolve(written),
      ),
    ),
  read: (file, into, position) =>
    new Promise((resolve, reject) =>
      fs.read(file, into, 0, into.length, position, (error, read) => (error ? reject(error) : resolve(read))),
    ),
  truncate,
  sync,
  close,
  syncFolder,
  openNow: (path) => fs.openSync(path, flags.create, 0o600),
  writeNow: (file, bytes, position) => fs.writeSync(file, bytes, 0, bytes.length, position),
  statNow: (path) => statOf(fs.statSync(path, { bigint: true })),
};

function statOf(stat: fs.BigIntStats): FileStat {
  return { dev: stat.dev, ino: stat.ino, size: Number(stat.size), mtime: Number(stat.mtimeNs) / 1e6 };
}

/** A write makes the file system, a server far away included, set the time by its own clock; utimes would use ours. */
async function touch(path: string): Promise<void> {
  const file = await open(path, flags.write, 0o600);
  try {
    await nodeFileSystem.write(file, [Buffer.from("1")], 0);
  } catch {
    // A full disk that copies on write refuses even this byte: our own clock is better than to look dead.
    const now = new Date();
    await promises.utimes(path, now, now);
  } finally {
    await close(file);
  }
}

async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, O_RDONLY);
    try {
      await promisify(fs.fsync)(folder);
    } finally {
      await close(folder);
    }
  } catch (error) {
    // Windows has no such call, and says so by one of these.
    if (process.platform !== "win32" || !["EPERM", "EISDIR", "EACCES"].includes(systemCode(error) ?? "")) throw error;
  }
}
