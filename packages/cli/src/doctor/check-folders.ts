// Whether events survive in the folders of a tracker: they can be written, and the disk under them lasts.
import { randomUUID } from "node:crypto";
import { rm, statfs, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Check } from "./check.js";

/**
 * Types of file systems that go with their container or machine. Source: linux/magic.h.
 */
const ephemeral: Readonly<Record<number, string>> = {
  16914836: "tmpfs (memory)", // TMPFS_MAGIC 0x01021994
  2240043254: "ramfs (memory)", // RAMFS_MAGIC 0x858458f6
  2035054128: "overlayfs (the container's own layer)", // OVERLAYFS_SUPER_MAGIC 0x794c7630
};

/** Tells of what a file system is made; tests give their own. */
export type FileSystemType = (path: string) => Promise<number>;

/** What the checks of folders are told. */
export interface FolderOptions {
  /** Absolute path of the spool. */
  readonly spool: string;
  /** Whether a fallback takes events where the disk does not last. */
  readonly fallback: boolean;
  /** Whether this is where the service runs. */
  readonly production: boolean;
  readonly typeOf?: FileSystemType;
}

/** Checks the spool's folder. */
export async function checkFolders(options: FolderOptions): Promise<Check[]> {
  const { spool, typeOf = async (path) => (await statfs(path)).type } = options;
  const refused = await whyUnwritable(spool);
  if (refused !== undefined) {
    const message = `the spool ${spool} cannot be written (${refused}): events are kept in memory alone.`;
    return [{ id: "spool-unwritable", level: "error", message, fix: `mkdir -p ${spool} && chmod 700 ${spool}` }];
  }
  const kind = ephemeral[await typeOf(await existing(spool))];
  if (kind === undefined) return [{ id: "spool", level: "ok", message: `the spool ${spool} can be written.` }];
  if (options.fallback) {
    const message = `the spool ${spool} is on ${kind}; s3Sink takes what it cannot keep.`;
    return [{ id: "spool-ephemeral", level: "ok", message }];
  }
  return [
    {
      id: "spool-ephemeral",
      level: options.production ? "error" : "warning",
      message: `the spool ${spool} is on ${kind}: what is not delivered is lost with it.`,
      fix: 'mount a volume there, or give the tracker fallback: s3Sink({ bucket: "…" })',
    },
  ];
}

async function whyUnwritable(folder: string): Promise<string | undefined> {
  const made = await existing(folder);
  const probe = join(made, `.tracklake-doctor-${randomUUID()}`);
  try {
    await writeFile(probe, "");
    await rm(probe);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

/** The folder, or the nearest one above it that is there: doctor leaves nothing behind. */
async function existing(folder: string): Promise<string> {
  try {
    await statfs(folder);
    return folder;
  } catch (error) {
    const above = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || above === folder) return folder;
    return existing(above);
  }
}
