// This process's own folder: a random name, a heartbeat, and the fence that tells when another has taken it over.
// Never a pid: those are reused, and mean nothing in another container.
import { randomUUID } from "node:crypto";
import { dirname, join, relative } from "node:path";
import { isMissing } from "./failure.js";
import type { FileStat, FileSystem } from "./file-system.js";

/** The file whose mtime is the sign of life. A folder without one is free to be adopted. */
export const heartbeatName = "heartbeat";
/** The folder of folders taken over from others. */
export const adoptedName = "adopted";
/** How a folder is called before it is complete. */
export const newPrefix = ".new-";

/** A folder that is this process's for as long as {@link OwnFolder.isOurs}. */
export class OwnFolder {
  readonly #fileSystem: FileSystem;
  readonly name: string;
  readonly root: string;
  readonly path: string;
  readonly #identity: FileStat;

  private constructor(fileSystem: FileSystem, root: string, name: string, identity: FileStat) {
    this.#fileSystem = fileSystem;
    this.root = root;
    this.name = name;
    this.path = join(root, name);
    this.#identity = identity;
  }

  /**
   * Makes a folder, complete with its heartbeat before it has its name.
   *
   * @param durable - Whether it has to outlive a power loss.
   */
  static async create(fileSystem: FileSystem, root: string, durable: boolean): Promise<OwnFolder> {
    const made = await fileSystem.makePath(root);
    if (durable && made !== undefined) await syncPath(fileSystem, made, root);
    for (let attempt = 1; ; attempt++) {
      const name = randomUUID();
      const draft = join(root, `${newPrefix}${name}`);
      try {
        await fileSystem.makeFolder(draft);
        await fileSystem.touch(join(draft, heartbeatName));
        const identity = await fileSystem.stat(draft);
        await fileSystem.rename(draft, join(root, name));
        if (durable) await fileSystem.syncFolder(root);
        return new OwnFolder(fileSystem, root, name, identity);
      } catch (error) {
        // Paused for so long that another has cleaned the draft away.
        if (!isMissing(error) || attempt === 3) throw error;
      }
    }
  }

  /**
   * Gives a sign of life.
   *
   * @returns The time of it by the file system's clock.
   */
  async beat(): Promise<number> {
    const path = join(this.path, heartbeatName);
    await this.#fileSystem.touch(path);
    return (await this.#fileSystem.stat(path)).mtime;
  }

  /** The fence: whether the folder of this name is still the one that was made. */
  async isOurs(): Promise<boolean> {
    try {
      return this.#isSame(await this.#fileSystem.stat(this.path));
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  /** The same without waiting, for a process that ends. */
  isOursNow(): boolean {
    return this.#isSame(this.#fileSystem.statNow(this.path));
  }

  /** Whether the folder above is gone as well, so that nobody can have taken this one over. */
  async isRootGone(): Promise<boolean> {
    try {
      await this.#fileSystem.stat(this.root);
      return false;
    } catch (error) {
      return isMissing(error);
    }
  }

  /** Lets go: the folder disappears when it is empty, and whoever comes next adopts it at once when it is not. */
  async release(): Promise<void> {
    await this.#fileSystem.removeFile(join(this.path, heartbeatName)).catch(ignoreMissing);
    // Whatever is still inside keeps them; and another may have taken the folder already.
    await this.#fileSystem.removeFolder(join(this.path, adoptedName)).catch(() => undefined);
    await this.#fileSystem.removeFolder(this.path).catch(() => undefined);
  }

  #isSame({ dev, ino }: FileStat): boolean {
    return dev === this.#identity.dev && ino === this.#identity.ino;
  }
}

/** For calls whose aim is reached when there is nothing any more. */
export function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}

/** Makes every folder from `first` down to `last` outlive a power loss: each is an entry of the one above it. */
async function syncPath(fileSystem: FileSystem, first: string, last: string): Promise<void> {
  const steps = relative(first, last).split(/[\\/]/).filter(Boolean);
  let folder = dirname(first);
  await fileSystem.syncFolder(folder);
  folder = first;
  for (const step of steps) {
    await fileSystem.syncFolder(folder);
    folder = join(folder, step);
  }
}
