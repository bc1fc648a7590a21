// Where damaged bytes are kept for a person to look at: beside the processes' folders, so that it outlives them all.
// Bounded: a disk that rots must not be filled by what it has spoilt.
import { join } from "node:path";
import type { FileSystem } from "./file-system.js";
import type { Trouble } from "./trouble.js";
import type { FileWindow } from "./walk-frames.js";
import { withFile } from "./with-file.js";

/** The folder's name in the spool's directory. */
export const quarantineName = "quarantine";
/** Bytes kept at most, by all processes about. */
const quarantineBytes = 16 * 1024 * 1024;
/** Bytes copied at a time. */
const copyBytes = 64 * 1024;

/** Copies of what could not be read. */
export class Quarantine {
  readonly #fileSystem: FileSystem;
  readonly #folder: string;
  readonly #trouble: Trouble;

  constructor(fileSystem: FileSystem, root: string, trouble: Trouble) {
    this.#fileSystem = fileSystem;
    this.#trouble = trouble;
    this.#folder = join(root, quarantineName);
  }

  /**
   * Appends a part of a segment to the quarantine's file for that segment; what does not fit is only counted. A disk
   * that is full must not keep the good frames from being read, so failing here is told and no more.
   *
   * @param name - The file's name.
   */
  async keep(name: string, window: FileWindow, offset: number, bytes: number): Promise<void> {
    if (this.#trouble.waiting) return;
    try {
      await this.#copy(name, window, offset, bytes);
      this.#trouble.worked();
    } catch (error) {
      this.#trouble.failed(error);
    }
  }

  async #copy(name: string, window: FileWindow, offset: number, bytes: number): Promise<void> {
    const room = quarantineBytes - (await this.#bytes());
    const end = offset + Math.min(bytes, room);
    if (end <= offset) return;
    const path = join(this.#folder, name);
    await withFile(this.#fileSystem, path, "write", async (file) => {
      let position = (await this.#fileSystem.stat(path)).size;
      for (let at = offset; at < end; ) {
        const view = await window.view(at, Math.min(copyBytes, end - at));
        if (view.length === 0) break;
        const written = await this.#fileSystem.write(file, [view], position);
        if (written === 0) break;
        at += written;
        position += written;
      }
    });
  }

  async #bytes(): Promise<number> {
    await this.#fileSystem.makePath(this.#folder);
    let bytes = 0;
    for (const name of await this.#fileSystem.list(this.#folder)) {
      bytes += (await this.#fileSystem.stat(join(this.#folder, name))).size;
    }
    return bytes;
  }
}
