// Writes one view, then puts descriptions and the record of what was written beside it in the catalogue.
// It is read right before: an engine replaces whatever is there, and nobody's view or boundary may be undone by that.
import type { Table } from "@aws-sdk/client-glue";
import { decodeView } from "../views/presto-view.js";
import { applyTable, type TableOutcome } from "./apply-table.js";
import { readTable } from "./live.js";
import type { GlueCalls } from "./retry.js";
import type { WriteView } from "./steps.js";
import { viewColumns } from "./view-columns.js";
import { viewWriteStep } from "./view-diff.js";
import { decodeViewRecord, sqlDigest, storedDigest, VIEW_RECORD } from "./view-record.js";
import { tablesAreAhead } from "./view-revisions.js";
import { describeStep } from "./view-update.js";
import type { ViewWriter } from "./view-writer.js";
import { tableFingerprint } from "./writable-table.js";

const REPLANS = 10;

/**
 * Carries out the step.
 *
 * @param options - `exact`: nothing is planned again.
 * @throws what the writer throws, or Glue's error when the record could not be put to the view.
 */
export async function applyView(
  calls: GlueCalls,
  writer: ViewWriter,
  step: WriteView,
  { exact = false }: { readonly exact?: boolean | undefined } = {},
): Promise<TableOutcome> {
  const at = { database: step.database, name: step.table };
  const read = (table: typeof at) => readTable(calls, table.database, table.name);
  let current = step;
  let wrote: "created" | "updated" | undefined;
  for (let replanned = 0; replanned <= REPLANS; replanned++) {
    const told = replanned > 0 ? { replanned } : {};
    const before = await read(at);
    const { model } = step;
    if (exact || !model) {
      if (!isAsPlanned(before, current)) {
        const done = before !== undefined && isWritten(before, current);
        return { step: current, outcome: done ? "unchanged" : "stale" };
      }
    } else if (wrote !== undefined || !isAsPlanned(before, current)) {
      const tables = await model.tables(read);
      const next = viewWriteStep(before, await model.view(read), { ...model, tables, source: model });
      const again = { replanned: replanned + 1 };
      if (next.kind === "update-table") return { ...(await applyTable(calls, next, {})), ...again };
      if (next.kind === "unchanged" && wrote !== undefined) return { step: current, outcome: wrote, ...again };
      if (next.kind === "refused" || next.kind === "unchanged") return { step: next, outcome: next.kind, ...again };
      if (next.kind !== "write-view") throw new TypeError("a view's step is of nothing but the view");
      current = next;
    }
    await writer.write(current.view, current.sql);
    wrote ??= before === undefined ? "created" : "updated";
    const described = await describe(calls, before, current);
    if (exact || !model) return { step: current, outcome: described ? wrote : "stale", ...told };
    // A later revision was applied since: its view, if it was written already, is no more. Whoever applied it is told.
    if (tablesAreAhead(current.view, await model.tables(read))) return { step: current, outcome: "stale", ...told };
    // Curation moved the boundary while the view was written: by this text, it would go back.
    if (described && (await model.view(read)).sql("athena") === current.sql) {
      return { step: current, outcome: wrote, ...told };
    }
  }
  throw changing(step);
}

function isAsPlanned(live: Table | undefined, { fingerprint }: WriteView): boolean {
  return (live && tableFingerprint(live)) === fingerprint;
}

/** Whether it says what the step was to write, and nobody has written it since. */
function isWritten(live: Table, { sql }: WriteView): boolean {
  const record = decodeViewRecord(live.Parameters?.[VIEW_RECORD]);
  return record?.written === sqlDigest(sql) && record.stored === storedDigest(live);
}

/** Whether it could be described; not where somebody has written it since, whose text our record would be wrong of. */
async function describe(calls: GlueCalls, before: Table | undefined, step: WriteView): Promise<boolean> {
  for (let again = 0; again <= REPLANS; again++) {
    const live = await readTable(calls, step.database, step.table);
    // An engine over another metastore: its views are not in this catalogue, and there is nothing to describe.
    if (live?.TableType !== "VIRTUAL_VIEW") return true;
    if (!isOfStep(live, step)) return false;
    const update = describeStep(before, live, step.view, step.sql);
    if (!update) return true;
    const { outcome } = await applyTable(calls, update, { exact: true });
    if (outcome !== "stale") return true;
  }
  throw changing(step);
}

/** Engines keep a query in words of their own; its columns are in the order of the SELECT, and days are days in any. */
function isOfStep(live: Table, { view: { columns, event }, sql }: WriteView): boolean {
  if (storedDigest(live) === sqlDigest(sql)) return true;
  const stored = decodeView(live.ViewOriginalText)?.sql;
  if (event !== undefined && stored !== undefined && days(stored) !== days(sql)) return false;
  const names = (list: readonly (string | undefined)[]) => list.join().toLowerCase();
  return names(viewColumns(live)) === names(columns.map(({ name }) => name));
}

/** Those at which an event's view is split into curated and delivered files. */
function days(sql: string): string {
  return [...sql.matchAll(/'(\d{4}-\d{2}-\d{2})'/g)]
    .map(([, day]) => day)
    .sort()
    .join();
}

function changing({ database, table }: WriteView): Error {
  return new Error(`the view ${database}.${table} is changed by others all the time`);
}
