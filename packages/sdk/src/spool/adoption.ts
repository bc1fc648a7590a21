// Taking over what dead processes left: an atomic rename into the own folder, which exactly one can win, and only then
// a look inside. The sign of life is compared with that of a file just touched, so no machine's clock matters.
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { isMissing, systemCode } from "./failure.js";
import type { FileSystem } from "./file-system.js";
import { type Damage, type Loaded, type LoadOptions, loadSegment } from "./load-segment.js";
import { adoptedName, heartbeatName, ignoreMissing, newPrefix, type OwnFolder } from "./own-folder.js";
import type { StoredSegment } from "./segment.js";
import { failuresBeforeTolerance } from "./walk-frames.js";

/** How a folder is called that is being deleted, so that its owner cannot complete it meanwhile. */
const gonePrefix = ".gone-";
/** Folders of processes, and nothing else in the directory, are touched. */
const processFolder = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What adoption needs. */
export interface AdoptionOptions extends LoadOptions {
  /** Milliseconds without a sign of life after which a folder is an orphan. */
  readonly staleAfter: number;
  readonly durable: boolean;
  /** Something was left where it is; tried again the next time. */
  failed(error: unknown): void;
}

/** What was taken up. */
export interface Adopted {
  readonly segments: readonly StoredSegment[];
  readonly damage: Damage;
  /** Segments of a newer format, which were left alone. */
  readonly newer: readonly string[];
}

/** Adopts into one own folder. */
export class Adoption {
  readonly #own: OwnFolder;
  readonly #options: AdoptionOptions;
  /** Paths of segments, and of folders without anything more to take up. */
  readonly #seen = new Set<string>();
  readonly #failures = new Map<string, number>();

  constructor(own: OwnFolder, options: AdoptionOptions) {
    this.#own = own;
    this.#options = options;
  }

  /** Takes over every orphan that it wins, and takes up what is new in them. */
  async run(): Promise<Adopted> {
    const taken = await this.#takeOver();
    const { fileSystem, durable } = this.#options;
    const found: Adopted & { segments: StoredSegment[]; newer: string[] } = {
      segments: [],
      damage: { frames: 0, bytes: 0, lines: 0 },
      newer: [],
    };
    const folder = join(this.#own.path, adoptedName);
    if (durable && taken > 0) {
      await fileSystem.syncFolder(folder);
      await fileSystem.syncFolder(this.#own.root);
    }
    for (let again = true; again; ) {
      again = false;
      for (const name of await this.#list(folder)) {
        const path = join(folder, name);
        if (this.#seen.has(path)) continue;
        again = (await this.#flatten(path, folder)) || again;
        await this.#takeUp(path, found);
      }
    }
    return found;
  }

  async #takeOver(): Promise<number> {
    const { fileSystem, staleAfter, failed } = this.#options;
    const { root, name: own, path } = this.#own;
    const now = await this.#own.beat();
    let taken = 0;
    for (const name of await fileSystem.list(root)) {
      try {
        const draft = name.startsWith(newPrefix);
        if (name.startsWith(gonePrefix)) await this.#remove(join(root, name));
        else if (name === own || !(draft || processFolder.test(name))) continue;
        else if (
          !(await isStale(fileSystem, join(root, name), now, draft ? staleAfter : Number.NEGATIVE_INFINITY, staleAfter))
        )
          continue;
        else if (draft) await this.#discard(name);
        else {
          await makeMissing(fileSystem, join(path, adoptedName));
          await fileSystem.rename(join(root, name), join(path, adoptedName, name));
          taken++;
        }
      } catch (error) {
        // Another was faster, or the folder's owner has just removed it.
        if (!isMissing(error)) failed(error);
      }
    }
    return taken;
  }

  /** What an orphan had adopted itself becomes its sibling, so that paths do not grow from crash to crash. */
  async #flatten(path: string, into: string): Promise<boolean> {
    const { fileSystem } = this.#options;
    const inner = join(path, adoptedName);
    const names = await this.#list(inner);
    for (const name of names) await fileSystem.rename(join(inner, name), join(into, name));
    await fileSystem.removeFolder(inner).catch(ignoreMissing);
    return names.length > 0;
  }

  async #takeUp(path: string, found: Adopted & { segments: StoredSegment[]; newer: string[] }): Promise<void> {
    const { failed } = this.#options;
    const names = (await this.#list(path)).filter((name) => name.endsWith(".seg")).sort();
    let whole = true;
    for (const name of names) {
      const segment = join(path, name);
      if (this.#seen.has(segment)) continue;
      try {
        const tolerant = (this.#failures.get(segment) ?? 0) >= failuresBeforeTolerance;
        add(found, segment, await loadSegment(path, name.slice(0, -".seg".length), this.#options, tolerant));
        this.#seen.add(segment);
        this.#failures.delete(segment);
      } catch (error) {
        whole = false;
        this.#failures.set(segment, (this.#failures.get(segment) ?? 0) + 1);
        failed(error);
      }
    }
    if (!whole) return;
    this.#seen.add(path);
    if (names.length === 0) await removeAdopted(this.#options.fileSystem, path);
  }

  async #list(path: string): Promise<string[]> {
    try {
      return await this.#options.fileSystem.list(path);
    } catch (error) {
      if (isMissing(error) || systemCode(error) === "ENOTDIR") return [];
      throw error;
    }
  }

  async #discard(name: string): Promise<void> {
    const gone = join(this.#own.root, `${gonePrefix}${randomUUID()}`);
    await this.#options.fileSystem.rename(join(this.#own.root, name), gone);
    await this.#remove(gone);
  }

  async #remove(path: string): Promise<void> {
    const { fileSystem } = this.#options;
    await fileSystem.removeFile(join(path, heartbeatName)).catch(ignoreMissing);
    await fileSystem.removeFolder(path).catch(ignoreMissing);
  }
}

/** Removes an adopted folder whose segments are all gone; a segment of a newer format keeps it. */
export async function removeAdopted(fileSystem: FileSystem, path: string): Promise<void> {
  const names = await fileSystem.list(path);
  if (names.some((name) => name.endsWith(".seg"))) return;
  for (const name of names) {
    if (name === heartbeatName || name.endsWith(".ack")) await fileSystem.removeFile(join(path, name));
  }
  await fileSystem.removeFolder(path);
}

/** @param unborn - How long a folder without a heartbeat is left alone. */
async function isStale(fileSystem: FileSystem, path: string, now: number, unborn: number, staleAfter: number) {
  try {
    return now - (await fileSystem.stat(join(path, heartbeatName))).mtime > staleAfter;
  } catch (error) {
    if (!isMissing(error)) throw error;
    return now - (await fileSystem.stat(path)).mtime >= unborn;
  }
}

async function makeMissing(fileSystem: FileSystem, path: string): Promise<void> {
  try {
    await fileSystem.makeFolder(path);
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
  }
}

function add(found: Adopted & { segments: StoredSegment[]; newer: string[] }, path: string, loaded: Loaded): void {
  if (loaded === "newer") return void found.newer.push(path);
  found.segments.push(loaded.segment);
  found.damage.frames += loaded.damage.frames;
  found.damage.bytes += loaded.damage.bytes;
  found.damage.lines += loaded.damage.lines;
}
