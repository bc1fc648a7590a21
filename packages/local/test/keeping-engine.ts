// An engine that keeps a view as Trino's Glue metastore does: the whole input is new, the query is formatted anew, and no
// parameter, comment or owner that was there before is left.
import {
  CreateTableCommand,
  GetTableCommand,
  type GlueClient,
  type Table,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import { encodeView, engineViews, type ViewModel, type ViewWriter } from "@tracklake/tables";

/** The engine. @param during - Called while a statement runs, before it is kept. */
export function keepingEngine(
  glue: GlueClient,
  known: () => readonly ViewModel[],
  during: (statement: string) => Promise<void> = async () => {},
): ViewWriter {
  return engineViews(async (statement) => {
    await during(statement);
    await keepView(glue, known(), statement);
  });
}

/** Keeps a view. @param known - Their columns are those of the statement's view. */
export async function keepView(glue: GlueClient, known: readonly ViewModel[], statement: string): Promise<void> {
  const [, database = "", name = "", sql = ""] =
    /^CREATE OR REPLACE VIEW (\w+)\.(\w+) AS\n([\s\S]*)$/.exec(statement) ?? [];
  const columns = known.find((view) => view.name === name)?.columns ?? [{ name: "n", type: "bigint" }];
  const TableInput = {
    Name: name,
    TableType: "VIRTUAL_VIEW",
    ViewOriginalText: encodeView({ database, columns }, sql.replace(/\s+/g, "\n")),
    ViewExpandedText: "/* Presto View */",
    Parameters: { presto_view: "true", comment: "Presto View" },
    StorageDescriptor: { Columns: columns.map((column) => ({ Name: column.name, Type: column.type })) },
  };
  const of = { DatabaseName: database, TableInput };
  const there = await liveTable(glue, database, name);
  await glue.send(there ? new UpdateTableCommand(of) : new CreateTableCommand(of));
}

/** A table or view as it is, or `undefined`. */
export async function liveTable(glue: GlueClient, DatabaseName: string, Name: string): Promise<Table | undefined> {
  try {
    return (await glue.send(new GetTableCommand({ DatabaseName, Name }))).Table;
  } catch (error) {
    if (error instanceof Error && error.name === "EntityNotFoundException") return undefined;
    throw error;
  }
}

/** Writes a table as somebody else would, by all that is there. */
export async function edit(
  glue: GlueClient,
  DatabaseName: string,
  name: string,
  change: (table: Table) => Table,
): Promise<void> {
  const live = await liveTable(glue, DatabaseName, name);
  if (!live) throw new Error(`there is no ${name}`);
  const { DatabaseName: _, CreateTime, UpdateTime, CreatedBy, CatalogId, VersionId, ...rest } = change(live);
  const { IsRegisteredWithLakeFormation: __, ...input } = rest;
  await glue.send(new UpdateTableCommand({ DatabaseName, TableInput: { ...input, Name: name } }));
}
