// Files of the lake as the curation sees them: keys, sizes and when the store says they were written.
// Nothing of their content: what a day holds is known by its list of files.
import { PARTITION_COLUMN } from "@tracklake/envelope";
import { isRunId } from "./run-id.js";

/** A file of the lake. */
export interface LakeFile {
  /** From the bucket's root, such as `events/plan_changed_v1/dt=2026-03-01/a.gz`. */
  readonly key: string;
  readonly bytes: number;
  /** Milliseconds since 1970, by the store's own clock. */
  readonly modified: number;
}

/** A folder that one run wrote for one day. */
export interface RunFolder {
  readonly dt: string;
  readonly run: string;
  readonly files: readonly LakeFile[];
}

const day = new RegExp(`^${PARTITION_COLUMN}=(\\d{4}-\\d{2}-\\d{2})/(.+)$`);

/**
 * The delivered files of each day, those that engines read: names that begin with a dot or an underscore are hidden.
 *
 * @param folder - The table's, from the bucket's root, ending in `/`.
 */
export function filesByDay(folder: string, files: readonly LakeFile[]): Map<string, LakeFile[]> {
  const days = new Map<string, LakeFile[]>();
  for (const file of files) {
    const [, dt, name = ""] = day.exec(file.key.startsWith(folder) ? file.key.slice(folder.length) : "") ?? [];
    if (dt === undefined || file.bytes === 0 || /(^|\/)[._]|\.tmp$|\/$/.test(name)) continue;
    days.set(dt, [...(days.get(dt) ?? []), file]);
  }
  return days;
}

/** The folders of runs under a curated table's folder; whatever else lies there is not among them. */
export function runFolders(folder: string, files: readonly LakeFile[]): RunFolder[] {
  const found = new Map<string, { dt: string; run: string; files: LakeFile[] }>();
  for (const file of files) {
    const [, dt, rest = ""] = day.exec(file.key.startsWith(folder) ? file.key.slice(folder.length) : "") ?? [];
    const [, run] = /^run=([^/]+)\/.+$/.exec(rest) ?? [];
    if (dt === undefined || run === undefined || !isRunId(run)) continue;
    const key = `${dt}/${run}`;
    const known = found.get(key);
    if (known) known.files.push(file);
    else found.set(key, { dt, run, files: [file] });
  }
  return [...found.values()];
}
