// A catalogue in memory for what is pure: a table as the service answers it, and what an update makes of it.
import type { Table, TableInput } from "@aws-sdk/client-glue";
import { type DesiredState, type DiffOptions, diff, type LiveState, type Plan } from "../src/index.js";

/** What the service adds to a table. */
export function served(input: TableInput, database: string, version = 0): Table {
  return {
    ...input,
    Name: input.Name,
    DatabaseName: database,
    CreateTime: new Date(0),
    UpdateTime: new Date(0),
    CreatedBy: "arn:aws:iam::1:role/x",
    IsRegisteredWithLakeFormation: false,
    CatalogId: "1",
    VersionId: String(version),
    Retention: input.Retention ?? 0,
  };
}

/** The state after a plan. */
export function after(live: LiveState, { steps }: Plan): LiveState {
  const databases = new Set(live.databases);
  const tables = new Map(live.tables);
  for (const step of steps) {
    if (step.kind === "create-database") databases.add(step.database);
    if (step.kind !== "create-table" && step.kind !== "update-table") continue;
    const version = step.kind === "create-table" ? 0 : Number(step.versionId) + 1;
    tables.set(`${step.database}.${step.table}`, served(step.input, step.database, version));
  }
  return { databases, tables };
}

/** Nothing at all. */
export const empty: LiveState = { databases: new Set(), tables: new Map() };

/** Plans and carries out. */
export function applied(live: LiveState, desired: DesiredState, options: DiffOptions = {}): LiveState {
  return after(live, diff(live, desired, options));
}

/** The state with one table changed by somebody else. */
export function edited(live: LiveState, change: (table: Table) => Table, key = [...live.tables.keys()][0]): LiveState {
  const table = live.tables.get(String(key));
  if (!table) throw new Error(`no table ${key}`);
  const next = change(table);
  return {
    ...live,
    tables: new Map([...live.tables, [String(key), { ...next, VersionId: `${Number(table.VersionId) + 1}` }]]),
  };
}

/** The only table. */
export function only({ tables }: LiveState): Table {
  const [table] = tables.values();
  if (!table) throw new Error("no table");
  return table;
}
