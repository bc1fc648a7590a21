// Lines for the spool's tests, and a spool whose events are noted.
import type { LineBlock, Segment, SpoolEvents, StoredBlock } from "../../src/spool/spool.js";

/** A block of lines. */
export function blockOf(lines: readonly string[]): LineBlock {
  const ends: number[] = [];
  let end = 0;
  for (const line of lines) {
    end += Buffer.byteLength(line) + 1;
    ends.push(end);
  }
  return { bytes: Buffer.from(lines.map((line) => `${line}\n`).join("")), ends };
}

/** The lines of a block, without their ends. */
export function linesOf({ bytes, ends }: StoredBlock | LineBlock): string[] {
  return Array.from(ends, (end, index) => Buffer.from(bytes.subarray(ends[index - 1] ?? 0, end - 1)).toString());
}

/** What a spool has told. */
export class Told implements SpoolEvents {
  readonly notices: string[] = [];
  adoptedLines = 0;
  handedOverLines = 0;
  droppedLines = 0;
  quarantinedFrames = 0;
  quarantinedBytes = 0;
  quarantinedLines = 0;
  readables = 0;
  spaces = 0;

  notice(message: string): void {
    this.notices.push(message);
  }
  adopted(lines: number): void {
    this.adoptedLines += lines;
  }
  handedOver(_segment: Segment, lines: number): void {
    this.handedOverLines += lines;
  }
  droppedAfterAck(_segment: Segment, lines: number): void {
    this.droppedLines += lines;
  }
  quarantined(frames: number, bytes: number, lines: number): void {
    this.quarantinedFrames += frames;
    this.quarantinedBytes += bytes;
    this.quarantinedLines += lines;
  }
  readable(): void {
    this.readables++;
  }
  space(): void {
    this.spaces++;
  }
}
