// Reads parked lines back: a run of ordinals that follow on one another, a bounded part at a time.
// A damaged frame costs its own lines and no others; it is told, and kept in quarantine.
import { crc32 } from "node:zlib";
import type { FileSystem } from "./file-system.js";
import { type FrameHeader, frameHeaderBytes } from "./frame.js";
import type { LineBlock } from "./line-block.js";
import { type Damage, quarantineFile } from "./load-segment.js";
import type { Quarantine } from "./quarantine.js";
import type { Segment, StoredSegment } from "./segment.js";
import { FileWindow, failuresBeforeTolerance, type Piece, walkFrames } from "./walk-frames.js";
import { withFile } from "./with-file.js";

const newline = 10;

/** Lines read back from disk; `first` is the first one's ordinal. */
export interface StoredBlock extends LineBlock {
  readonly segment: Segment;
  readonly first: number;
}

/** What one reading gave: lines, or damage in their place, or neither when it has to be tried again. */
export interface Reading {
  readonly block?: StoredBlock;
  readonly damage?: Damage;
}

/** Reads the first parked lines of a segment, at most about `maxBytes`, at least one. */
export function readParked(
  fileSystem: FileSystem,
  quarantine: Quarantine,
  segment: StoredSegment,
  maxBytes: number,
): Promise<Reading> {
  const run = segment.parked.first;
  if (!run) return Promise.resolve({});
  return withFile(fileSystem, segment.path, "read", async (file) => {
    const window = new FileWindow(fileSystem, file, segment.failedReads >= failuresBeforeTolerance);
    const lines = new Lines(run.from, run.to, maxBytes);
    const bad: Piece[] = [];
    for await (const piece of walkFrames(window, segment.seek(run.from), segment.size)) {
      if (piece.kind === "bad") bad.push(piece);
      if (piece.kind !== "frame") continue;
      const { header, offset } = piece;
      const end = header.first + header.lines;
      if (end <= lines.next) {
        bad.length = 0;
        continue;
      }
      if (header.first > lines.next) return await lines.orDamage(segment, window, quarantine, bad, header.first);
      const payload = await window.view(offset + frameHeaderBytes, header.payloadBytes);
      const ends = lineEnds(payload, header);
      if (!ends) return await lines.orDamage(segment, window, quarantine, [piece], end);
      if (!lines.take(payload, ends, header.first)) break;
    }
    return await lines.orDamage(segment, window, quarantine, bad, segment.lines);
  });
}

/** Where each line ends, or nothing when the payload is not what its header says. */
function lineEnds(payload: Buffer, header: FrameHeader): number[] | undefined {
  if (payload.length !== header.payloadBytes || crc32(payload) !== header.payloadCrc) return undefined;
  const ends: number[] = [];
  for (let at = payload.indexOf(newline); at >= 0; at = payload.indexOf(newline, at + 1)) ends.push(at + 1);
  return ends.length === header.lines ? ends : undefined;
}

/** Lines collected from frame after frame. */
class Lines {
  /** The ordinal that comes next. */
  next: number;
  readonly #first: number;
  readonly #to: number;
  readonly #maxBytes: number;
  readonly #parts: Buffer[] = [];
  readonly #ends: number[] = [];
  #bytes = 0;

  constructor(from: number, to: number, maxBytes: number) {
    this.#first = from;
    this.next = from;
    this.#to = to;
    this.#maxBytes = maxBytes;
  }

  /** Takes from a frame what is wanted and fits; whether more is. */
  take(payload: Buffer, ends: readonly number[], first: number): boolean {
    const start = this.next === first ? 0 : (ends[this.next - first - 1] ?? 0);
    const base = this.#bytes - start;
    let stop = start;
    while (this.next < this.#to) {
      const end = ends[this.next - first];
      if (end === undefined) break;
      if (this.#ends.length > 0 && base + end > this.#maxBytes) {
        this.#keep(payload.subarray(start, stop));
        return false;
      }
      this.#ends.push(base + end);
      stop = end;
      this.next++;
    }
    this.#keep(payload.subarray(start, stop));
    return this.next < this.#to;
  }

  /** The lines; when there are none, the damage that is in their place, up to the ordinal `end`. */
  async orDamage(
    segment: StoredSegment,
    window: FileWindow,
    quarantine: Quarantine,
    bad: readonly Piece[],
    end: number,
  ): Promise<Reading> {
    if (this.#ends.length > 0) {
      const block = { bytes: Buffer.concat(this.#parts), ends: this.#ends, segment, first: this.#first };
      return { block };
    }
    const lines = segment.parked.countIn(this.#first, end);
    let bytes = 0;
    for (const piece of bad) {
      bytes += piece.bytes;
      await quarantine.keep(quarantineFile(segment), window, piece.offset, piece.bytes);
    }
    for (const { from, to } of segment.parked.within(0, end)) segment.acknowledge(from, to);
    return { damage: { frames: Math.max(1, bad.length), bytes, lines } };
  }

  #keep(part: Buffer): void {
    this.#parts.push(part);
    this.#bytes += part.length;
  }
}
