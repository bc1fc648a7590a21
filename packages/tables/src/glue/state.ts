// What a lake should have in the Glue Data Catalog, and what it has: both plain data.
import type { Partition, Table } from "@aws-sdk/client-glue";
import { type Lake, storeDatabase, viewDatabase } from "@tracklake/envelope";
import type { TableModel } from "../table-model.js";
import type { CuratedThrough } from "../views/branches.js";
import type { ViewModel } from "../views/view-model.js";
import type { Refused } from "./steps.js";

/** A database that should be there. */
export interface DatabaseModel {
  readonly name: string;
  readonly description: string;
}

/** What should be in the catalogue. */
export interface DesiredState {
  readonly databases: readonly DatabaseModel[];
  readonly tables: readonly TableModel[];
  /** Tables that are kept in step where they are there, and not created: curation creates them. */
  readonly existing?: readonly TableModel[];
  /**
   * Views, those that others read before them; an engine writes them, their descriptions are put beside them. Where
   * files are curated, by the day up to which they are: it stands in the catalogue.
   */
  readonly views?: readonly ViewModel[] | ((curatedThrough: CuratedThrough) => readonly ViewModel[]);
  /** What to know of the views, a sentence each. */
  readonly notes?: (views: readonly ViewModel[]) => readonly string[];
  /** What cannot be in the catalogue, such as a shared query that names what is not there: told in the plan. */
  readonly refused?: readonly Refused[];
}

/** What is in the catalogue, of the databases and tables that were asked for. */
export interface LiveState {
  /** Names of the databases that are there. */
  readonly databases: ReadonlySet<string>;
  /** By `<database>.<table>`. */
  readonly tables: ReadonlyMap<string, Table>;
  /** Registered partitions of the tables of ours that have such, by `<database>.<table>`. */
  readonly partitions?: ReadonlyMap<string, readonly Partition[]>;
  /** The catalogue's account, where the service said it. */
  readonly catalogue?: string;
}

/**
 * The two databases of a lake.
 *
 * @example
 * lakeDatabases({ name: "acme" }).map((database) => database.name); // ["acme_store", "acme"]
 */
export function lakeDatabases(lake: Pick<Lake, "name">): DatabaseModel[] {
  return [
    {
      name: storeDatabase(lake),
      description: `The tables of ${lake.name}: for machines. Query ${viewDatabase(lake)}.`,
    },
    { name: viewDatabase(lake), description: `The views of ${lake.name}: what people query.` },
  ];
}

/** The key of a table in {@link LiveState.tables}. */
export function tableKey(table: { readonly database: string; readonly name: string }): string {
  return `${table.database}.${table.name}`;
}

/** The views that should be in the catalogue, by the day up to which files are curated. */
export function viewsOf(
  { views = [] }: DesiredState,
  curatedThrough: CuratedThrough = new Map(),
): readonly ViewModel[] {
  return typeof views === "function" ? views(curatedThrough) : views;
}
