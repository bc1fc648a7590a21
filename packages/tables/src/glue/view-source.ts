// What a view should be at the moment when it is written: curation may have moved its boundary since the plan.
import type { Table } from "@aws-sdk/client-glue";
import { tableName } from "@tracklake/envelope";
import { curatedThrough } from "../curate/boundary.js";
import { deliveredTable } from "../curate/curated-tables.js";
import type { CuratedThrough } from "../views/branches.js";
import type { ViewModel } from "../views/view-model.js";
import { type DesiredState, tableKey, viewsOf } from "./state.js";
import type { ReadTable, ViewSource } from "./steps.js";

/** The view by the boundaries that are in the catalogue when it is asked for. @param through - Those of the plan. */
export function viewSource(
  view: ViewModel,
  desired: DesiredState,
  through: CuratedThrough,
): Pick<ViewSource, "view" | "tables"> {
  return { view: (read) => viewNow(read, view, desired, through), tables: (read) => eventTables(read, view, desired) };
}

async function eventTables(read: ReadTable, { event }: ViewModel, { tables }: DesiredState): Promise<Table[]> {
  if (event === undefined) return [];
  const models = tables.filter(({ parameters }) => parameters["tracklake.event"] === event);
  const majors = models.map(({ parameters }) => Number(parameters["tracklake.major"]));
  const [first] = models;
  const next = first && { database: first.database, name: tableName(event, Math.max(...majors) + 1) };
  const live = await Promise.all([...models, ...(next ? [next] : [])].map(read));
  return live.flatMap((table) => (table?.Parameters?.["tracklake.event"] === event ? [table] : []));
}

async function viewNow(
  read: ReadTable,
  view: ViewModel,
  desired: DesiredState,
  through: CuratedThrough,
): Promise<ViewModel> {
  const curated = (desired.existing ?? []).filter(
    ({ parameters }) => view.event !== undefined && parameters["tracklake.event"] === view.event,
  );
  const live = await Promise.all(
    curated.map(async (model) => [deliveredTable(model), (await read(model)) ?? {}] as const),
  );
  const now = curatedThrough(live satisfies (readonly [string, Pick<Table, "Parameters">])[]);
  if (live.every(([name]) => now.get(name) === through.get(name))) return view;
  const views = viewsOf(desired, new Map([...through, ...now]));
  return views.find((one) => tableKey(one) === tableKey(view)) ?? view;
}
