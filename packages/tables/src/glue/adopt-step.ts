// The step that takes a table over: in place, or as a new table of ours over the same files.
// The second is for a table of another name, which Glue cannot rename: theirs stays as it is.
import type { Table } from "@aws-sdk/client-glue";
import { APPLIED } from "../model/table-models.js";
import type { TableModel } from "../table-model.js";
import { obstacle, type PartitionLayout, pinsOf } from "./adoption.js";
import { withRecord } from "./created-input.js";
import { type Pins, pinned } from "./pinned.js";
import type { CreateTable, PlanStep } from "./steps.js";
import { glueTableInput } from "./table-input.js";
import { tableUpdate } from "./table-update.js";
import { tableFingerprint } from "./writable-table.js";
import { bookkeeping, writerNote, writersOf } from "./writers.js";

/**
 * The step that adopts a live table for a model.
 *
 * @param layout - Where its registered partitions lie.
 */
export function adoptStep(live: Table, model: TableModel, layout: PartitionLayout): PlanStep {
  const at = { database: model.database, table: model.name };
  const stands = obstacle(live, model);
  if (stands) return { kind: "refused", ...at, ...stands };
  const pins = pinsOf(live, layout);
  const ours = pinned(model, pins);
  const same = live.DatabaseName === model.database && live.Name === model.name;
  const notes = adoptionNotes(live, model, pins, layout, same);
  if (!same) return copied(live, ours, notes);
  const { input, changes, kept } = tableUpdate(live, glueTableInput(ours), { adopted: true });
  const read = { versionId: live.VersionId, fingerprint: tableFingerprint(live) };
  return { kind: "update-table", ...at, adopted: true, ...read, input, changes, kept, notes, model: ours };
}

/** A table of ours with the columns, SerDe and location of theirs. */
function copied(live: Table, model: TableModel, notes: readonly string[]): CreateTable {
  const theirs = Object.fromEntries(
    Object.entries(live.Parameters ?? {}).filter(([key]) => key !== APPLIED && !isOfTheirWriters(key)),
  );
  const desired = glueTableInput(model);
  const { input } = tableUpdate({ ...live, Parameters: theirs }, desired, { adopted: true });
  // The record is made of ours alone, as in an update: what others wrote stays theirs.
  const { [APPLIED]: record = "" } = withRecord(desired, true).Parameters ?? {};
  return {
    kind: "create-table",
    database: model.database,
    table: model.name,
    input: { ...input, Name: model.name, Parameters: { ...input.Parameters, [APPLIED]: record } },
    notes,
    model,
  };
}

function isOfTheirWriters(key: string): boolean {
  return bookkeeping.has(key) || key === "UPDATED_BY_CRAWLER" || /^CrawlerSchema/.test(key) || key === "CrawlerRunId";
}

function adoptionNotes(live: Table, model: TableModel, pins: Pins, layout: PartitionLayout, same: boolean): string[] {
  const notes = [`It keeps its location, ${pins.location}: events have to be delivered there.`];
  if (pins.serde !== model.serde?.library) notes.push(`It keeps its SerDe, ${pins.serde}.`);
  if (pins.projection === "theirs" && layout.count > 0 && !layout.daily) {
    const how = same ? "go on registering new ones" : "register them for this table (MSCK REPAIR TABLE)";
    notes.push(`Its ${layout.count} partitions do not lie at ${model.partitionKeys[0]?.name}=<day>/: ${how}.`);
  } else if (pins.projection === "theirs") {
    notes.push("It keeps its own partition projection.");
  } else if (layout.count > 0) {
    notes.push(`From now on its partitions are found by projection; the ${layout.count} registered ones stay, unused.`);
  }
  if (!same) notes.push(`${live.DatabaseName}.${live.Name} stays as it is, over the same files.`);
  const again = same ? writersOf(live).map(writerNote) : [];
  return [...notes, ...again.filter((note) => note !== undefined)];
}
