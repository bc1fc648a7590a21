// Removes the folders of old runs: those that no partition points to, after a grace for queries that still read them.
import { oldRuns, runFolders, sizeOf } from "@tracklake/tables";
import { type CurationPorts, folderOf, type TablePair } from "./ports.js";
import type { TableReport } from "./report.js";

/** Removes what nobody reads. @param grace - Milliseconds. */
export async function clean(
  ports: CurationPorts,
  { curated }: TablePair,
  grace: number,
): Promise<TableReport["removed"]> {
  const folder = folderOf(curated);
  const folders = runFolders(folder, await ports.files.list(folder));
  if (folders.length === 0) return { runs: 0, files: 0, bytes: 0 };
  // Read after the folders were listed: a partition that was pointed to one of them meanwhile keeps it.
  const days = await ports.catalogue.partitions(curated);
  const old = oldRuns(folders, curated.location, days, { now: ports.now(), grace });
  for (const { run } of old) await ports.writer.forget?.(curated, run);
  const files = old.flatMap((one) => one.files);
  if (files.length > 0) await ports.files.remove(files.map(({ key }) => key));
  return { runs: old.length, files: files.length, bytes: sizeOf(files) };
}
