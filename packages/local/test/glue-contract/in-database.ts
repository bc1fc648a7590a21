// A case that begins with one database and works on its tables.
import {
  CreateDatabaseCommand,
  CreateTableCommand,
  GetTableCommand,
  type GlueClient,
  type Table,
  type TableInput,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import type { ContractCase } from "./contract.js";

/** The database of these cases. */
export const DatabaseName = "acme_store";

/** What a case works with. */
export interface InDatabase {
  readonly glue: GlueClient;
  create(input: TableInput): Promise<unknown>;
  update(input: TableInput, more?: { readonly VersionId?: string; readonly SkipArchive?: boolean }): Promise<unknown>;
  /** @throws what the catalogue answers, or that there is none. */
  table(name?: string): Promise<Table>;
}

/** The case. */
export function inDatabase(name: string, ask: (at: InDatabase) => Promise<void>): ContractCase {
  return [
    name,
    async (glue) => {
      await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } }));
      await ask({
        glue,
        create: (TableInput) => glue.send(new CreateTableCommand({ DatabaseName, TableInput })),
        update: (TableInput, more = {}) => glue.send(new UpdateTableCommand({ DatabaseName, TableInput, ...more })),
        async table(Name = "t") {
          const { Table: found } = await glue.send(new GetTableCommand({ DatabaseName, Name }));
          if (!found) throw new Error("GetTable answered without a table");
          return found;
        },
      });
    },
  ];
}
