// Acknowledgements of a segment, in a file beside it: entries of from, to and a CRC.
// A bad entry is passed over: that can only send a line twice, never lose one.
import { crc32 } from "node:zlib";
import type { Intervals } from "./intervals.js";

/** from u32, to u32, CRC32 of both u32. */
export const ackEntryBytes = 12;

/** The entries for a set of ordinals. */
export function ackEntries(acknowledged: Intervals): Buffer {
  const entries: Buffer[] = [];
  for (const { from, to } of acknowledged) {
    const entry = Buffer.alloc(ackEntryBytes);
    entry.writeUInt32LE(from, 0);
    entry.writeUInt32LE(to, 4);
    entry.writeUInt32LE(crc32(entry.subarray(0, 8)), 8);
    entries.push(entry);
  }
  return Buffer.concat(entries);
}

/** Adds every good entry to a set. */
export function readAckEntries(bytes: Buffer, into: Intervals): void {
  for (let offset = 0; offset + ackEntryBytes <= bytes.length; offset += ackEntryBytes) {
    if (bytes.readUInt32LE(offset + 8) !== crc32(bytes.subarray(offset, offset + 8))) continue;
    into.add(bytes.readUInt32LE(offset), bytes.readUInt32LE(offset + 4));
  }
}
