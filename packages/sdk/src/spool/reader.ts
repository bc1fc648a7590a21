// Hands parked lines out, oldest first, one part after another. What cannot be read is tried again, and given up in the
// end: lines that cannot be had must not stand before those that can.
import type { Clock } from "./clock.js";
import { isMissing } from "./failure.js";
import type { FileSystem } from "./file-system.js";
import type { SpoolEvents } from "./options.js";
import type { Quarantine } from "./quarantine.js";
import { readParked, type StoredBlock } from "./read-parked.js";
import type { StoredSegment } from "./segment.js";
import type { SegmentSet } from "./segment-set.js";
import type { Trouble } from "./trouble.js";
import { Turns } from "./turns.js";
import { failuresBeforeTolerance } from "./walk-frames.js";

/** Milliseconds before a failed read is tried again. */
const retryInterval = 1_000;

/** What a reader needs. */
export interface ReaderOptions {
  readonly fileSystem: FileSystem;
  readonly clock: Clock;
  readonly segments: SegmentSet;
  readonly quarantine: Quarantine;
  readonly trouble: Trouble;
  readonly events: SpoolEvents;
  /** A file was not there: the folder may be another's by now. */
  missing(): Promise<void>;
}

/** Reads one part at a time. */
export class Reader {
  readonly #options: ReaderOptions;
  readonly #turns = new Turns();
  #stopped = false;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** The oldest parked lines that can be read now; of at most `maxBytes`, but for one line that is larger. */
  read(maxBytes: number): Promise<StoredBlock | undefined> {
    return this.#turns.take(async () => {
      while (!this.#stopped) {
        const segment = this.#options.segments.first(({ parked, unreadable }) => parked.count > 0 && !unreadable);
        if (!segment) return undefined;
        const block = await this.#readFrom(segment, maxBytes);
        if (block) return block;
      }
      return undefined;
    });
  }

  /** Reads no more; resolves when nothing is being read. */
  stop(): Promise<void> {
    this.#stopped = true;
    return this.#turns.take(async () => undefined);
  }

  async #readFrom(segment: StoredSegment, maxBytes: number): Promise<StoredBlock | undefined> {
    const { fileSystem, quarantine, trouble, events, missing } = this.#options;
    try {
      const { block, damage } = await readParked(fileSystem, quarantine, segment, maxBytes);
      // A file that could only be read by passing pages over is read like that to its end.
      if (segment.failedReads < failuresBeforeTolerance) segment.failedReads = 0;
      trouble.worked();
      if (damage) events.quarantined(damage.frames, damage.bytes, damage.lines);
      if (!block || segment.lost) return undefined;
      segment.parked.remove(block.first, block.first + block.ends.length);
      return block;
    } catch (error) {
      if (isMissing(error)) await missing();
      // Handed over, or acknowledged and deleted meanwhile.
      if (!segment.kept || segment.parked.count === 0) return undefined;
      trouble.failed(error);
      if (isMissing(error)) this.#giveUp(segment);
      else this.#retryLater(segment);
      return undefined;
    }
  }

  /** Somebody has deleted the file alone. */
  #giveUp(segment: StoredSegment): void {
    const lines = segment.parked.count;
    for (const { from, to } of segment.parked.within(0, segment.lines)) segment.acknowledge(from, to);
    this.#options.events.quarantined(1, 0, lines);
  }

  #retryLater(segment: StoredSegment): void {
    segment.unreadable = true;
    segment.failedReads++;
    this.#options.clock.after(retryInterval, () => {
      segment.unreadable = false;
      if (!this.#stopped && segment.parked.count > 0) this.#options.events.readable();
    });
  }
}
