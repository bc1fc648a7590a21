// Reads what is in the catalogue, of what the plan is about: only those databases and tables.
// The client is loaded with the first call: whoever only asks for tables does not wait for it.
import type { GlueClient, Table } from "@aws-sdk/client-glue";
import { TablesError } from "../errors.js";
import { errorName, withRetry } from "./retry.js";
import { type DesiredState, type LiveState, tableKey } from "./state.js";

/** Tables read at once; the catalogue throttles more. */
const CONCURRENCY = 8;

/**
 * The live state of what is desired.
 *
 * @throws TablesError `live-unreadable` when a call fails for another reason than that nothing is there.
 */
export async function readLive(client: GlueClient, desired: DesiredState): Promise<LiveState> {
  const names = [
    ...new Set(
      [...desired.databases, ...desired.tables.map(({ database: name }) => ({ name }))].map(({ name }) => name),
    ),
  ];
  const databases = new Set<string>();
  for (const name of names) {
    if (await databaseThere(client, name)) databases.add(name);
  }
  const tables = new Map<string, Table>();
  const queue = desired.tables.filter(({ database }) => databases.has(database));
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const table = await readTable(client, next.database, next.name);
      if (table) tables.set(tableKey(next), table);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return { databases, tables };
}

/** One table as it is, or `undefined`. @throws TablesError `live-unreadable` */
export async function readTable(client: GlueClient, database: string, name: string): Promise<Table | undefined> {
  const { GetTableCommand } = await import("@aws-sdk/client-glue");
  const found = await unlessMissing(`the table ${database}.${name}`, "glue:GetTable", () =>
    client.send(new GetTableCommand({ DatabaseName: database, Name: name })),
  );
  return found?.Table;
}

async function databaseThere(client: GlueClient, name: string): Promise<boolean> {
  const { GetDatabaseCommand } = await import("@aws-sdk/client-glue");
  const found = await unlessMissing(`the database ${name}`, "glue:GetDatabase", () =>
    client.send(new GetDatabaseCommand({ Name: name })),
  );
  return found !== undefined;
}

async function unlessMissing<T>(what: string, permission: string, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await withRetry(call);
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
