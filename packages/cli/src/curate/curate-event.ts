// One event: the tables of its majors, then its views, for a view unites them all.
// The order is the guarantee: files, partitions, boundaries, views; then another look, and old runs last.
import { tableName } from "@tracklake/envelope";
import { boundaryOf, type CuratedThrough, type Obstacle, obstacle, type ViewModel } from "@tracklake/tables";
import { interrupted } from "../engine/engine.js";
import { CliError } from "../errors.js";
import { failureOf } from "../failure.js";
import { clean } from "./clean.js";
import {
  lookAt,
  moveBoundary,
  settle,
  type TableLook,
  type TableOptions,
  type Wanted,
  writeDays,
} from "./curate-table.js";
import type { CurationPorts, TablePair } from "./ports.js";
import type { EventReport, TableReport } from "./report.js";

/** An event to curate. */
export interface EventJob {
  readonly event: string;
  /** Those of its majors. */
  readonly pairs: readonly TablePair[];
  /** Its views with these boundaries. */
  readonly views: (curatedThrough: CuratedThrough) => readonly ViewModel[];
}

/** Choices of a curation. */
export interface EventOptions extends TableOptions {
  readonly wanted: Wanted;
  /** Milliseconds. */
  readonly grace: number;
  /** Looks and changes nothing. */
  readonly dryRun?: boolean | undefined;
}

/** Curates an event; what fails is told in the report. @throws CliError `interrupted` */
export async function curateEvent(ports: CurationPorts, job: EventJob, options: EventOptions): Promise<EventReport> {
  const done: Draft = { tables: new Map(), views: [], notes: [] };
  try {
    await carryOut(ports, job, options, done);
    return reportOf(job, done);
  } catch (error) {
    if (options.signal?.aborted) throw interrupted("this command");
    const { code, message } = failureOf(error);
    return { ...reportOf(job, done), failure: { code, message } };
  }
}

interface Draft {
  readonly tables: Map<string, TableReport>;
  readonly views: string[];
  readonly notes: string[];
}

function reportOf({ event }: EventJob, { tables, views, notes }: Draft): EventReport {
  return { event, tables: [...tables.values()], views, notes };
}

async function carryOut(ports: CurationPorts, job: EventJob, options: EventOptions, done: Draft): Promise<void> {
  const { wanted, dryRun = false, signal } = options;
  const stands = await obstacleNote(ports, job);
  if (stands !== undefined) {
    done.notes.push(stands);
    return;
  }
  const looks: TableLook[] = [];
  for (const pair of job.pairs) {
    const look = await lookAt(ports, pair, wanted);
    looks.push(look);
    done.tables.set(pair.delivered.name, beginning(look, dryRun));
  }
  if (looks.some(({ write }) => write.length > 0)) await stopUnlessApplied(ports, job);
  if (dryRun) return;
  const seen = new Map<string, string[]>();
  for (const look of looks) {
    const { name } = look.pair.delivered;
    const add = (more: Partial<TableReport>) => {
      const before = done.tables.get(name);
      if (before) done.tables.set(name, { ...before, ...more });
    };
    const days = await writeDays(ports, look, options);
    add({ days });
    if (look.delivered.size === 0 && look.curated.size === 0) continue;
    if (days.length === 0 && look.curated.size === 0) continue;
    const { boundary, gap } = await moveBoundary(ports, look, wanted.to);
    add({ boundary: { was: look.boundary ?? null, is: boundary ?? null }, ...(gap === undefined ? {} : { gap }) });
    const passed = [...look.delivered.keys()].filter((dt) => dt > (look.boundary ?? "") && dt <= (boundary ?? ""));
    seen.set(name, [...new Set([...days.map(({ dt }) => dt), ...passed])]);
  }
  await bringViews(ports, job, looks, done, signal);
  for (const { pair } of looks) {
    const { name } = pair.delivered;
    const again = await settle(ports, pair, seen.get(name) ?? [], options);
    const removed = await clean(ports, pair, options.grace);
    const before = done.tables.get(name);
    if (before) done.tables.set(name, { ...before, days: [...before.days, ...again], removed });
  }
}

async function bringViews(
  ports: CurationPorts,
  job: EventJob,
  looks: readonly TableLook[],
  done: Draft,
  signal: AbortSignal | undefined,
): Promise<void> {
  const through = new Map<string, string>();
  for (const { pair } of looks) {
    // Read again: another curation may have gone further meanwhile, and a view must not go back.
    const day = boundaryOf((await ports.catalogue.table(pair.curated))?.Parameters);
    if (day !== undefined) through.set(pair.delivered.name, day);
  }
  if (through.size === 0) return;
  const { replaced, notes } = await ports.views.bring(job.views(through), { signal });
  done.views.push(...replaced);
  done.notes.push(...notes);
}

/** Why nothing of the event can be done by these schemas: a table is later than they are, or its rows lie elsewhere. */
async function obstacleNote({ catalogue }: CurationPorts, { event, pairs }: EventJob): Promise<string | undefined> {
  const note = (name: string, { kind, what }: Obstacle) => {
    const way =
      kind === "later"
        ? "curate with the schemas that were applied last"
        : "curate it with the statements that its files need, or deliver to where these schemas have it";
    return `${name} ${what}: ${way}. Nothing of ${event} was done.`;
  };
  for (const model of pairs.flatMap(({ delivered, curated }) => [delivered, curated])) {
    const found = obstacle(await catalogue.table(model), model);
    if (found) return note(model.name, found);
  }
  // A later major's lines are not in our view.
  const last = Math.max(...pairs.map(({ delivered }) => Number(delivered.parameters["tracklake.major"] ?? 0)));
  const [
    {
      delivered: { database },
    },
  ] = pairs as readonly [TablePair];
  const name = tableName(event, last + 1);
  const live = await catalogue.table({ database, name });
  if (live?.Parameters?.["tracklake.event"] !== event) return undefined;
  return note(name, { kind: "later", what: "is later than these schemas" });
}

/** @throws CliError `not-applied` when the engine would read a table that is not in the catalogue. */
async function stopUnlessApplied({ catalogue, writer }: CurationPorts, { event, pairs }: EventJob): Promise<void> {
  if (!writer.readsTables) return;
  for (const { delivered } of pairs) {
    if (await catalogue.table(delivered)) continue;
    const name = `${delivered.database}.${delivered.name}`;
    throw new CliError(
      "not-applied",
      `The table ${name} is not in the catalogue, so nothing of ${event} can be read. Run npx tracklake apply first.`,
    );
  }
}

/** What is known before anything is done; in a dry run, the days that would be written. */
function beginning({ pair, write, late, boundary }: TableLook, dryRun: boolean): TableReport {
  const planned = write.map(({ dt, why, files, bytes }) => {
    return { dt, run: "", why, kept: false, files, bytes_read: bytes, bytes_written: 0, warnings: [] };
  });
  return {
    table: pair.delivered.name,
    days: dryRun ? planned : [],
    late,
    boundary: { was: boundary ?? null, is: boundary ?? null },
    removed: { runs: 0, files: 0, bytes: 0 },
  };
}
