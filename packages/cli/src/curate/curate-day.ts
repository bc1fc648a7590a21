// One day of one table: written into a folder of its own, then made visible by one call.
// Files may come and other curations may publish while it is written; then it is looked at again, and nothing is lost.
import { dayRecord, dayState, digestOf, filesByDay, type LakeFile, sizeOf } from "@tracklake/tables";
import { interrupted } from "../engine/engine.js";
import { type CurationPorts, folderOf, type TablePair } from "./ports.js";
import type { DayReport } from "./report.js";

/** Choices of one day. */
export interface DayOptions {
  /** Writes it although it is up to date. */
  readonly again?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: (bytes: number) => void;
}

/** How often a day is written anew because files came meanwhile, before the next curation is left to it. */
const ROUNDS = 3;

/** Curates a day. @returns `undefined` when there was nothing to do. */
export async function curateDay(
  ports: CurationPorts,
  pair: TablePair,
  dt: string,
  { again = false, signal, onBytes }: DayOptions = {},
): Promise<DayReport | undefined> {
  const { catalogue, writer } = ports;
  for (let round = 1; ; round++) {
    if (signal?.aborted) throw interrupted("this command");
    const files = await deliveredFiles(ports, pair, dt);
    const before = await catalogue.partition(pair.curated, dt);
    const { state, keep } = dayState(files, before);
    if (state === "current" && !(again && round === 1)) return undefined;
    const run = ports.newRun();
    const location = `${pair.curated.location}dt=${dt}/run=${run}/`;
    const kept = keep && before ? { keptLocation: before.location } : {};
    const job = { ...pair, dt, keep: keep && before !== undefined, run, location, ...kept };
    const { bytesRead, rows, warnings } = await writer.write(job, { signal, ...(onBytes ? { onBytes } : {}) });
    if (signal?.aborted) throw interrupted("this command");
    const written = await ports.files.list(`${folderOf(pair.curated)}dt=${dt}/run=${run}/`);
    const now = await deliveredFiles(ports, pair, dt);
    const other = await catalogue.partition(pair.curated, dt);
    // Another curation was faster, or files came: ours stays unseen, and its folder is removed after the grace.
    const overtaken = before?.location !== other?.location;
    if (overtaken && round >= ROUNDS) return undefined;
    if ((overtaken || digestOf(now) !== digestOf(files)) && round < ROUNDS) continue;
    await catalogue.publish(pair.curated, dt, location, dayRecord(run, ports.now(), files));
    return {
      dt,
      run,
      why: state === "current" ? "again" : state,
      kept: job.keep,
      ...(rows === undefined ? {} : { rows }),
      files: written.length,
      bytes_read: bytesRead ?? sizeOf(files),
      bytes_written: sizeOf(written),
      warnings,
    };
  }
}

/** The files that engines read of a day. */
export async function deliveredFiles(ports: CurationPorts, { delivered }: TablePair, dt: string): Promise<LakeFile[]> {
  const folder = folderOf(delivered);
  return filesByDay(folder, await ports.files.list(`${folder}dt=${dt}/`)).get(dt) ?? [];
}
