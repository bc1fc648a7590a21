// Reads what is in the catalogue, of what the plan is about: only those databases, tables and views.
// A few tables are read one by one; many by pages of 100, whatever else the database has in them.
import type { Table } from "@aws-sdk/client-glue";
import { TablesError } from "../errors.js";
import type { PartitionLayout } from "./adoption.js";
import { inParallel, type OnProgress } from "./in-parallel.js";
import { errorName, type GlueCalls } from "./retry.js";
import { type DesiredState, type LiveState, tableKey, viewsOf } from "./state.js";

/** Most tables of a database that are read one by one. */
const FEW = 20;

/**
 * The live state of what is desired.
 *
 * @throws TablesError `live-unreadable` when a call fails for another reason than that nothing is there.
 */
export async function readLive(calls: GlueCalls, desired: DesiredState, onProgress?: OnProgress): Promise<LiveState> {
  const wanted = [...desired.tables, ...(desired.existing ?? []), ...viewsOf(desired)];
  const names = [...new Set([...desired.databases.map(({ name }) => name), ...wanted.map(({ database }) => database)])];
  const databases = new Set<string>();
  let catalogue: string | undefined;
  for (const name of names) {
    const database = await readDatabase(calls, name);
    if (!database) continue;
    databases.add(name);
    catalogue ??= database.CatalogId;
  }
  const tables = new Map<string, Table>();
  let done = 0;
  const told = (more: number) => {
    done = Math.min(wanted.length, done + more);
    onProgress?.(done, wanted.length);
  };
  for (const database of databases) {
    const keys = new Set(wanted.filter((table) => table.database === database).map(({ name }) => name));
    if (keys.size <= FEW) {
      const found = await inParallel([...keys], async (name) => {
        const table = await readTable(calls, database, name);
        told(1);
        return [name, table] as const;
      });
      for (const [name, table] of found) if (table) tables.set(tableKey({ database, name }), table);
    } else {
      for await (const page of tablePages(calls, database)) {
        const ours = page.filter(({ Name }) => keys.has(Name ?? ""));
        for (const table of ours) tables.set(tableKey({ database, name: table.Name ?? "" }), table);
        told(ours.length);
      }
    }
  }
  return { databases, tables, ...(catalogue === undefined ? {} : { catalogue }) };
}

/** One table as it is, or `undefined`. @throws TablesError `live-unreadable` */
export async function readTable(calls: GlueCalls, database: string, name: string): Promise<Table | undefined> {
  const found = await unlessMissing(`the table ${database}.${name}`, "glue:GetTable", () =>
    calls.send((client, glue) => client.send(new glue.GetTableCommand({ DatabaseName: database, Name: name }))),
  );
  return found?.Table;
}

/** All tables of a database, page by page; none when it is not there. @throws TablesError `live-unreadable` */
export async function* tablePages(calls: GlueCalls, database: string): AsyncGenerator<Table[]> {
  let token: string | undefined;
  do {
    const from = token === undefined ? {} : { NextToken: token };
    const page = await unlessMissing(`the tables of ${database}`, "glue:GetTables", () =>
      calls.send((client, glue) =>
        client.send(new glue.GetTablesCommand({ DatabaseName: database, MaxResults: 100, ...from })),
      ),
    );
    if (page?.TableList) yield page.TableList;
    token = page?.NextToken;
  } while (token);
}

/** Where the registered partitions of a table lie. @throws TablesError `live-unreadable` */
export async function readLayout(calls: GlueCalls, table: Table): Promise<PartitionLayout> {
  const { DatabaseName, Name: TableName, PartitionKeys: [key] = [] } = table;
  const root = (table.StorageDescriptor?.Location ?? "").replace(/\/$/, "");
  let [daily, count, firstDay]: [boolean, number, string | undefined] = [true, 0, undefined];
  let token: string | undefined;
  do {
    const asked = { DatabaseName, TableName, ExcludeColumnSchema: true, ...(token ? { NextToken: token } : {}) };
    const page = await unlessMissing(`the partitions of ${DatabaseName}.${TableName}`, "glue:GetPartitions", () =>
      calls.send((client, glue) => client.send(new glue.GetPartitionsCommand(asked))),
    );
    for (const { Values: [value = ""] = [], StorageDescriptor } of page?.Partitions ?? []) {
      count++;
      const location = (StorageDescriptor?.Location ?? "").replace(/\/$/, "");
      daily &&= /^\d{4}-\d{2}-\d{2}$/.test(value) && location === `${root}/${key?.Name}=${value}`;
      if (firstDay === undefined || value < firstDay) firstDay = value;
    }
    token = page?.NextToken;
  } while (token);
  return { daily, count, ...(firstDay !== undefined && daily ? { firstDay } : {}) };
}

/** A database, or `undefined` when it is not there. @throws TablesError `live-unreadable` */
export async function readDatabase(
  calls: GlueCalls,
  name: string,
): Promise<{ readonly CatalogId?: string } | undefined> {
  const found = await unlessMissing(`the database ${name}`, "glue:GetDatabase", () =>
    calls.send((client, glue) => client.send(new glue.GetDatabaseCommand({ Name: name }))),
  );
  if (!found) return undefined;
  const id = found.Database?.CatalogId;
  return id === undefined ? {} : { CatalogId: id };
}

/** What a call answers, or `undefined` when what it asks for is not there. @throws TablesError `live-unreadable` */
export async function unlessMissing<T>(
  what: string,
  permission: string,
  call: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    const name = errorName(error);
    if (name === "EntityNotFoundException") return undefined;
    const message = error instanceof Error ? error.message : String(error);
    throw new TablesError(
      "live-unreadable",
      `could not read ${what}: ${name}: ${message}. Check the region, the credentials and the permission ${permission}.`,
      { cause: error },
    );
  }
}
