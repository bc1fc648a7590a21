// The spool: lines on disk that outlive the process, in a folder of its own, until they are acknowledged.
// What a crash leaves is adopted by exactly one other process; a process that was paused for so long finds out by itself.
import { Acknowledger } from "./acknowledger.js";
import { type Adopted, Adoption } from "./adoption.js";
import { type Clock, systemClock } from "./clock.js";
import { isMissing, SpoolFailure } from "./failure.js";
import type { FileSystem } from "./file-system.js";
import type { LineBlock } from "./line-block.js";
import { nodeFileSystem } from "./node-file-system.js";
import type { SpoolOptions } from "./options.js";
import { OwnFolder } from "./own-folder.js";
import { Quarantine } from "./quarantine.js";
import { readParked, type StoredBlock } from "./read-parked.js";
import { hasRoom, makeRoom } from "./room.js";
import type { Segment, StoredSegment } from "./segment.js";
import { SegmentSet } from "./segment-set.js";
import { SegmentWriter, type Written } from "./segment-writer.js";
import { Trouble } from "./trouble.js";
import { Turns } from "./turns.js";

export { SpoolFailure, type SpoolFailureCode } from "./failure.js";
export type { LineBlock } from "./line-block.js";
export type { SpoolEvents, SpoolOptions } from "./options.js";
export type { StoredBlock } from "./read-parked.js";
export type { Segment } from "./segment.js";

/** Where a write went. */
export interface Stored {
  /** The durability that it has. */
  readonly level: "process" | "disk";
  readonly segment: Segment;
  /** The ordinal of its first line. */
  readonly first: number;
}

/** Bytes of a segment file, unless said otherwise. */
const defaultSegmentBytes = 8 * 1024 * 1024;
/** Milliseconds before a failed read is tried again. */
const readRetryInterval = 1_000;
/** Folders that are made for one block, should each be taken over at once. */
const foldersPerBlock = 3;

/** Lines on disk. */
export class Spool {
  readonly #options: SpoolOptions;
  readonly #fileSystem: FileSystem;
  readonly #clock: Clock;
  readonly #durable: boolean;
  readonly #segments = new SegmentSet();
  readonly #acknowledger: Acknowledger;
  readonly #quarantine: Quarantine;
  readonly #writing: Trouble;
  readonly #reading: Trouble;
  readonly #keeping: Trouble;
  /** Whatever changes the own folder or the segment that is written. */
  readonly #turns = new Turns();
  readonly #reads = new Turns();
  readonly #stopHeartbeat: () => void;
  #folder: OwnFolder;
  #writer: SegmentWriter;
  /** Undefined from the moment in which the folder is found to be another's until there is a new one. */
  #adoption: Adoption | undefined;
  #adopting: Promise<number> | undefined;
  #beating: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  /** Bytes in use at the last refusal because of the capacity. */
  #fullAt: number | undefined;
  /** Segments of a newer format that were told of. */
  readonly #newer = new Set<string>();

