// A process that ends before its spool is open leaves its lines at once: a folder that is complete before it has its name,
// and has no heartbeat, so that the next process adopts it without waiting.
import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "./clock.js";
import type { LineBlock } from "./line-block.js";
import { nodeFileSystem } from "./node-file-system.js";
import { newPrefix } from "./own-folder.js";
import { SegmentWriter } from "./segment-writer.js";

/**
 * Writes blocks into a folder of their own, without waiting for anything.
 *
 * @returns How many of the first blocks' lines are written; the disk took no more.
 */
export function leaveNow(directory: string, blocks: readonly LineBlock[]): number {
  let lines = 0;
  try {
    const name = randomUUID();
    const draft = join(directory, `${newPrefix}${name}`);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    mkdirSync(draft, { mode: 0o700 });
    const written = writeAll(draft, blocks);
    renameSync(draft, join(directory, name));
    lines = written;
  } catch {
    // The caller says what is lost; there is nobody left who could try again.
  }
  return lines;
}

function writeAll(folder: string, blocks: readonly LineBlock[]): number {
  const writer = new SegmentWriter(folder, {
    fileSystem: nodeFileSystem,
    clock: systemClock,
    durable: false,
    segmentBytes: Number.POSITIVE_INFINITY,
    made: () => {},
    noted: () => {},
  });
  let lines = 0;
  for (const block of blocks) {
    try {
      writer.confirm(writer.writeNow(block));
    } catch {
      return lines;
    }
    lines += block.ends.length;
  }
  return lines;
}
