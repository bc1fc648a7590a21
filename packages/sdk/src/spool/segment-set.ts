// Every segment that this process answers for, its own and the adopted ones, and their sums.
import type { StoredSegment } from "./segment.js";

/** The segments on disk. */
export class SegmentSet {
  readonly #segments = new Set<StoredSegment>();

  [Symbol.iterator](): IterableIterator<StoredSegment> {
    return this.#segments.values();
  }

  /** Bytes of the segments that have unacknowledged lines. */
  get bytes(): number {
    let bytes = 0;
    for (const segment of this.#segments) if (segment.unacknowledged > 0) bytes += segment.size;
    return bytes;
  }

  /** When the oldest segment with unacknowledged lines was made. */
  get oldest(): number | undefined {
    let oldest: number | undefined;
    for (const { unacknowledged, created } of this.#segments) {
      if (unacknowledged > 0 && (oldest === undefined || created < oldest)) oldest = created;
    }
    return oldest;
  }

  get parkedLines(): number {
    let lines = 0;
    for (const { parked } of this.#segments) lines += parked.count;
    return lines;
  }

  add(segment: StoredSegment): void {
    this.#segments.add(segment);
  }

  delete(segment: StoredSegment): void {
    this.#segments.delete(segment);
  }

  /** Whether a folder still has segments. */
  hasFolder(folder: string): boolean {
    for (const segment of this.#segments) if (segment.folder === folder) return true;
    return false;
  }

  /** The oldest that fits; a folder's segments in the order in which they were written, whatever the clock did. */
  first(fits: (segment: StoredSegment) => boolean): StoredSegment | undefined {
    const heads = new Map<string, StoredSegment>();
    for (const segment of this.#segments) {
      if (!fits(segment)) continue;
      const head = heads.get(segment.folder);
      if (!head || segment.name < head.name) heads.set(segment.folder, segment);
    }
    let oldest: StoredSegment | undefined;
    for (const head of heads.values()) if (!oldest || head.created < oldest.created) oldest = head;
    return oldest;
  }

  /** Empties the set. */
  take(): StoredSegment[] {
    const all = [...this.#segments];
    this.#segments.clear();
    return all;
  }
}
