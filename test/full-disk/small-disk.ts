// A real file system of four megabytes that a test can fill to its last byte: a tmpfs, which Linux mounts for root alone.
// Where it cannot be had the tests that need it are left out, and the reason is printed.
import { execFileSync } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  realpathSync,
  rmSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system of its own. */
export interface SmallDisk {
  readonly directory: string;
  /** Takes all room but this many bytes, in pages of 4 KiB. */
  fill(leave?: number): void;
  /** Gives the room back. */
  free(): void;
  /** A new folder on it; what earlier ones hold is removed, so that each test has the same room. */
  folder(): string;
  unmount(): void;
}

const PAGE = 4096;

/** Mounts one, or says why there is none. */
export function smallDisk(): SmallDisk | undefined {
  if (process.platform !== "linux") return leftOut(`${process.platform} has no tmpfs`);
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "tracklake-disk-")));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m,mode=0700", "tmpfs", directory], { stdio: "pipe" });
  } catch (error) {
    rmSync(directory, { recursive: true });
    return leftOut(error instanceof Error ? error.message.trim() : String(error));
  }
  const filler = join(directory, "filler");
  let folders = 0;
  return {
    directory,
    fill(leave = 0) {
      const file = openSync(filler, "w");
      let written = 0;
      try {
        for (;;) written += writeSync(file, Buffer.alloc(PAGE));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      } finally {
        closeSync(file);
      }
      truncateSync(filler, Math.max(0, written - leave));
    },
    free: () => rmSync(filler, { force: true }),
    folder() {
      for (const name of readdirSync(directory)) rmSync(join(directory, name), { recursive: true });
      const path = join(directory, `folder-${++folders}`);
      mkdirSync(path);
      return path;
    },
    unmount() {
      execFileSync("umount", ["-l", directory], { stdio: "pipe" });
      rmSync(directory, { recursive: true });
    },
  };
}

function leftOut(reason: string): undefined {
  console.warn(`The tests of a full disk are left out: ${reason}`);
  return undefined;
}
