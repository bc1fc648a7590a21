// The catalogue by the real Glue client: replacement, versions, names, limits, pages, restarts.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateDatabaseCommand,
  CreateTableCommand,
  DeleteDatabaseCommand,
  DeleteTableCommand,
  GetDatabaseCommand,
  GetDatabasesCommand,
  GetTableCommand,
  GetTablesCommand,
  GetTableVersionCommand,
  GetTableVersionsCommand,
  type TableInput,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import { glueLimits } from "@tracklake/envelope";
import { afterEach, beforeEach, expect, test } from "vitest";
import { refusal, type TestStack, testStack } from "./stack-clients.js";

let at: TestStack;
beforeEach(async () => {
  at = await testStack();
  await at.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "Acme_Store", Description: "events" } }));
});
afterEach(() => at.stop());

const DatabaseName = "acme_store";
const create = (input: TableInput) => at.glue.send(new CreateTableCommand({ DatabaseName, TableInput: input }));
const update = (input: TableInput, more: { VersionId?: string; SkipArchive?: boolean } = {}) =>
  at.glue.send(new UpdateTableCommand({ DatabaseName, TableInput: input, ...more }));
const table = async (name = "t") => (await at.glue.send(new GetTableCommand({ DatabaseName, Name: name }))).Table;

test("databases: lower case, created once, listed, deleted with their tables", async () => {
  expect(await refusal(at.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "ACME_STORE" } })))).toBe(
    "AlreadyExistsException",
  );
  const { Database } = await at.glue.send(new GetDatabaseCommand({ Name: "acme_STORE" }));
  expect(Database).toMatchObject({ Name: "acme_store", Description: "events", CreateTime: expect.any(Date) });
  await at.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "acme" } }));
  const first = await at.glue.send(new GetDatabasesCommand({ MaxResults: 1 }));
  expect(first.DatabaseList?.map(({ Name }) => Name)).toEqual(["acme"]);
  const next = await at.glue.send(new GetDatabasesCommand({ NextToken: String(first.NextToken) }));
  expect(next.DatabaseList?.map(({ Name }) => Name)).toEqual(["acme_store"]);
  expect(next.NextToken).toBeUndefined();

  await create({ Name: "t" });
  await at.glue.send(new DeleteDatabaseCommand({ Name: DatabaseName }));
  expect(await refusal(table())).toBe("EntityNotFoundException");
  expect(await refusal(at.glue.send(new DeleteDatabaseCommand({ Name: DatabaseName })))).toBe(
    "EntityNotFoundException",
  );
});

test("an update replaces the whole table and gives the next version", async () => {
  await create({
    Name: "T",
    Description: "first",
    Owner: "growth",
    Parameters: { theirs: "kept by them" },
    PartitionKeys: [],
    StorageDescriptor: {
      Columns: [{ Name: "Plan", Type: "struct<Inner:string>", Comment: "c" }],
      Location: "s3://b/t/",
    },
  });
  expect(await table("T")).toMatchObject({
    Name: "t",
    DatabaseName,
    VersionId: "0",
    Description: "first",
    Retention: 0,
    PartitionKeys: [],
    Parameters: { theirs: "kept by them" },
    StorageDescriptor: { Columns: [{ Name: "plan", Type: "struct<Inner:string>", Comment: "c" }] },
    CreateTime: expect.any(Date),
  });
  expect(await refusal(create({ Name: "t" }))).toBe("AlreadyExistsException");
  await update({ Name: "t", StorageDescriptor: { Columns: [{ Name: "seats", Type: "bigint" }] } }, { VersionId: "0" });
  const live = await table();
  expect(live?.VersionId).toBe("1");
  for (const gone of ["Description", "Owner", "Parameters", "PartitionKeys"] as const)
    expect(live?.[gone]).toBeUndefined();
  expect(live?.StorageDescriptor?.Location).toBeUndefined();
  expect(live?.StorageDescriptor?.Columns).toEqual([{ Name: "seats", Type: "bigint" }]);
});

test("a stale version is refused, and archives are skipped when asked", async () => {
  await create({ Name: "t" });
  await update({ Name: "t", Description: "1" }, { VersionId: "0" });
  expect(await refusal(update({ Name: "t" }, { VersionId: "0" }))).toBe("ConcurrentModificationException");
  const both = await Promise.all(
    [1, 2].map(() => refusal(update({ Name: "t", Description: "2" }, { VersionId: "1" }))),
  );
  expect(both.sort()).toEqual(["ConcurrentModificationException", "none"]);
  await update({ Name: "t", Description: "3" }, { SkipArchive: true });
  const { TableVersions } = await at.glue.send(new GetTableVersionsCommand({ DatabaseName, TableName: "t" }));
  expect(TableVersions?.map(({ VersionId, Table }) => [VersionId, Table?.Description])).toEqual([
    ["3", "3"],
    ["1", "1"],
    ["0", undefined],
  ]);
  const one = await at.glue.send(new GetTableVersionCommand({ DatabaseName, TableName: "t", VersionId: "1" }));
  expect(one.TableVersion?.Table?.Description).toBe("1");
});

