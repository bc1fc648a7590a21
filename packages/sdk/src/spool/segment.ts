// A segment file's lines and what became of each: handed out, parked on disk, acknowledged.
// An end is noted here at once, and written to the ack file in batches.
import { join } from "node:path";
import { fileHeaderBytes } from "./frame.js";
import { Intervals } from "./intervals.js";

/** Lines that were stored together in one file. Ordinals count its lines from 0. */
export interface Segment {
  /** Handed over or dropped: acknowledging does nothing then. */
  readonly lost: boolean;
  /** Its files are there, and this process's. */
  readonly kept: boolean;
  /** Written by another process. */
  readonly adopted: boolean;
  /** Lines [from, to) are delivered, or have any other end. */
  acknowledge(from: number, to: number): void;
  isAcknowledged(from: number, to: number): boolean;
}

/** Bytes between two entries of a segment's index. */
const indexStep = 64 * 1024;

/** What a segment is made of. */
export interface SegmentOptions {
  readonly folder: string;
  /** Its files' name without the extension. */
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly adopted: boolean;
  /** Called when there is something for the ack file. */
  noted(segment: StoredSegment): void;
}

/** A segment as the spool sees it. */
export class StoredSegment implements Segment {
  readonly folder: string;
  readonly name: string;
  readonly created: number;
  readonly adopted: boolean;
  readonly path: string;
  readonly ackPath: string;
  /** Bytes that hold frames. */
  size = 0;
  /** Lines that are stored. */
  lines = 0;
  /** Nothing is written to it any more. */
  sealed: boolean;
  /** How often reading it failed in a row. */
  failedReads = 0;
  /** Reading it failed a moment ago. */
  unreadable = false;
  /** Bytes of the ack file that hold entries. */
  ackBytes = 0;
  /** Ended and not yet in the ack file. */
  readonly unwritten = new Intervals();
  readonly parked = new Intervals();
  readonly #ended = new Intervals();
  readonly #index: { offset: number; first: number }[] = [];
  readonly #noted: (segment: StoredSegment) => void;
  #state: "kept" | "dropped" | "handed over" | "deleted" = "kept";

  constructor({ folder, name, created, adopted, noted }: SegmentOptions) {
    this.folder = folder;
    this.name = name;
    this.created = created;
    this.adopted = adopted;
    this.sealed = adopted;
    this.path = join(folder, `${name}.seg`);
    this.ackPath = join(folder, `${name}.ack`);
    this.#noted = noted;
  }

  get lost(): boolean {
    return this.#state === "dropped" || this.#state === "handed over";
  }

  /** Its files are there, and this process's. */
  get kept(): boolean {
    return this.#state === "kept";
  }

  /** Its files are of no use any more, and are this process's to delete. */
  get finished(): boolean {
    return this.#state === "dropped" || (this.#state === "kept" && this.sealed && this.unacknowledged === 0);
  }

  /** Lines without an end. */
  get unacknowledged(): number {
    return this.lost ? 0 : this.lines - this.#ended.count;
  }

  acknowledge(from: number, to: number): void {
    if (this.lost) return;
    this.end(from, to);
    this.#noted(this);
  }

  /** The same, but nobody is told: its files stay until somebody is. */
  end(from: number, to: number): void {
    const end = Math.min(to, this.lines);
    this.#ended.add(from, end);
    this.unwritten.add(from, end);
    this.parked.remove(from, end);
  }

  isAcknowledged(from: number, to: number): boolean {
    return this.#ended.countIn(from, to) === to - from;
  }

  /** How many of [from, to) have no end. */
  open(from: number, to: number): number {
    return Math.max(0, to - from) - this.#ended.countIn(from, to);
  }

  /** Takes what an ack file said. */
  resume(ended: Intervals, ackBytes: number): void {
    for (const { from, to } of ended) this.#ended.add(from, to);
    this.ackBytes = ackBytes;
  }

  /** All lines are known: acknowledgements of others mean nothing. */
  complete(): void {
    this.#ended.remove(this.lines, Number.POSITIVE_INFINITY);
  }

  /** [from, to) is to be read later; what has an end by now is not. */
  park(from: number, to: number): void {
    if (!this.kept) return;
    this.parked.add(from, to);
    for (const ended of this.#ended.within(from, to)) this.parked.remove(ended.from, ended.to);
  }

  /** Its files are another's now. */
  handOver(): void {
    this.#leave("handed over");
  }

  /** Its files are nobody's: what was parked is gone, and what the caller still has in memory is all there is. */
  forget(): void {
    this.#leave("deleted");
  }

  /** Its lines are given up. */
  drop(): void {
    this.#leave("dropped");
    this.#noted(this);
  }

  /** A frame begins at `offset` with the line `first`. */
  index(offset: number, first: number): void {
    const last = this.#index.at(-1);
    if (!last || offset - last.offset >= indexStep) this.#index.push({ offset, first });
  }

  /** A frame's offset at or before a line. */
  seek(line: number): number {
    let low = 0;
    let high = this.#index.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#index[middle]?.first ?? 0) <= line) low = middle + 1;
      else high = middle;
    }
    return this.#index[Math.max(0, low - 1)]?.offset ?? fileHeaderBytes;
  }

  #leave(state: "dropped" | "handed over" | "deleted"): void {
    this.#state = state;
    this.parked.clear();
    this.unwritten.clear();
  }
}
