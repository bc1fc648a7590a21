// Where this process's lines live: its folder, the segment that is written there, and what it has adopted into it.
// When another has taken the folder over, all of that is the other's, and a new home is made.
import { type Adopted, Adoption } from "./adoption.js";
import type { Clock } from "./clock.js";
import { isMissing, SpoolFailure } from "./failure.js";
import type { FileSystem } from "./file-system.js";
import type { LineBlock } from "./line-block.js";
import type { SpoolOptions } from "./options.js";
import { OwnFolder } from "./own-folder.js";
import type { Quarantine } from "./quarantine.js";
import type { StoredSegment } from "./segment.js";
import type { SegmentSet } from "./segment-set.js";
import { SegmentWriter, type Written } from "./segment-writer.js";

/** What a home needs. */
export interface HomeOptions {
  readonly options: SpoolOptions;
  readonly fileSystem: FileSystem;
  readonly clock: Clock;
  readonly segments: SegmentSet;
  readonly quarantine: Quarantine;
  noted(segment: StoredSegment): void;
  /** Something could not be adopted, and is tried again. */
  failed(error: unknown): void;
}

/** Bytes of a segment file, unless said otherwise. */
const defaultSegmentBytes = 8 * 1024 * 1024;
/** So many segments at least share the capacity, since only whole ones are given back. */
const segmentsInCapacity = 8;
/** Folders that are made for one block, should each be taken over at once. */
const foldersPerBlock = 3;

/** One folder after another; what changes it is called one at a time, but for {@link Home.storeNow}. */
export class Home {
  readonly #needs: HomeOptions;
  #folder: OwnFolder;
  #writer: SegmentWriter;
  /** Undefined from the moment in which the folder is found to be another's until there is a new one. */
  #adoption: Adoption | undefined;
  #left = false;

  constructor(folder: OwnFolder, needs: HomeOptions) {
    this.#needs = needs;
    this.#folder = folder;
    this.#writer = this.#newWriter();
    this.#adoption = this.#newAdoption();
  }

  /** What writes to the folder. */
  get writer(): SegmentWriter {
    return this.#writer;
  }

  /** Writes, then makes sure that the folder was still ours when it was written; if not, again in a new one. */
  async store(block: LineBlock): Promise<Written> {
    for (let attempt = 1; ; attempt++) {
      let failure: unknown;
      try {
        const written = await this.#writer.write(block);
        if (await this.#stillOurs(written)) {
          this.#writer.confirm(written);
          return written;
        }
      } catch (error) {
        failure = error;
        if (await this.#folder.isOurs()) throw error;
      }
      if (attempt > foldersPerBlock) throw failure ?? new SpoolFailure("io", "each new folder was taken over at once");
      await this.#moveOut();
    }
  }

  /** The same without waiting; whether it is written and the folder still ours. */
  storeNow(block: LineBlock): boolean {
    this.#writer.confirm(this.#writer.writeNow(block));
    return this.#folder.isOursNow();
  }

  /** Gives a sign of life. */
  async beat(): Promise<void> {
    try {
      await this.#folder.beat();
    } catch (error) {
      // The fence tells why it is not there.
      if (!isMissing(error)) throw error;
    }
  }

  /** Moves out when the folder is another's. */
  async fence(): Promise<void> {
    if (!(await this.#folder.isOurs())) await this.#moveOut();
  }

  /** Adopts orphans; undefined when the folder, and they with it, was taken over meanwhile. */
  async adopt(): Promise<Adopted | undefined> {
    const adoption = this.#adoption;
    const adopted = await adoption?.run();
    return adoption === this.#adoption ? adopted : undefined;
  }

  /** Writes no more, and makes no new folder any more. */
  async shut(): Promise<void> {
    this.#left = true;
    await this.#writer.seal();
  }

  /** Lets the folder go, with what is left in it. */
  release(): Promise<void> {
    return this.#folder.release();
  }

  /** A write of which it cannot be said whether the folder was ours does not count. */
  async #stillOurs(written: Written): Promise<boolean> {
    try {
      return await this.#folder.isOurs();
    } catch (error) {
      await this.#writer.discard(written);
      throw error;
    }
  }

  /** The folder is another's: so are its lines. With the directory gone, only those that are in memory are left. */
  async #moveOut(): Promise<void> {
    const { segments, fileSystem, options } = this.#needs;
    const deleted = await this.#folder.isRootGone();
    await this.#writer.seal();
    this.#adoption = undefined;
    for (const segment of segments.take()) {
      const lines = deleted ? segment.parked.count : segment.unacknowledged;
      if (deleted) segment.forget();
      else segment.handOver();
      if (lines === 0) continue;
      if (deleted) options.events.droppedAfterAck(segment, lines);
      else options.events.handedOver(segment, lines);
    }
    if (this.#left) return;
    this.#folder = await OwnFolder.create(fileSystem, options.directory, options.durability === "disk");
    this.#writer = this.#newWriter();
    this.#adoption = this.#newAdoption();
  }

  #newWriter(): SegmentWriter {
    const { fileSystem, clock, segments, noted, options } = this.#needs;
    const { segmentBytes = defaultSegmentBytes, capacity, durability } = options;
    return new SegmentWriter(this.#folder.path, {
      fileSystem,
      clock,
      durable: durability === "disk",
      segmentBytes: Math.min(segmentBytes, capacity / segmentsInCapacity),
      made: (segment) => segments.add(segment),
      noted,
    });
  }

  #newAdoption(): Adoption {
    const { fileSystem, quarantine, noted, failed, options } = this.#needs;
    const { staleAfter = 15_000, durability } = options;
    return new Adoption(this.#folder, {
      fileSystem,
      quarantine,
      staleAfter,
      durable: durability === "disk",
      noted,
      failed: (error) => {
        // Another was faster, or has taken all of it over.
        if (!isMissing(error)) failed(error);
      },
    });
  }
}
