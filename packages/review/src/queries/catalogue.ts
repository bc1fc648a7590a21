// What queries may name: the lake's tables and views, from the revisions, each column with the field that it shows.
import type { EventRevision, RegisteredEvent } from "@tracklake/registry";
import {
  type EventView,
  failureTables,
  type HiveType,
  lakeViews,
  parseHiveType,
  tableModels,
  type ViewModel,
  type ViewsOptions,
  views,
} from "@tracklake/tables";
import type { ReviewLake } from "../review.js";
import type { Relation } from "./relation.js";

/** Joins the names of a path to the name of a view's column. */
const JOIN = "__";

/**
 * The tables and views of a lake as queries see them.
 *
 * @param revisions - As they were before a change: queries name what was there.
 * @throws TablesError when the revisions make no tables.
 */
export function queryCatalogue(
  revisions: readonly (EventRevision | RegisteredEvent)[],
  lake: ReviewLake,
  options: Pick<ViewsOptions, "personal"> = {},
): Relation[] {
  const tables = tableModels(revisions, lake).map((table): Relation => {
    const columns = [...table.columns, ...table.partitionKeys];
    return {
      database: table.database,
      kind: "table",
      name: table.name,
      event: table.name.replace(/_v\d+$/, ""),
      columns: columns.map(({ name, type }) => ({ name, type: parseHiveType(type), field: name })),
    };
  });
  const ofEvents = views(revisions, lake, options);
  const failures = failureTables(lake).map(({ columns, partitionKeys, ...table }) => {
    return lakeRelation("table", { ...table, columns: [...columns, ...partitionKeys] });
  });
  const ofLake = lakeViews(ofEvents, lake).map((view) => lakeRelation("view", view));
  // A name without a database is a view's.
  return [...tables, ...ofEvents.map((view) => viewRelation(view, tables)), ...ofLake, ...failures];
}

/** What is of no event: its columns show no event's field. */
function lakeRelation(
  kind: Relation["kind"],
  { database, name, columns }: Pick<ViewModel, "database" | "name" | "columns">,
): Relation {
  const shown = columns.map((column) => ({ name: column.name, type: parseHiveType(column.type), field: column.name }));
  return { database, kind, name, event: "", columns: shown };
}

function viewRelation(view: EventView, tables: readonly Relation[]): Relation {
  const own = tables.filter(({ event }) => event === view.event);
  const shown = new Map(own.flatMap((table) => table.columns.flatMap(({ name, type }) => leaves(name, name, type))));
  const arrays = new Map(own.flatMap((table) => table.columns.flatMap(({ name, type }) => elements(name, name, type))));
  const array = view.name === view.event ? undefined : view.name.slice(view.event.length + JOIN.length);
  const element = array === undefined ? undefined : arrays.get(array);
  return {
    database: view.database,
    kind: "view",
    name: view.name,
    event: view.event,
    columns: view.columns.map((column) => {
      const bare = column.name.replace(/_v\d+$/, "");
      const fields = element === undefined ? shown : new Map(element);
      return {
        name: column.name,
        type: parseHiveType(column.type),
        field: fields.get(column.name) ?? fields.get(bare) ?? column.name,
      };
    }),
  };
}

/** `[column of a view, field]` of what a type shows when its structs are flattened. */
function leaves(name: string, field: string, type: HiveType): [string, string][] {
  if (type.kind !== "struct") return [[name, field]];
  return type.fields.flatMap((each) => leaves(`${name}${JOIN}${each.name}`, `${field}.${each.name}`, each.type));
}

/** `[name of the array in its view's name, columns of the view]` of every array of structs within a type. */
function elements(name: string, field: string, type: HiveType): [string, [string, string][]][] {
  if (type.kind === "struct") {
    return type.fields.flatMap((each) => elements(`${name}${JOIN}${each.name}`, `${field}.${each.name}`, each.type));
  }
  if (type.kind !== "array" || type.items.kind !== "struct") return [];
  const inner = type.items.fields.map((each) => ({ ...each, field: `${field}[].${each.name}` }));
  return [
    [name, inner.flatMap((each) => leaves(each.name, each.field, each.type))],
    ...inner.flatMap((each) => elements(`${name}${JOIN}${each.name}`, each.field, each.type)),
  ];
}
