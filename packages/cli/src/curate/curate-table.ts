// One table: its days in their order, then its boundary. What is there says what to do, so a run that was cut off
// is gone on with by running again.
import {
  boundaryOf,
  type DaysPlan,
  dayState,
  filesByDay,
  nextBoundary,
  planDays,
  type TableDays,
  type WantedDays,
} from "@tracklake/tables";
import { curateDay } from "./curate-day.js";
import { type CurationPorts, folderOf, type TablePair } from "./ports.js";
import type { DayReport } from "./report.js";

/** Which days, and how far back files are looked for that came late. */
export interface Wanted extends WantedDays {
  /** The first day that is looked at when the table has a boundary. */
  readonly lookFrom: string;
}

/** Choices of a curation. */
export interface TableOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told before a day is written, and as bytes are read. */
  readonly onDay?: (table: string, dt: string, done: number, all: number) => void;
  readonly onBytes?: (bytes: number) => void;
}

/** What is there of a table, and what is to be done. */
export interface TableLook extends TableDays, DaysPlan {
  readonly pair: TablePair;
}

/** Looks at a table; nothing is changed. */
export async function lookAt(ports: CurationPorts, pair: TablePair, wanted: Wanted): Promise<TableLook> {
  const live = await ports.catalogue.table(pair.curated);
  const boundary = boundaryOf(live?.Parameters);
  const first = [wanted.lookFrom, boundary, wanted.from].filter((day) => day !== undefined).sort()[0];
  const days: TableDays = {
    boundary,
    curated: live ? await ports.catalogue.partitions(pair.curated) : new Map(),
    delivered: await delivered(ports, pair, boundary === undefined ? undefined : first),
  };
  return { pair, ...days, ...planDays(days, wanted) };
}

/** Writes the days of a table. */
export async function writeDays(
  ports: CurationPorts,
  { pair, write }: TableLook,
  { signal, onDay, onBytes }: TableOptions,
): Promise<DayReport[]> {
  if (write.length > 0) await ports.ensure(pair.curated);
  const reports: DayReport[] = [];
  for (const [index, { dt, why }] of write.entries()) {
    onDay?.(pair.delivered.name, dt, index, write.length);
    const report = await curateDay(ports, pair, dt, {
      again: why === "again",
      signal,
      ...(onBytes ? { onBytes } : {}),
    });
    if (report) reports.push(report);
  }
  return reports;
}

/**
 * Moves the boundary as far as every day is curated and nothing came since.
 *
 * @returns The days as they are now, and the day that the boundary could not pass.
 */
export async function moveBoundary(
  ports: CurationPorts,
  { pair, boundary }: TableLook,
  to: string,
): Promise<{ readonly boundary: string | undefined; readonly gap: string | undefined }> {
  const curated = await ports.catalogue.partitions(pair.curated);
  const now: TableDays = { boundary, curated, delivered: await delivered(ports, pair, boundary) };
  const next = nextBoundary(now, to);
  const gap = [...now.delivered.keys()].sort().find((dt) => dt > (next ?? "") && dt <= to);
  if (next !== undefined && next !== boundary) await ports.catalogue.moveBoundary(pair.curated, next);
  return { boundary: next, gap };
}

/**
 * Looks at days again once the view reads their curated files: what came in the moment before is taken in.
 *
 * @returns Days that were written again.
 */
export async function settle(
  ports: CurationPorts,
  pair: TablePair,
  days: readonly string[],
  options: TableOptions,
): Promise<DayReport[]> {
  const [first] = [...days].sort();
  if (first === undefined) return [];
  const files = await delivered(ports, pair, first);
  const curated = await ports.catalogue.partitions(pair.curated);
  const reports: DayReport[] = [];
  for (const dt of days) {
    if (dayState(files.get(dt) ?? [], curated.get(dt)).state === "current") continue;
    const report = await curateDay(ports, pair, dt, { signal: options.signal });
    if (report) reports.push(report);
  }
  return reports;
}

/** Delivered files by day, from a day on. */
async function delivered(ports: CurationPorts, pair: TablePair, from: string | undefined) {
  const folder = folderOf(pair.delivered);
  // Every key of a day begins with `dt=<day>/`, which is greater than `dt=<day>`.
  const after = from === undefined ? [] : [`${folder}dt=${from}`];
  return filesByDay(folder, await ports.files.list(folder, ...after));
}