test("tables are listed in pages and by expression, and deleted", async () => {
  for (const name of ["b", "a", "c_v1"]) await create({ Name: name });
  const names: (string | undefined)[] = [];
  let token: string | undefined;
  do {
    const shown = await at.glue.send(
      new GetTablesCommand({ DatabaseName, MaxResults: 2, ...(token === undefined ? {} : { NextToken: token }) }),
    );
    names.push(...(shown.TableList ?? []).map(({ Name }) => Name));
    token = shown.NextToken;
  } while (token !== undefined);
  expect(names).toEqual(["a", "b", "c_v1"]);
  const some = await at.glue.send(new GetTablesCommand({ DatabaseName, Expression: ".*_v[0-9]" }));
  expect(some.TableList?.map(({ Name }) => Name)).toEqual(["c_v1"]);
  expect(await refusal(at.glue.send(new GetTablesCommand({ DatabaseName, Expression: "(" })))).toBe(
    "InvalidInputException",
  );
  expect(await refusal(at.glue.send(new GetTablesCommand({ DatabaseName, MaxResults: 101 })))).toBe(
    "ValidationException",
  );
  await at.glue.send(new DeleteTableCommand({ DatabaseName, Name: "a" }));
  expect(await refusal(at.glue.send(new DeleteTableCommand({ DatabaseName, Name: "a" })))).toBe(
    "EntityNotFoundException",
  );
});

const column = (rest: { Name?: string; Type?: string; Comment?: string }): TableInput => ({
  Name: "t",
  StorageDescriptor: { Columns: [{ Name: "c", ...rest }] },
});
const limits: [string, number, (length: number) => TableInput][] = [
  ["name", glueLimits.nameCharacters, (n) => ({ Name: "é".repeat(n) })],
  ["description", glueLimits.descriptionCharacters, (n) => ({ Name: "t", Description: "x".repeat(n) })],
  ["location", glueLimits.locationCharacters, (n) => ({ Name: "t", StorageDescriptor: { Location: "x".repeat(n) } })],
  ["parameter key", glueLimits.parameterKeyCharacters, (n) => ({ Name: "t", Parameters: { ["x".repeat(n)]: "" } })],
  ["parameter value", glueLimits.parameterValueCharacters, (n) => ({ Name: "t", Parameters: { k: "x".repeat(n) } })],
  ["column name", glueLimits.nameCharacters, (n) => column({ Name: "x".repeat(n) })],
  ["column type", glueLimits.columnTypeCharacters, (n) => column({ Type: "x".repeat(n) })],
  ["column comment", glueLimits.columnCommentCharacters, (n) => column({ Comment: "😀".repeat(n) })],
];

test.each(limits)("limit of a %s: %i characters", async (_, limit, input) => {
  expect(await refusal(create(input(limit + 1)))).toBe("ValidationException");
  expect(await refusal(create(input(limit)))).toBe("none");
});

const refused: [string, TableInput, string][] = [
  ["a line end in a comment", column({ Comment: "a\nb" }), "ValidationException"],
  ["a carriage return in a type", column({ Type: "struct<a:\rint>" }), "ValidationException"],
  ["a line end in a name", { Name: "a\nb" }, "ValidationException"],
  ["no name", { Name: "" }, "ValidationException"],
  [
    "a column twice, but for case",
    { Name: "t", StorageDescriptor: { Columns: [{ Name: "a" }, { Name: "A" }] } },
    "InvalidInputException",
  ],
  [
    "a partition key that is a column",
    { ...column({ Name: "dt" }), PartitionKeys: [{ Name: "dt" }] },
    "InvalidInputException",
  ],
];

test.each(refused)("%s is refused", async (_, input, want) => {
  expect(await refusal(create(input))).toBe(want);
});

test("nothing is found where there is no database", async () => {
  const nowhere = { DatabaseName: "nowhere" };
  for (const command of [
    new CreateTableCommand({ ...nowhere, TableInput: { Name: "t" } }),
    new UpdateTableCommand({ ...nowhere, TableInput: { Name: "t" } }),
    new GetTablesCommand(nowhere),
  ])
    expect(await refusal(at.glue.send(command as GetTablesCommand))).toBe("EntityNotFoundException");
  expect(await refusal(update({ Name: "missing" }))).toBe("EntityNotFoundException");
});

test("the catalogue is the same after a restart, whatever its names", async () => {
  const root = await mkdtemp(join(tmpdir(), "tracklake-glue-"));
  const options = { directory: join(root, "lake"), glueDirectory: join(root, "deep", "glue") };
  const before = await testStack(options);
  for (const name of ["..", "a/b", "x".repeat(255)]) {
    await before.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: name } }));
    await before.glue.send(new CreateTableCommand({ DatabaseName: name, TableInput: { Name: name } }));
    await before.glue.send(new UpdateTableCommand({ DatabaseName: name, TableInput: { Name: name, Owner: "me" } }));
  }
  await before.stop();
  const after = await testStack(options);
  for (const name of ["..", "a/b", "x".repeat(255)]) {
    const { Table } = await after.glue.send(new GetTableCommand({ DatabaseName: name, Name: name }));
    expect(Table).toMatchObject({ VersionId: "1", Owner: "me" });
  }
  await after.stop();
  await rm(root, { recursive: true });
});
