// The spool: lines on disk that outlive the process, in a folder of its own, until they are acknowledged.
// What a crash leaves is adopted by exactly one other process; a process that was paused for so long finds out by itself.
import { Acknowledger } from "./acknowledger.js";
import type { Adopted } from "./adoption.js";
import { systemClock } from "./clock.js";
import { isMissing, SpoolFailure } from "./failure.js";
import { Home } from "./home.js";
import type { LineBlock } from "./line-block.js";
import { nodeFileSystem } from "./node-file-system.js";
import type { SpoolOptions } from "./options.js";
import { OwnFolder } from "./own-folder.js";
import { Quarantine } from "./quarantine.js";
import type { StoredBlock } from "./read-parked.js";
import { Reader } from "./reader.js";
import { hasRoom, makeRoom } from "./room.js";
import type { Segment, StoredSegment } from "./segment.js";
import { SegmentSet } from "./segment-set.js";
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

/** Lines on disk. */
export class Spool {
  readonly #options: SpoolOptions;
  readonly #segments = new SegmentSet();
  readonly #acknowledger: Acknowledger;
  readonly #writing: Trouble;
  readonly #keeping: Trouble;
  /** Whatever changes the own folder or the segment that is written. */
  readonly #turns = new Turns();
  readonly #reader: Reader;
  readonly #stopHeartbeat: () => void;
  readonly #home: Home;
  #adopting: Promise<number> | undefined;
  #beating: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  /** Bytes in use at the last refusal because of the capacity. */
  #fullAt: number | undefined;
  /** Segments of a newer format that were told of. */
  readonly #newer = new Set<string>();

  private constructor(options: SpoolOptions, folder: OwnFolder) {
    const { fileSystem = nodeFileSystem, clock = systemClock, heartbeatInterval = 3_000, events } = options;
    this.#options = options;
    const notice = (message: string) => events.notice(message);
    const quarantine = new Quarantine(fileSystem, options.directory, new Trouble("copy damage", clock, notice));
    this.#writing = new Trouble("write", clock, notice);
    this.#keeping = new Trouble("keep or adopt folders", clock, notice);
    this.#acknowledger = new Acknowledger({
      fileSystem,
      clock,
      segments: this.#segments,
      trouble: new Trouble("write acknowledgements", clock, notice),
      missing: () => void this.#checkFence(),
      written: () => this.#tellSpace(),
    });
    const disk = { fileSystem, clock, segments: this.#segments, quarantine };
    this.#reader = new Reader({
      ...disk,
      events,
      trouble: new Trouble("read", clock, notice),
      missing: () => this.#checkFence(),
    });
    this.#home = new Home(folder, {
      ...disk,
      options,
      noted: (segment) => this.#acknowledger.note(segment),
      failed: (error) => this.#keeping.failed(error),
    });
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
        const { segment, first } = await this.#home.store(block);
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
    if (this.#closing || !hasRoom(block, this.#segments, this.#home.writer, this.#options.capacity)) return false;
    try {
      return this.#home.storeNow(block);
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
    return this.#reader.read(maxBytes);
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
    if (hasRoom(block, this.#segments, this.#home.writer, this.#options.capacity)) return;
    // What is another's by now is not ours to drop.
    await this.#fence();
    const before = this.#segments.bytes;
    try {
      await makeRoom(block, this.#segments, this.#home.writer, this.#options);
      if (this.#segments.bytes < before) await this.#acknowledger.flush();
    } catch (error) {
      this.#fullAt = before;
      throw error;
    }
  }

  /** A folder that is another's takes its lines with it, and leaves room. */
  async #fence(): Promise<void> {
    try {
      await this.#home.fence();
    } finally {
      this.#tellSpace();
    }
  }

  #checkFence(): Promise<void> {
    return this.#turns.take(() => this.#fence()).catch((error: unknown) => this.#keeping.failed(error));
  }

  #beat(): void {
    this.#beating ??= this.#keep().finally(() => {
      this.#beating = undefined;
    });
  }

  async #keep(): Promise<void> {
    try {
      await this.#home.beat();
      await this.#turns.take(() => this.#fence());
      await this.adoptOrphans();
      this.#keeping.worked();
    } catch (error) {
      if (isMissing(error)) await this.#checkFence();
      else this.#keeping.failed(error);
    }
  }

  async #adopt(): Promise<number> {
    const adopted = this.#closing ? undefined : await this.#home.adopt();
    return adopted ? this.#takeUp(adopted) : 0;
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
    await this.#reader.stop();
    await this.#checkFence();
    await this.#turns.take(() => this.#home.shut());
    await this.#acknowledger.flush();
    this.#acknowledger.stop();
    await this.#home.release().catch((error: unknown) => this.#keeping.failed(error));
  }

  #tellSpace(): void {
    if (this.#fullAt === undefined || this.#segments.bytes >= this.#fullAt) return;
    this.#fullAt = undefined;
    this.#options.events.space();
  }
}
