// Tables: an update replaces the whole, names are in lower case, lists come by pages and by expression.
import { DeleteTableCommand, GetTablesCommand, type TableInput } from "@aws-sdk/client-glue";
import { expect } from "vitest";
import { refusal } from "../stack-clients.js";
import type { ContractCase } from "./contract.js";
import { DatabaseName, inDatabase } from "./in-database.js";

const whole: TableInput = {
  Name: "t",
  Description: "first",
  Owner: "growth",
  Parameters: { theirs: "kept by them" },
  PartitionKeys: [],
  StorageDescriptor: {
    Columns: [{ Name: "plan", Type: "struct<Inner:string>", Comment: "c" }],
    Location: "s3://b/t/",
  },
};

/** The cases. */
export const tableCases: readonly ContractCase[] = [
  inDatabase("a table keeps what it is given", async ({ create, table }) => {
    await create(whole);
    expect(await table()).toMatchObject({ ...whole, DatabaseName, CreateTime: expect.any(Date) });
  }),
  inDatabase("a table's first version is 0, and its retention 0", async ({ create, table }) => {
    await create(whole);
    expect(await table()).toMatchObject({ VersionId: "0", Retention: 0 });
  }),
  inDatabase("a table's name and its columns' are in lower case", async ({ create, table }) => {
    await create({ Name: "T", StorageDescriptor: { Columns: [{ Name: "Plan", Type: "string" }] } });
    expect(await table("T")).toMatchObject({ Name: "t", StorageDescriptor: { Columns: [{ Name: "plan" }] } });
  }),
  inDatabase("a table is created once", async ({ create }) => {
    await create(whole);
    expect(await refusal(create({ Name: "t" }))).toBe("AlreadyExistsException");
  }),
  inDatabase("an update replaces the whole table", async ({ create, update, table }) => {
    await create(whole);
    await update({ Name: "t", StorageDescriptor: { Columns: [{ Name: "seats", Type: "bigint" }] } });
    const live = await table();
    for (const gone of ["Description", "Owner", "Parameters", "PartitionKeys"] as const)
      expect(live[gone]).toBeUndefined();
    expect(live.StorageDescriptor?.Location).toBeUndefined();
    expect(live.StorageDescriptor?.Columns).toEqual([{ Name: "seats", Type: "bigint" }]);
  }),
  inDatabase("an update of a table that is not there is refused", async ({ update }) => {
    expect(await refusal(update({ Name: "missing" }))).toBe("EntityNotFoundException");
  }),
  inDatabase("tables are listed by pages", async ({ glue, create }) => {
    for (const name of ["b", "a", "c_v1"]) await create({ Name: name });
    const names: (string | undefined)[] = [];
    let token: string | undefined;
    let pages = 0;
    do {
      const next = token === undefined ? {} : { NextToken: token };
      const shown = await glue.send(new GetTablesCommand({ DatabaseName, MaxResults: 2, ...next }));
      names.push(...(shown.TableList ?? []).map(({ Name }) => Name));
      token = shown.NextToken;
      pages++;
    } while (token !== undefined);
    expect([names, pages]).toEqual([["a", "b", "c_v1"], 2]);
  }),
  inDatabase("tables are found by an expression of their whole name", async ({ glue, create }) => {
    for (const name of ["b", "a", "c_v1"]) await create({ Name: name });
    const some = await glue.send(new GetTablesCommand({ DatabaseName, Expression: ".*_v[0-9]" }));
    expect(some.TableList?.map(({ Name }) => Name)).toEqual(["c_v1"]);
  }),
  inDatabase("an expression that is none is refused", async ({ glue, create }) => {
    await create(whole);
    const wrong = glue.send(new GetTablesCommand({ DatabaseName, Expression: "(" }));
    expect(await refusal(wrong)).toBe("InvalidInputException");
  }),
  inDatabase("a page of more than 100 tables is refused", async ({ glue }) => {
    const wrong = glue.send(new GetTablesCommand({ DatabaseName, MaxResults: 101 }));
    expect(await refusal(wrong)).toBe("ValidationException");
  }),
  inDatabase("a table is deleted once", async ({ glue, create }) => {
    await create(whole);
    await glue.send(new DeleteTableCommand({ DatabaseName, Name: "t" }));
    const again = glue.send(new DeleteTableCommand({ DatabaseName, Name: "t" }));
    expect(await refusal(again)).toBe("EntityNotFoundException");
  }),
];
