// A block of lines as frames, cut at line boundaries: a flipped bit costs the lines of one frame and no more.
import { crc32 } from "node:zlib";
import { frameHeaderBytes, writeFrameHeader } from "./frame.js";
import type { LineBlock } from "./line-block.js";

/** Bytes of a frame's payload at most, unless one line alone is larger: what a flipped bit may cost. */
export const framePayloadBytes = 64 * 1024;

/**
 * Cuts a block.
 *
 * @param first - The ordinal of the block's first line in its segment.
 * @returns Headers and payloads in turn, to be written in one call; the payloads are views of the block.
 */
export function cutFrames({ bytes, ends }: LineBlock, first: number): Uint8Array[] {
  const buffers: Uint8Array[] = [];
  let line = 0;
  let start = 0;
  while (line < ends.length) {
    const from = line;
    let end = ends[line++] ?? 0;
    while (line < ends.length && (ends[line] ?? 0) - start <= framePayloadBytes) end = ends[line++] ?? 0;
    const payload = bytes.subarray(start, end);
    const header = Buffer.allocUnsafe(frameHeaderBytes).fill(0);
    writeFrameHeader(header, 0, {
      payloadBytes: payload.length,
      first: first + from,
      lines: line - from,
      payloadCrc: crc32(payload),
    });
    buffers.push(header, payload);
    start = end;
  }
  return buffers;
}
