// What a view should be at the moment when it is written: curation may have moved its boundary since the plan.
import type { Table } from "@aws-sdk/client-glue";
import { curatedThrough } from "../curate/boundary.js";
import { deliveredTable } from "../curate/curated-tables.js";
import type { CuratedThrough } from "../views/branches.js";
import type { ViewModel } from "../views/view-model.js";
import { type DesiredState, tableKey, viewsOf } from "./state.js";
import type { ViewSource } from "./steps.js";

/** The view by the boundaries that are in the catalogue when it is asked for. @param through - Those of the plan. */
export function viewSource(view: ViewModel, desired: DesiredState, through: CuratedThrough): ViewSource["view"] {
  return async (read) => {
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
  };
}
