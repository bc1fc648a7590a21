// Databases: names in lower case, created once, listed by pages, deleted with their tables.
import {
  CreateDatabaseCommand,
  CreateTableCommand,
  DeleteDatabaseCommand,
  GetDatabaseCommand,
  GetDatabasesCommand,
  GetTableCommand,
  GetTablesCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import { expect } from "vitest";
import { refusal } from "../stack-clients.js";
import type { ContractCase } from "./contract.js";

const named = (Name: string, Description?: string) =>
  new CreateDatabaseCommand({ DatabaseInput: { Name, ...(Description === undefined ? {} : { Description }) } });

/** The cases. */
export const databaseCases: readonly ContractCase[] = [
  [
    "a database keeps what it is given",
    async (glue) => {
      await glue.send(named("acme_store", "events"));
      const { Database } = await glue.send(new GetDatabaseCommand({ Name: "acme_store" }));
      expect(Database).toMatchObject({ Name: "acme_store", Description: "events", CreateTime: expect.any(Date) });
    },
  ],
  [
    "a database's name is in lower case",
    async (glue) => {
      await glue.send(named("Acme_Store"));
      const { Database } = await glue.send(new GetDatabaseCommand({ Name: "acme_STORE" }));
      expect(Database?.Name).toBe("acme_store");
    },
  ],
  [
    "a database is created once",
    async (glue) => {
      await glue.send(named("acme_store"));
      expect(await refusal(glue.send(named("acme_store")))).toBe("AlreadyExistsException");
    },
  ],
  [
    "databases are listed by pages",
    async (glue) => {
      for (const name of ["b", "a"]) await glue.send(named(name));
      const first = await glue.send(new GetDatabasesCommand({ MaxResults: 1 }));
      expect(first.DatabaseList?.map(({ Name }) => Name)).toEqual(["a"]);
      const next = await glue.send(new GetDatabasesCommand({ NextToken: String(first.NextToken) }));
      expect(next.DatabaseList?.map(({ Name }) => Name)).toEqual(["b"]);
      expect(next.NextToken).toBeUndefined();
    },
  ],
  [
    "a database that is not there is no table's place",
    async (glue) => {
      const DatabaseName = "nowhere";
      const calls = [
        glue.send(new GetDatabaseCommand({ Name: DatabaseName })),
        glue.send(new CreateTableCommand({ DatabaseName, TableInput: { Name: "t" } })),
        glue.send(new UpdateTableCommand({ DatabaseName, TableInput: { Name: "t" } })),
        glue.send(new GetTablesCommand({ DatabaseName })),
        glue.send(new DeleteDatabaseCommand({ Name: DatabaseName })),
      ];
      expect(await Promise.all(calls.map(refusal))).toEqual(calls.map(() => "EntityNotFoundException"));
    },
  ],
  [
    "a database goes with its tables",
    async (glue) => {
      await glue.send(named("acme_store"));
      await glue.send(new CreateTableCommand({ DatabaseName: "acme_store", TableInput: { Name: "t" } }));
      await glue.send(new DeleteDatabaseCommand({ Name: "acme_store" }));
      const gone = new GetTableCommand({ DatabaseName: "acme_store", Name: "t" });
      expect(await refusal(glue.send(gone))).toBe("EntityNotFoundException");
    },
  ],
];
