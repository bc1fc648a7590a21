// Writes acknowledgements to the ack files in batches, and deletes the segments that are finished.
// A crash before a batch is written sends those lines again: twice, never not at all.
import { ackEntries } from "./ack-file.js";
import { removeAdopted } from "./adoption.js";
import type { Clock } from "./clock.js";
import { isMissing, SpoolFailure } from "./failure.js";
import type { FileSystem } from "./file-system.js";
import { ignoreMissing } from "./own-folder.js";
import type { StoredSegment } from "./segment.js";
import type { SegmentSet } from "./segment-set.js";
import type { Trouble } from "./trouble.js";
import { withFile } from "./with-file.js";

/** Milliseconds from the first acknowledgement of a batch to its write. */
const batchInterval = 100;
/** Milliseconds before a failed batch is tried again. */
const retryInterval = 1_000;

/** What an acknowledger needs. */
export interface AcknowledgerOptions {
  readonly fileSystem: FileSystem;
  readonly clock: Clock;
  readonly segments: SegmentSet;
  readonly trouble: Trouble;
  /** A file was not there: the folder may be another's by now. */
  missing(): void;
  /** A batch was written. */
  written(): void;
}

/** One batch at a time. */
export class Acknowledger {
  readonly #options: AcknowledgerOptions;
  readonly #noted = new Set<StoredSegment>();
  #stopTimer: (() => void) | undefined;
  #writing: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: AcknowledgerOptions) {
    this.#options = options;
  }

  /** A segment has something to write, or is finished. */
  note(segment: StoredSegment): void {
    if (this.#stopped) return;
    this.#noted.add(segment);
    this.#later(batchInterval);
  }

  /** Writes what is noted. */
  flush(): Promise<void> {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /** Writes nothing any more. */
  stop(): void {
    this.#stopped = true;
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }

  #later(milliseconds: number): void {
    if (!this.#stopped) this.#stopTimer ??= this.#options.clock.after(milliseconds, () => void this.flush());
  }

  async #write(): Promise<void> {
    const noted = [...this.#noted];
    this.#noted.clear();
    let failed = false;
    for (const segment of noted) {
      try {
        if (segment.finished) await this.#remove(segment);
        else if (segment.kept) await this.#append(segment);
      } catch (error) {
        failed = true;
        this.#noted.add(segment);
        if (isMissing(error)) this.#options.missing();
        else this.#options.trouble.failed(error);
      }
    }
    if (failed) this.#later(retryInterval);
    else if (noted.length > 0) this.#options.trouble.worked();
    this.#options.written();
  }

  async #append(segment: StoredSegment): Promise<void> {
    const { fileSystem } = this.#options;
    const entries = ackEntries(segment.unwritten);
    if (entries.length === 0) return;
    const pending = [...segment.unwritten];
    await withFile(fileSystem, segment.ackPath, "write", async (file) => {
      for (let done = 0; done < entries.length; ) {
        const written = await fileSystem.write(file, [entries.subarray(done)], segment.ackBytes + done);
        if (written === 0) throw new SpoolFailure("io", "the file takes no more bytes");
        done += written;
      }
    });
    // More may have been noted meanwhile; what was written is all that is taken off.
    segment.ackBytes += entries.length;
    for (const { from, to } of pending) segment.unwritten.remove(from, to);
  }

  /** The lines first: acknowledgements without lines are nothing, lines without acknowledgements are sent again. */
  async #remove(segment: StoredSegment): Promise<void> {
    const { fileSystem, segments } = this.#options;
    await fileSystem.removeFile(segment.path).catch(ignoreMissing);
    segments.delete(segment);
    await fileSystem.removeFile(segment.ackPath).catch(ignoreMissing);
    if (segment.adopted && !segments.hasFolder(segment.folder)) {
      await removeAdopted(fileSystem, segment.folder).catch(ignoreMissing);
    }
  }
}
