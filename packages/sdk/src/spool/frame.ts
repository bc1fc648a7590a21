// The bytes of a segment file: a header of its own, then frames of a header and whole NDJSON lines.
// Each frame's magic cannot occur in UTF-8, so that after a bad header the next good one is found by scanning.
import { crc32 } from "node:zlib";

/** The version of the format that this code writes, and the newest that it reads. */
export const formatVersion = 1;
/** magic 4, version 1, reserved 3, created in ms as a double 8, CRC32 of these 4. */
export const fileHeaderBytes = 20;
/** magic 4, version 1, flags 1, reserved 2, payload bytes 4, first ordinal 4, lines 4, payload CRC 4, header CRC 4. */
export const frameHeaderBytes = 28;
/** F5 and FF are never part of UTF-8 (RFC 3629). */
export const frameMagic = Buffer.from([0xf5, 0x54, 0x4c, 0xff]);
const fileMagic = 0x534c54f5;
const frameMagicNumber = frameMagic.readUInt32LE();

/** What a frame says of itself. */
export interface FrameHeader {
  readonly payloadBytes: number;
  /** The ordinal in the segment of the frame's first line. */
  readonly first: number;
  readonly lines: number;
  readonly payloadCrc: number;
}

/** The header of a segment file that was made at `created`, in ms since 1970. */
export function fileHeader(created: number): Buffer {
  const header = Buffer.alloc(fileHeaderBytes);
  header.writeUInt32LE(fileMagic, 0);
  header.writeUInt8(formatVersion, 4);
  header.writeDoubleLE(created, 8);
  header.writeUInt32LE(crc32(header.subarray(0, 16)), 16);
  return header;
}

/** Reads a segment file's header, or nothing when it is damaged; a newer format's version is given as it stands. */
export function readFileHeader(bytes: Buffer): { version: number; created: number } | undefined {
  if (bytes.length < fileHeaderBytes || bytes.readUInt32LE(0) !== fileMagic) return undefined;
  if (bytes.readUInt32LE(16) !== crc32(bytes.subarray(0, 16))) return undefined;
  return { version: bytes.readUInt8(4), created: bytes.readDoubleLE(8) };
}

/** Writes a frame's header at an offset. */
export function writeFrameHeader(into: Buffer, offset: number, header: FrameHeader): void {
  into.writeUInt32LE(frameMagicNumber, offset);
  into.writeUInt8(formatVersion, offset + 4);
  into.writeUInt32LE(header.payloadBytes, offset + 8);
  into.writeUInt32LE(header.first, offset + 12);
  into.writeUInt32LE(header.lines, offset + 16);
  into.writeUInt32LE(header.payloadCrc, offset + 20);
  into.writeUInt32LE(crc32(into.subarray(offset, offset + 24)), offset + 24);
}

/** Reads a frame's header, or nothing when these bytes are not a good one. */
export function readFrameHeader(bytes: Buffer, offset = 0): FrameHeader | undefined {
  if (bytes.length < offset + frameHeaderBytes || bytes.readUInt32LE(offset) !== frameMagicNumber) return undefined;
  if (bytes.readUInt32LE(offset + 24) !== crc32(bytes.subarray(offset, offset + 24))) return undefined;
  return {
    payloadBytes: bytes.readUInt32LE(offset + 8),
    first: bytes.readUInt32LE(offset + 12),
    lines: bytes.readUInt32LE(offset + 16),
    payloadCrc: bytes.readUInt32LE(offset + 20),
  };
}