  private constructor(options: SpoolOptions, folder: OwnFolder) {
    const { fileSystem = nodeFileSystem, clock = systemClock, durability, heartbeatInterval = 3_000, events } = options;
    this.#options = options;
    this.#fileSystem = fileSystem;
    this.#clock = clock;
    this.#durable = durability === "disk";
    const notice = (message: string) => events.notice(message);
    this.#quarantine = new Quarantine(fileSystem, options.directory, new Trouble("copy damage", clock, notice));
    this.#writing = new Trouble("write", clock, notice);
    this.#reading = new Trouble("read", clock, notice);
    this.#keeping = new Trouble("keep or adopt folders", clock, notice);
    this.#acknowledger = new Acknowledger({
      fileSystem,
      clock,
      segments: this.#segments,
      trouble: new Trouble("write acknowledgements", clock, notice),
      missing: () => void this.#checkFence(),
      written: () => this.#tellSpace(),
    });
    this.#folder = folder;
    this.#writer = this.#newWriter(folder);
    this.#adoption = this.#newAdoption(folder);
    this.#stopHeartbeat = clock.every(heartbeatInterval, () => this.#beat());
  }

  /**
   * Makes a folder of its own; orphans are looked for once that is there.
   *
   * @throws the system's error when the folder cannot be made
   */
  static async open(options: SpoolOptions): Promise<Spool> {
    const { fileSystem = nodeFileSystem, directory, durability } = options;
    const spool = new Spool(options, await OwnFolder.create(fileSystem, directory, durability === "disk"));
    spool.#beat();
    return spool;
  }

  /** Lines that wait to be read. */
  get parkedLines(): number {
    return this.#segments.parkedLines;
  }

  /** Bytes of the segments that have unacknowledged lines. */
  get bytes(): number {
    return this.#segments.bytes;
  }

  /** When the oldest segment with unacknowledged lines was made, in ms since 1970. */
  get oldest(): number | undefined {
    return this.#segments.oldest;
  }

  /**
   * Stores a block in one write; the caller awaits one before the next.
   *
   * @throws {SpoolFailure} when nothing of it counts as stored
   */
  append(block: LineBlock): Promise<Stored> {
    return this.#turns.take(async () => {
      if (this.#closing) throw new SpoolFailure("io", "the spool is closed");
      if (this.#writing.waiting) throw new SpoolFailure("io", "the disk failed a moment ago");
      try {
        await this.#makeRoom(block);
        const { segment, first } = await this.#store(block);
        this.#writing.worked();
        return { level: this.#options.durability, segment, first };
      } catch (error) {
        if (error instanceof SpoolFailure && error.code === "full") throw error;
        this.#writing.failed(error);
        throw new SpoolFailure("io", "the block was not stored", { cause: error });
      }
    });
  }

  /** Stores a block without waiting, as a process ends; whether it is written and the folder still ours. */
  appendNow(block: LineBlock): boolean {
    if (this.#closing || !hasRoom(block, this.#segments, this.#writer, this.#options.capacity)) return false;
    try {
      const written = this.#writer.writeNow(block);
      this.#writer.confirm(written);
      return this.#folder.isOursNow();
    } catch (error) {
      this.#writing.failed(error);
      return false;
    }
  }

  /** The caller keeps these lines no longer: they are read later, in order. */
  park({ segment, first }: Stored, count: number): void {
    (segment as StoredSegment).park(first, first + count);
  }

  /**
   * Takes the oldest parked lines.
   *
   * @param maxBytes - Bytes of lines at most, but for one line that is larger.
   * @returns undefined when nothing is parked that can be read now.
   */
  read(maxBytes: number): Promise<StoredBlock | undefined> {
    return this.#reads.take(async () => {
      while (!this.#closing) {
        const segment = this.#segments.first(({ parked, unreadable }) => parked.count > 0 && !unreadable);
        if (!segment) return undefined;
        const block = await this.#readFrom(segment, maxBytes);
        if (block) return block;
      }
      return undefined;
    });
  }

  /** Takes over what dead processes left; how many lines. */
  adoptOrphans(): Promise<number> {
    this.#adopting ??= this.#adopt().finally(() => {
      this.#adopting = undefined;
    });
    return this.#adopting;
  }

  /** Writes what is outstanding and lets the folder go. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #makeRoom(block: LineBlock): Promise<void> {
    if (hasRoom(block, this.#segments, this.#writer, this.#options.capacity)) return;
    // What is another's by now is not ours to drop.
    await this.#fence();
    const before = this.#segments.bytes;
    try {
      await makeRoom(block, this.#segments, this.#writer, this.#options);
      if (this.#segments.bytes < before) await this.#acknowledger.flush();
    } catch (error) {
      this.#fullAt = before;
      throw error;
    }
  }

  /** Writes, then makes sure that the folder was still ours when it was written; if not, again in a new one. */
  async #store(block: LineBlock): Promise<Written> {
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

  /** A write of which it cannot be said whether the folder was ours does not count. */
  async #stillOurs(written: Written): Promise<boolean> {
    try {
      return await this.#folder.isOurs();
    } catch (error) {
      await this.#writer.discard(written);
      throw error;
    }
  }

  #checkFence(): Promise<void> {
    return this.#turns.take(() => this.#fence()).catch((error: unknown) => this.#keeping.failed(error));
  }

  async #fence(): Promise<void> {
    if (!(await this.#folder.isOurs())) await this.#moveOut();
  }

  /** The folder is another's: so are its lines. With the directory gone, only those that are in memory are left. */
  async #moveOut(): Promise<void> {
    const deleted = await this.#folder.isRootGone();
    await this.#writer.seal();
    this.#adoption = undefined;
    for (const segment of this.#segments.take()) {
      const lines = deleted ? segment.parked.count : segment.unacknowledged;
      if (deleted) segment.forget();
      else segment.handOver();
      if (lines === 0) continue;
      if (deleted) this.#options.events.droppedAfterAck(segment, lines);
      else this.#options.events.handedOver(segment, lines);
    }
    if (this.#closing) return;
    this.#folder = await OwnFolder.create(this.#fileSystem, this.#options.directory, this.#durable);
    this.#writer = this.#newWriter(this.#folder);
    this.#adoption = this.#newAdoption(this.#folder);
  }

  async #readFrom(segment: StoredSegment, maxBytes: number): Promise<StoredBlock | undefined> {
    try {
      const { block, damage } = await readParked(this.#fileSystem, this.#quarantine, segment, maxBytes);
      segment.failedReads = 0;
      this.#reading.worked();
      if (damage) this.#options.events.quarantined(damage.frames, damage.bytes, damage.lines);
      if (!block || segment.lost) return undefined;
      segment.parked.remove(block.first, block.first + block.ends.length);
      return block;
    } catch (error) {
      if (isMissing(error)) await this.#checkFence();
      // Handed over, or acknowledged and deleted meanwhile.
      if (!segment.kept || segment.parked.count === 0) return undefined;
      this.#reading.failed(error);
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
    this.#clock.after(readRetryInterval, () => {
      segment.unreadable = false;
      if (!this.#closing && segment.parked.count > 0) this.#options.events.readable();
    });
  }

  #beat(): void {
    this.#beating ??= this.#keep().finally(() => {
      this.#beating = undefined;
    });
  }

  async #keep(): Promise<void> {
    try {
      await this.#folder.beat().catch((error: unknown) => {
        if (!isMissing(error)) throw error;
      });
      await this.#turns.take(() => this.#fence());
      await this.adoptOrphans();
      this.#keeping.worked();
    } catch (error) {
      if (isMissing(error)) await this.#checkFence();
      else this.#keeping.failed(error);
    }
  }

  async #adopt(): Promise<number> {
    const adoption = this.#adoption;
    if (this.#closing || !adoption) return 0;
    const adopted = await adoption.run();
    // Taken over meanwhile, and these folders with it.
    if (adoption !== this.#adoption) return 0;
    return this.#takeUp(adopted);
  }

  #takeUp({ segments, damage, newer }: Adopted): number {
    const { events } = this.#options;
    let lines = damage.lines;
    for (const segment of segments) {
      this.#segments.add(segment);
      this.#acknowledger.note(segment);
      lines += segment.unacknowledged;
    }
    if (lines > 0) events.adopted(lines);
    if (damage.frames > 0) events.quarantined(damage.frames, damage.bytes, damage.lines);
    for (const path of newer) {
      if (this.#newer.size === 0) events.notice(`spool: left ${path} alone, which a newer version has written`);
      this.#newer.add(path);
    }
    if (this.parkedLines > 0 && segments.length > 0) events.readable();
    return lines;
  }

  async #close(): Promise<void> {
    this.#stopHeartbeat();
    await this.#beating;
    await this.#adopting?.catch(() => undefined);
    await this.#reads.take(async () => undefined);
    await this.#checkFence();
    await this.#turns.take(() => this.#writer.seal());
    await this.#acknowledger.flush();
    this.#acknowledger.stop();
    await this.#folder.release().catch((error: unknown) => this.#keeping.failed(error));
  }

  #tellSpace(): void {
    if (this.#fullAt === undefined || this.#segments.bytes >= this.#fullAt) return;
    this.#fullAt = undefined;
    this.#options.events.space();
  }

  #newWriter(folder: OwnFolder): SegmentWriter {
    const { segmentBytes = defaultSegmentBytes, capacity } = this.#options;
    return new SegmentWriter(folder.path, {
      fileSystem: this.#fileSystem,
      clock: this.#clock,
      durable: this.#durable,
      segmentBytes: Math.min(segmentBytes, capacity / 8),
      made: (segment) => this.#segments.add(segment),
      noted: (segment) => this.#acknowledger.note(segment),
    });
  }

  #newAdoption(folder: OwnFolder): Adoption {
    const { staleAfter = 15_000 } = this.#options;
    return new Adoption(folder, {
      fileSystem: this.#fileSystem,
      quarantine: this.#quarantine,
      staleAfter,
      durable: this.#durable,
      noted: (segment) => this.#acknowledger.note(segment),
      failed: (error) => {
        if (!isMissing(error)) this.#keeping.failed(error);
      },
    });
  }
}
