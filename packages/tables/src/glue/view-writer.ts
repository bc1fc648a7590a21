// Where views are written: through an engine's CREATE OR REPLACE VIEW, or, on request, straight into the catalogue.
// The second rests on the form in which engines keep views, which no live Athena has been asked about. (unproven)
import type { GlueClient, TableInput } from "@aws-sdk/client-glue";
import { encodeView } from "../views/presto-view.js";
import { createViewStatement } from "../views/view-ddl.js";
import { errorName, GlueCalls, type RetryOptions } from "./retry.js";
import type { ViewData } from "./steps.js";
import { withViewMetadata } from "./view-metadata.js";
import { writableTable } from "./writable-table.js";

/** Writes a view, whether it is there or not. */
export interface ViewWriter {
  write(view: ViewData, sql: string): Promise<void>;
}

/**
 * Views through an engine.
 *
 * @param run - Runs one statement to its end; rejects when the engine refuses it.
 * @example
 * engineViews(async (statement) => console.log(statement));
 */
export function engineViews(run: (statement: string) => Promise<unknown>): ViewWriter {
  return {
    async write(view, sql) {
      await run(createViewStatement(view, sql));
    },
  };
}

/**
 * Views straight into the Data Catalog, as Trino and Athena keep them. Unproven on a live Athena.
 *
 * @param client - The caller's own client.
 * @example
 * await apply(client, changes, { views: catalogueViews(client) });
 */
export function catalogueViews(client: GlueClient, options: RetryOptions = {}): ViewWriter {
  const calls = new GlueCalls(client, options);
  return {
    async write(view, sql) {
      const input = viewTableInput(view, sql);
      const DatabaseName = view.database;
      try {
        await calls.send((glue, { CreateTableCommand }) =>
          glue.send(new CreateTableCommand({ DatabaseName, TableInput: input })),
        );
      } catch (error) {
        if (errorName(error) !== "AlreadyExistsException") throw error;
        await replace(calls, DatabaseName, input);
      }
    },
  };
}

/** Its text is replaced; parameters and descriptions of others stay. */
async function replace(calls: GlueCalls, DatabaseName: string, input: TableInput): Promise<void> {
  const of = { DatabaseName, Name: input.Name };
  const { Table } = await calls.send((client, glue) => client.send(new glue.GetTableCommand(of)));
  if (!Table) return;
  const merged = { ...writableTable(Table), ...withViewMetadata(Table, input) };
  const version = Table.VersionId === undefined ? {} : { VersionId: Table.VersionId };
  await calls.send((client, glue) =>
    client.send(new glue.UpdateTableCommand({ DatabaseName, TableInput: merged, ...version })),
  );
}

/** Source: trinodb/trino, TrinoViewUtil and GlueInputConverter: what the engine itself writes for a view. */
function viewTableInput(view: ViewData, sql: string): TableInput {
  const unknown = view.columns.find(({ type }) => type === "");
  if (unknown || view.columns.length === 0) {
    const name = unknown ? `column ${unknown.name}` : "columns";
    const error = new Error(`the type of its ${name} is known to an engine alone.`);
    error.name = "ViewTypesUnknown";
    throw error;
  }
  return {
    Name: view.name,
    TableType: "VIRTUAL_VIEW",
    ViewOriginalText: encodeView(view, sql),
    ViewExpandedText: "/* Presto View */",
    Parameters: { presto_view: "true", comment: "Presto View" },
    PartitionKeys: [],
    StorageDescriptor: {
      Columns: view.columns.map(({ name, type }) => ({ Name: name, Type: type })),
      Location: "",
      SerdeInfo: { Parameters: {} },
    },
  };
}
