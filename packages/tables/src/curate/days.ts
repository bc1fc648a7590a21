// Which days a run writes, which it only tells of, and up to which day the view may read curated files.
// Pure: lists of files and partitions in, days out.
import type { CuratedDay } from "./day-record.js";
import { dayState } from "./day-state.js";
import type { LakeFile } from "./lake-file.js";

/** What is there of a table. */
export interface TableDays {
  /** Delivered files by day. */
  readonly delivered: ReadonlyMap<string, readonly LakeFile[]>;
  /** Partitions by day. */
  readonly curated: ReadonlyMap<string, CuratedDay>;
  /** The last day that the view reads from curated files. */
  readonly boundary: string | undefined;
}

/** Which days are asked for. */
export interface WantedDays {
  /** The first day, when one was named. */
  readonly from?: string | undefined;
  /** The last day: one that is over. */
  readonly to: string;
  /** The first day of the window for late events: days from here on are written again when files came. */
  readonly lateFrom: string;
  /** Writes days of a named range again that are up to date. */
  readonly again?: boolean | undefined;
}

/** A day that is to be written. */
export interface DayToWrite {
  readonly dt: string;
  readonly why: "new" | "changed" | "again";
  /** Delivered files and bytes that are read for it. */
  readonly files: number;
  readonly bytes: number;
}

/** A day behind the window that files came for after it was curated: the view does not show them. */
export interface LateDay {
  readonly dt: string;
  readonly files: number;
  readonly bytes: number;
}

/** The days of a table. */
export interface DaysPlan {
  /** In order. */
  readonly write: readonly DayToWrite[];
  readonly late: readonly LateDay[];
}

/** The days to write and the late ones. */
export function planDays(
  { delivered, curated, boundary }: TableDays,
  { from, to, lateFrom, again = false }: WantedDays,
): DaysPlan {
  const write: DayToWrite[] = [];
  const late: LateDay[] = [];
  for (const [dt, files] of [...delivered].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (dt > to) continue;
    const { state, fresh } = dayState(files, curated.get(dt));
    const behind = boundary !== undefined && dt <= boundary;
    const wanted = from === undefined ? !behind || dt >= lateFrom : dt >= from;
    const why = state !== "current" ? state : again && from !== undefined ? "again" : undefined;
    if (wanted && why !== undefined) write.push({ dt, why, files: files.length, bytes: sizeOf(files) });
    else if (!wanted && behind && state !== "current") late.push({ dt, files: fresh.length, bytes: sizeOf(fresh) });
  }
  return { write, late };
}

/**
 * The boundary that the view may have: the last day up to which each day with delivered files is curated and current.
 *
 * @param to - The last day that is over.
 * @returns The same as before, or a later day; it never goes back.
 */
export function nextBoundary({ delivered, curated, boundary }: TableDays, to: string): string | undefined {
  let next = boundary;
  const days = [...new Set([...delivered.keys(), ...curated.keys()])].sort();
  for (const dt of days) {
    if (dt > to || (boundary !== undefined && dt <= boundary)) continue;
    if (!curated.has(dt) || dayState(delivered.get(dt) ?? [], curated.get(dt)).state !== "current") break;
    next = dt;
  }
  return next;
}

/** Bytes of files. */
export function sizeOf(files: readonly LakeFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
