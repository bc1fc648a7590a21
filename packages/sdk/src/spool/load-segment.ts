// Takes up a segment that another process has written: which lines it holds, and which of them have no end.
// Only headers are read here; payloads are checked when they are read.
import { basename, join } from "node:path";
import { ackEntryBytes, readAckEntries } from "./ack-file.js";
import { isMissing } from "./failure.js";
import type { FileSystem } from "./file-system.js";
import { fileHeaderBytes, formatVersion, readFileHeader } from "./frame.js";
import { Intervals } from "./intervals.js";
import type { Quarantine } from "./quarantine.js";
import { StoredSegment } from "./segment.js";
import { FileWindow, type Piece, walkFrames } from "./walk-frames.js";
import { withFile } from "./with-file.js";

/** Bytes that are no good frame, and the lines that they held, as far as the frames around them tell. */
export interface Damage {
  frames: number;
  bytes: number;
  lines: number;
}

/** A segment taken up, or `newer` when it is of a format to come, which is left alone. */
export type Loaded = { readonly segment: StoredSegment; readonly damage: Damage } | "newer";

/** What loading needs. */
export interface LoadOptions {
  readonly fileSystem: FileSystem;
  readonly quarantine: Quarantine;
  noted(segment: StoredSegment): void;
}

/**
 * Loads `<folder>/<name>.seg`, all of whose unacknowledged lines are then parked.
 *
 * @param tolerant - Whether pages that cannot be read are passed over.
 */
export function loadSegment(folder: string, name: string, options: LoadOptions, tolerant: boolean): Promise<Loaded> {
  const { fileSystem, noted } = options;
  const path = join(folder, `${name}.seg`);
  return withFile(fileSystem, path, "read", async (file) => {
    const { size, mtime } = await fileSystem.stat(path);
    const window = new FileWindow(fileSystem, file, tolerant);
    const header = readFileHeader(await window.view(0, fileHeaderBytes));
    if (header && header.version > formatVersion) return "newer";
    const segment = new StoredSegment({ folder, name, created: header?.created ?? mtime, adopted: true, noted });
    const acks = await readAcks(fileSystem, segment.ackPath);
    segment.resume(acks.ended, acks.bytes);
    const damage = await scan(window, size, segment, options);
    segment.complete();
    segment.park(0, segment.lines);
    return { segment, damage };
  });
}

async function scan(window: FileWindow, size: number, segment: StoredSegment, { quarantine }: LoadOptions) {
  const damage = { frames: 0, bytes: 0, lines: 0 };
  let bad: Piece[] = [];
  /** Frames tell where their lines begin, so the lines between two of them are known though their bytes are spoilt. */
  const close = async (next: number | undefined): Promise<void> => {
    const lines = next === undefined ? 0 : segment.open(segment.lines, next);
    if (bad.length > 0 && (next === undefined || lines > 0)) {
      damage.frames += bad.length;
      damage.lines += lines;
      for (const { offset, bytes } of bad) {
        damage.bytes += bytes;
        await quarantine.keep(quarantineFile(segment), window, offset, bytes);
      }
    }
    bad = [];
    const from = segment.lines;
    segment.lines = Math.max(from, next ?? from);
    segment.end(from, segment.lines);
  };
  for await (const piece of walkFrames(window, fileHeaderBytes, size)) {
    if (piece.kind === "bad") bad.push(piece);
    if (piece.kind !== "frame") continue;
    const { first, lines } = piece.header;
    await close(first);
    segment.index(piece.offset, first);
    segment.size = piece.offset + piece.bytes;
    segment.lines = Math.max(segment.lines, first + lines);
  }
  await close(undefined);
  return damage;
}

/** The name of a segment's file in the quarantine. */
export function quarantineFile({ folder, name }: StoredSegment): string {
  return `${basename(folder)}-${name}`;
}

async function readAcks(fileSystem: FileSystem, path: string): Promise<{ ended: Intervals; bytes: number }> {
  const ended = new Intervals();
  try {
    return await withFile(fileSystem, path, "read", async (file) => {
      const window = new FileWindow(fileSystem, file);
      let bytes = 0;
      // Whole entries at a time; what is left of a torn one is written over.
      for (const step = ackEntryBytes * 1024; ; ) {
        const view = await window.view(bytes, step);
        readAckEntries(view, ended);
        const whole = view.length - (view.length % ackEntryBytes);
        bytes += whole;
        if (whole < step) return { ended, bytes };
      }
    });
  } catch (error) {
    if (isMissing(error)) return { ended, bytes: 0 };
    throw error;
  }
}
