// What Glue keeps of a view beside its text: descriptions of it and of its columns, merged by three ways, and a record.
// The text itself is the engine's: CREATE OR REPLACE VIEW drops what is here, and it is put back after that. (unproven)
import type { Table, TableInput } from "@aws-sdk/client-glue";
import { glueLimits } from "@tracklake/envelope";
import { oneLine } from "../model/one-line.js";
import type { ViewModel } from "../views/view-model.js";
import type { PlanStep, UpdateTable, ViewData } from "./steps.js";
import { tableUpdate } from "./table-update.js";
import { withViewMetadata } from "./view-metadata.js";
import { encodeViewRecord, VIEW_RECORD } from "./view-record.js";
import { REVISIONS, revisionsText } from "./view-revisions.js";
import { tableFingerprint } from "./writable-table.js";

/** The parameter that holds what a view is about. Source: trinodb/trino, GlueConverter.fromGlueTable. */
export const VIEW_DESCRIPTION = "tracklake.description";

/**
 * The step that puts descriptions, and the record, to a view that is in the catalogue.
 *
 * @param sql - What it was written as, where that is known and is not in the record yet.
 */
export function viewStep(live: Table, view: ViewModel | ViewData, sql?: string): PlanStep {
  const at = { database: view.database, table: view.name };
  const { input, changes, kept } = tableUpdate(live, viewInput(live, view, sql));
  if (changes.length === 0) return { kind: "unchanged", ...at, ...(kept.length > 0 ? { kept } : {}) };
  const read = { versionId: live.VersionId, fingerprint: tableFingerprint(live) };
  const model = "sql" in view ? { model: view } : {};
  return { kind: "update-table", ...at, view: true, ...read, input, changes, kept, ...model };
}

/**
 * The step that describes a view that was just written, and puts back what others had kept beside it.
 *
 * @param before - What was in its place, where something was.
 * @returns `undefined` when all of it is there.
 */
export function describeStep(
  before: Table | undefined,
  live: Table,
  view: ViewData,
  sql: string,
): UpdateTable | undefined {
  const merged = withViewMetadata(before, live);
  const { input, changes, kept } = tableUpdate(merged, viewInput(merged, view, sql));
  const fingerprint = tableFingerprint(live);
  if (changes.length === 0 && tableFingerprint(merged) === fingerprint) return undefined;
  const at = { database: view.database, table: view.name };
  return { kind: "update-table", ...at, view: true, versionId: live.VersionId, fingerprint, input, changes, kept };
}

/** Types are those that the engine wrote: a view whose types differ is stale, and only the engine can mend it. */
function viewInput(live: Table, view: ViewModel | ViewData, sql: string | undefined): TableInput {
  const types = new Map(live.StorageDescriptor?.Columns?.map(({ Name, Type }) => [Name, Type]));
  const description = oneLine(view.description, glueLimits.descriptionCharacters);
  const record = sql === undefined ? live.Parameters?.[VIEW_RECORD] : encodeViewRecord(sql, live);
  return {
    Name: view.name,
    // No Description: Trino reads it in place of the parameter by which it knows its views, and finds the view no more.
    Parameters: {
      ...(description === "" ? {} : { [VIEW_DESCRIPTION]: description }),
      ...(view.event === undefined ? {} : { "tracklake.event": view.event }),
      ...(view.revisions === undefined ? {} : { [REVISIONS]: revisionsText(view.revisions) }),
      ...(record === undefined ? {} : { [VIEW_RECORD]: record }),
    },
    StorageDescriptor: {
      // Columns that the engine did not write are none of the view's.
      Columns: view.columns
        .filter(({ name }) => types.has(name))
        .map(({ name, type, comment }) => ({
          Name: name,
          Type: types.get(name) ?? type,
          ...(comment === undefined ? {} : { Comment: comment }),
        })),
    },
  };
}
