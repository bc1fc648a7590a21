// Folders of runs that nobody reads any more: no partition points to them, and queries that began before it ceased
// to are over. Athena ends a query after 30 minutes by default; the grace is to be longer than any query takes.
import type { CuratedDay } from "./day-record.js";
import type { RunFolder } from "./lake-file.js";

/**
 * The folders that may be removed.
 *
 * @param root - The curated table's location, ending in `/`.
 * @param curated - Partitions by day, read after the folders were listed.
 * @param grace - Milliseconds.
 */
export function oldRuns(
  folders: readonly RunFolder[],
  root: string,
  curated: ReadonlyMap<string, CuratedDay>,
  { now, grace }: { readonly now: number; readonly grace: number },
): RunFolder[] {
  return folders.filter(({ dt, run, files }) => {
    const day = curated.get(dt);
    if (pointsInto(day, `${root}dt=${dt}/run=${run}/`)) return false;
    // Whose partition says nothing of when it was registered may have pointed here a moment ago.
    if (day && !day.record) return false;
    const since = Math.max(day?.record?.published ?? 0, ...files.map(({ modified }) => modified));
    return now - since >= grace;
  });
}

function pointsInto(day: CuratedDay | undefined, folder: string): boolean {
  return day !== undefined && `${day.location.replace(/\/$/, "")}/`.startsWith(folder);
}
