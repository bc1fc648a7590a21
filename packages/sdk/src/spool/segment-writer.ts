// Appends to the segment that is being written, and turns to a new one when it is full or can no longer be trusted.
// What is written counts as stored only once it is confirmed, after the fence.
import type { Clock } from "./clock.js";
import { cutFrames } from "./cut-frames.js";
import { SpoolFailure } from "./failure.js";
import type { FileSystem } from "./file-system.js";
import { fileHeader, fileHeaderBytes } from "./frame.js";
import type { LineBlock } from "./line-block.js";
import { StoredSegment } from "./segment.js";

/** What a writer needs. */
export interface SegmentWriterOptions {
  readonly fileSystem: FileSystem;
  readonly clock: Clock;
  /** Whether every write is followed by fdatasync. */
  readonly durable: boolean;
  readonly segmentBytes: number;
  /** A segment has a file. */
  made(segment: StoredSegment): void;
  noted(segment: StoredSegment): void;
}

/** A write that is not yet confirmed. */
export interface Written {
  readonly segment: StoredSegment;
  readonly first: number;
  readonly offset: number;
  readonly lines: number;
  readonly end: number;
}

interface Current {
  readonly segment: StoredSegment;
  readonly file: number;
  /** Whether the folder's entry for it outlives a power loss. */
  entered: boolean;
  /** Where the next write goes, and with which ordinal: ahead of the segment's while a write is under way. */
  position: number;
  next: number;
}

/** Writes one block at a time, but for {@link SegmentWriter.writeNow}. */
export class SegmentWriter {
  readonly #options: SegmentWriterOptions;
  readonly #folder: string;
  #current: Current | undefined;
  #number = 0;

  constructor(folder: string, options: SegmentWriterOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  /** The segment that is being written. */
  get segment(): StoredSegment | undefined {
    return this.#current?.segment;
  }

  /** Writes a block; when that fails, nothing is written to this segment any more. */
  async write(block: LineBlock): Promise<Written> {
    const { fileSystem, durable } = this.#options;
    const current = await this.#ready(block.bytes.length);
    const { written, buffers } = reserve(current, block);
    try {
      await writeAll(fileSystem, current.file, buffers, written.offset);
      // After a failed fdatasync the kernel may call pages clean that never reached the disk, so it is not tried twice:
      // https://lwn.net/Articles/752063/
      if (durable) await fileSystem.sync(current.file);
      if (durable && !current.entered) {
        await fileSystem.syncFolder(this.#folder);
        current.entered = true;
      }
      return written;
    } catch (error) {
      await this.discard(written);
      throw error;
    }
  }

  /** Takes a write back that is not to count. What the disk does not let us cut off can only be sent twice. */
  async discard({ segment, first, lines }: Written): Promise<void> {
    const current = this.#current;
    if (current?.segment === segment) {
      await this.#options.fileSystem.truncate(current.file, segment.size).catch(() => undefined);
      await this.seal();
    }
    segment.acknowledge(first, first + lines);
  }

  /** Writes a block without waiting, for a process that ends; throws what the system says. */
  writeNow(block: LineBlock): Written {
    const { fileSystem } = this.#options;
    // A full segment grows once more: it may not be closed while a write to it is under way.
    let current = this.#current;
    if (!current) {
      const segment = this.#nextSegment();
      const file = fileSystem.openNow(segment.path);
      current = this.#begin(segment, file);
      writeAllNow(fileSystem, file, fileHeader(segment.created), 0);
    }
    const { position, next } = current;
    const { written, buffers } = reserve(current, block);
    try {
      writeAllNow(fileSystem, current.file, Buffer.concat(buffers), written.offset);
      return written;
    } catch (error) {
      Object.assign(current, { position, next });
      throw error;
    }
  }

  /** The fence held: the lines are stored. */
  confirm({ segment, first, offset, lines, end }: Written): void {
    segment.index(offset, first);
    segment.size = Math.max(segment.size, end);
    segment.lines = Math.max(segment.lines, first + lines);
  }

  /** Writes no more to the current segment. */
  async seal(): Promise<void> {
    const current = this.#current;
    this.#current = undefined;
    if (current) await this.#close(current);
  }

  async #ready(bytes: number): Promise<Current> {
    const { segmentBytes, fileSystem } = this.#options;
    const current = this.#current;
    if (current) {
      // Once all of it is acknowledged, a good part of a file is given back rather than filled up.
      const limit = current.segment.unacknowledged > 0 ? segmentBytes : segmentBytes / 4;
      const fits = current.position === fileHeaderBytes || current.position + bytes <= limit;
      if (fits) return current;
      await this.seal();
    }
    const segment = this.#nextSegment();
    const file = await fileSystem.open(segment.path, "create");
    const begun = this.#begin(segment, file);
    try {
      await writeAll(fileSystem, file, [fileHeader(segment.created)], 0);
      return begun;
    } catch (error) {
      await this.seal();
      throw error;
    }
  }

  #nextSegment(): StoredSegment {
    const name = String(++this.#number).padStart(8, "0");
    const { clock, noted } = this.#options;
    return new StoredSegment({ folder: this.#folder, name, created: clock.now(), adopted: false, noted });
  }

  #begin(segment: StoredSegment, file: number): Current {
    segment.size = fileHeaderBytes;
    // Only a writeNow can have begun one meanwhile, and that is complete.
    if (this.#current) void this.#close(this.#current);
    this.#current = { segment, file, entered: false, position: fileHeaderBytes, next: 0 };
    this.#options.made(segment);
    return this.#current;
  }

  async #close({ segment, file }: Current): Promise<void> {
    segment.sealed = true;
    this.#options.noted(segment);
    // All that counts was written and synced before: what close says changes nothing.
    await this.#options.fileSystem.close(file).catch(() => undefined);
  }
}

function reserve(current: Current, block: LineBlock): { written: Written; buffers: Uint8Array[] } {
  const buffers = cutFrames(block, current.next);
  const { segment, next: first, position: offset } = current;
  const lines = block.ends.length;
  current.position += buffers.reduce((sum, { length }) => sum + length, 0);
  current.next += lines;
  return { written: { segment, first, offset, lines, end: current.position }, buffers };
}

/** A write may take only a part, as on a disk that is nearly full. */
async function writeAll(fileSystem: FileSystem, file: number, buffers: Uint8Array[], position: number): Promise<void> {
  let rest = buffers;
  for (let at = position; rest.length > 0; ) {
    const written = await fileSystem.write(file, rest, at);
    if (written === 0) throw new SpoolFailure("io", "the file takes no more bytes");
    at += written;
    rest = after(rest, written);
  }
}

function writeAllNow(fileSystem: FileSystem, file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length; ) {
    const written = fileSystem.writeNow(file, bytes.subarray(done), position + done);
    if (written === 0) throw new SpoolFailure("io", "the file takes no more bytes");
    done += written;
  }
}

function after(buffers: readonly Uint8Array[], bytes: number): Uint8Array[] {
  let left = bytes;
  for (const [index, buffer] of buffers.entries()) {
    if (left < buffer.length) return [buffer.subarray(left), ...buffers.slice(index + 1)];
    left -= buffer.length;
  }
  return [];
}
