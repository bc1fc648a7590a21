// Looks into a segment's bytes without the code under test's walk: which frame lies where, and with which lines.
import { fileHeaderBytes, frameHeaderBytes, readFrameHeader } from "../../src/spool/frame.js";

/** A frame in a segment. */
export interface FrameAt {
  readonly offset: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** Every frame that begins with a good header; for bytes that were never spoilt. */
export function framesIn(bytes: Buffer): FrameAt[] {
  const frames: FrameAt[] = [];
  for (let offset = fileHeaderBytes; offset + frameHeaderBytes <= bytes.length; ) {
    const header = readFrameHeader(bytes, offset);
    const end = offset + frameHeaderBytes + (header?.payloadBytes ?? 0);
    if (!header || end > bytes.length) {
      offset++;
      continue;
    }
    const lines = bytes
      .toString("utf8", offset + frameHeaderBytes, end)
      .split("\n")
      .slice(0, -1);
    frames.push({ offset, end, lines });
    offset = end;
  }
  return frames;
}
