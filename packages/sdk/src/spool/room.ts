// Keeps the segments within the capacity: refuses what is new, or drops what is oldest, as chosen.
import { framePayloadBytes } from "./cut-frames.js";
import { SpoolFailure } from "./failure.js";
import { fileHeaderBytes, frameHeaderBytes } from "./frame.js";
import type { LineBlock } from "./line-block.js";
import type { SpoolOptions } from "./options.js";
import type { SegmentSet } from "./segment-set.js";
import type { SegmentWriter } from "./segment-writer.js";

/** The bytes that a block takes on disk at most: two frames that follow on one another are more than one payload. */
export function framedBytes({ bytes }: LineBlock): number {
  return fileHeaderBytes + bytes.length + frameHeaderBytes * (1 + Math.ceil((2 * bytes.length) / framePayloadBytes));
}

/**
 * Makes room for a block.
 *
 * @throws {SpoolFailure} `full`
 */
export async function makeRoom(
  block: LineBlock,
  segments: SegmentSet,
  writer: SegmentWriter,
  { capacity, whenFull, events }: SpoolOptions,
): Promise<void> {
  const bytes = framedBytes(block);
  while (used(segments, writer) + bytes > capacity) {
    if (writer.segment?.unacknowledged === 0) {
      // Nothing of it is needed any more.
      await writer.seal();
      continue;
    }
    const dropping = whenFull === "drop-oldest" && bytes <= capacity;
    let oldest = segments.first(({ sealed, unacknowledged }) => sealed && unacknowledged > 0);
    if (dropping && !oldest && writer.segment) {
      oldest = writer.segment;
      await writer.seal();
    }
    if (!dropping || !oldest) throw new SpoolFailure("full", `the spool holds ${segments.bytes} of ${capacity} bytes`);
    const lines = oldest.unacknowledged;
    oldest.drop();
    if (lines > 0) events.droppedAfterAck(oldest, lines);
  }
}

/** Whether a block has room as it is. */
export function hasRoom(block: LineBlock, segments: SegmentSet, writer: SegmentWriter, capacity: number): boolean {
  return used(segments, writer) + framedBytes(block) <= capacity;
}

/** Bytes in use, and those of the segment that goes on being written though all of it is acknowledged. */
function used(segments: SegmentSet, writer: SegmentWriter): number {
  const { segment } = writer;
  return segments.bytes + (segment && segment.unacknowledged === 0 ? segment.size : 0);
}
