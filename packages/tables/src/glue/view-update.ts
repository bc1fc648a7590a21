// What Glue keeps of a view beside its text: descriptions of it and of its columns, merged by three ways.
// The text itself is the engine's: CREATE OR REPLACE VIEW drops what is here, and the next apply puts it back. (unproven)
import type { Table, TableInput } from "@aws-sdk/client-glue";
import { glueLimits } from "@tracklake/envelope";
import { oneLine } from "../model/one-line.js";
import type { ViewModel } from "../views/view-model.js";
import type { PlanStep } from "./steps.js";
import { tableUpdate } from "./table-update.js";
import { tableFingerprint } from "./writable-table.js";

/** The step of a view that is in the catalogue with the columns of the model. */
export function viewStep(live: Table, view: ViewModel): PlanStep {
  const at = { database: view.database, table: view.name };
  const { input, changes, kept } = tableUpdate(live, viewInput(live, view));
  if (changes.length === 0) return { kind: "unchanged", ...at, ...(kept.length > 0 ? { kept } : {}) };
  const read = { versionId: live.VersionId, fingerprint: tableFingerprint(live) };
  return { kind: "update-table", ...at, view: true, ...read, input, changes, kept, model: view };
}

/** Whether a view is in the catalogue, as a view, with the columns of the model. */
export function isCurrentView(live: Table | undefined, view: ViewModel): live is Table {
  if (live?.TableType !== "VIRTUAL_VIEW") return false;
  const names = (live.StorageDescriptor?.Columns ?? []).map(({ Name }) => Name);
  return names.join(",") === view.columns.map(({ name }) => name).join(",");
}

/** Types are those that the engine wrote: a view whose types differ is stale, and only the engine can mend it. */
function viewInput(live: Table, view: ViewModel): TableInput {
  const types = new Map(live.StorageDescriptor?.Columns?.map(({ Name, Type }) => [Name, Type]));
  const description = oneLine(view.description, glueLimits.descriptionCharacters);
  return {
    Name: view.name,
    ...(description === "" ? {} : { Description: description }),
    Parameters: { "tracklake.event": view.event },
    StorageDescriptor: {
      Columns: view.columns.map(({ name, type, comment }) => ({
        Name: name,
        Type: types.get(name) ?? type,
        ...(comment === undefined ? {} : { Comment: comment }),
      })),
    },
  };
}
