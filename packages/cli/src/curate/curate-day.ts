// One day of one table: written into a folder of its own, then made visible by one call.
// Files may come and other curations may publish while it is written; then it is looked at again, and nothing is lost.
import { dayRecord, dayState, digestOf, filesByDay, type LakeFile, sizeOf } from "@tracklake/tables";
import { interrupted } from "../engine/engine.js";
import { CliError } from "../errors.js";
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
    // What is written here stands for the delivered files: they are hidden behind the boundary, and may be removed.
    const written = await ports.files.list(`${folderOf(pair.curated)}dt=${dt}/run=${run}/`);
    const now = await deliveredFiles(ports, pair, dt);
    const other = await catalogue.partition(pair.curated, dt);
    // Another curation was faster, or files came: ours stays unseen, and its folder is removed after the grace.
    const overtaken = before?.location !== other?.location;
    // A file that went meanwhile was perhaps not read, and was not to be kept when this round began.
    const went = files.some(({ key, bytes }) => !now.some((file) => file.key === key && file.bytes === bytes));
    if ((overtaken || went) && round >= ROUNDS) return undefined;
    if ((overtaken || digestOf(now) !== digestOf(files)) && round < ROUNDS) continue;
    if (files.length > 0 && written.length === 0 && rows !== 0) throw nothingRead(pair, dt, files);
    await catalogue.publish(pair.curated, dt, location, dayRecord(run, ports.now(), files, job.keep));
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

/** An engine that sees none of a day's rows would have them hidden: its table reads another place, or not that day. */
function nothingRead({ delivered }: TablePair, dt: string, files: readonly LakeFile[]): CliError {
  const what = `${delivered.name} has ${files.length} delivered files (${sizeOf(files)} bytes) of ${dt}, and the engine read no row of them`;
  const why = "the table's location, its projection's first day, and row filters of Lake Formation";
  return new CliError("engine-failed", `${what}; nothing was published. Look at ${why}.`);
}

/** The files that engines read of a day. */
export async function deliveredFiles(ports: CurationPorts, { delivered }: TablePair, dt: string): Promise<LakeFile[]> {
  const folder = folderOf(delivered);
  return filesByDay(folder, await ports.files.list(`${folder}dt=${dt}/`)).get(dt) ?? [];
}
