// What a lake should have in the Glue Data Catalog, and what it has: both plain data.
import type { Table } from "@aws-sdk/client-glue";
import { type Lake, storeDatabase, viewDatabase } from "@tracklake/envelope";
import type { TableModel } from "../table-model.js";
import type { ViewModel } from "../views/view-model.js";

/** A database that should be there. */
export interface DatabaseModel {
  readonly name: string;
  readonly description: string;
}

/** What should be in the catalogue. */
export interface DesiredState {
  readonly databases: readonly DatabaseModel[];
  readonly tables: readonly TableModel[];
  /** Views whose descriptions are put into the catalogue; their text is the engine's. */
  readonly views?: readonly ViewModel[];
}

/** What is in the catalogue, of the databases and tables that were asked for. */
export interface LiveState {
  /** Names of the databases that are there. */
  readonly databases: ReadonlySet<string>;
  /** By `<database>.<table>`. */
  readonly tables: ReadonlyMap<string, Table>;
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
