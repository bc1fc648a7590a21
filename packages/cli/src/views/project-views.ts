// All views of a project, in the order in which they can be written: its events', the lake's own, its shared queries.
import { viewDatabase } from "@tracklake/envelope";
import { translateQuery } from "@tracklake/local";
import type { SharedQuery } from "@tracklake/review/queries";
import { type EventView, lakeViews, type ViewModel, type ViewsOptions, views } from "@tracklake/tables";
import type { Project } from "../config/load-config.js";
import type { State } from "../schemas/state.js";

type Revisions = Parameters<typeof views>[0];

/** The views of the events as the project wants them. */
export function eventViews(
  { lake, views: { personal } }: Pick<Project, "lake" | "views">,
  revisions: Revisions,
  options: Pick<ViewsOptions, "curatedThrough"> = {},
): EventView[] {
  return views(revisions, lake, { ...options, personal });
}

/** The views of a project. @param shared - Queries that can be views. */
export function projectViews(
  project: Pick<Project, "lake" | "views">,
  revisions: State["revisions"],
  shared: readonly SharedQuery[],
  options: Pick<ViewsOptions, "curatedThrough"> = {},
): ViewModel[] {
  const ofEvents = eventViews(project, revisions, options);
  return [...ofEvents, ...lakeViews(ofEvents, project.lake), ...sharedViews(project, shared)];
}

/** The views that shared queries are. */
export function sharedViews({ lake }: Pick<Project, "lake">, shared: readonly SharedQuery[]): ViewModel[] {
  return shared.map(({ name, description, sql, columns, reads }) => ({
    database: viewDatabase(lake),
    name,
    description,
    reads,
    // The types of what a query computes are the engine's to know.
    columns: columns.map((column) => ({ name: column, type: "" })),
    sql: (dialect) => (dialect === "athena" ? sql : translateQuery(sql).sql),
  }));
}
