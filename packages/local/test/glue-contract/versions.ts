// Versions: numbered from 0, refused when stale, kept unless that is skipped, deleted in batches.
import {
  BatchDeleteTableVersionCommand,
  GetTableVersionCommand,
  GetTableVersionsCommand,
  type GlueClient,
} from "@aws-sdk/client-glue";
import { pruneVersions } from "@tracklake/tables";
import { expect } from "vitest";
import { refusal } from "../stack-clients.js";
import type { ContractCase } from "./contract.js";
import { DatabaseName, type InDatabase, inDatabase } from "./in-database.js";

const of = { DatabaseName, TableName: "t" };
const table = [{ database: DatabaseName, table: "t" }];
/** Nothing is waited for before a call is repeated. */
const quick = { pause: async () => {} };

type Listed = readonly [id: string | undefined, description: string | undefined];

async function versions(glue: GlueClient): Promise<Listed[]> {
  const all: Listed[] = [];
  let NextToken: string | undefined;
  do {
    const page = await glue.send(new GetTableVersionsCommand({ ...of, ...(NextToken ? { NextToken } : {}) }));
    all.push(...(page.TableVersions ?? []).map((one): Listed => [one.VersionId, one.Table?.Description]));
    NextToken = page.NextToken;
  } while (NextToken);
  return all;
}

/** A table with this many versions after its first. */
async function updated({ create, update }: InDatabase, times: number): Promise<void> {
  await create({ Name: "t", Description: "0" });
  for (let i = 1; i <= times; i++) await update({ Name: "t", Description: String(i) });
}

/** The cases. */
export const versionCases: readonly ContractCase[] = [
  inDatabase("an update gives the next version", async (at) => {
    await updated(at, 2);
    expect((await at.table()).VersionId).toBe("2");
  }),
  inDatabase("an update of the version that is there is taken", async ({ create, update, table }) => {
    await create({ Name: "t" });
    const { VersionId = "" } = await table();
    expect(await refusal(update({ Name: "t", Description: "1" }, { VersionId }))).toBe("none");
  }),
  inDatabase("an update of a stale version is refused", async ({ create, update, table }) => {
    await create({ Name: "t" });
    const { VersionId = "0" } = await table();
    await update({ Name: "t", Description: "1" }, { VersionId });
    expect(await refusal(update({ Name: "t", Description: "2" }, { VersionId }))).toBe(
      "ConcurrentModificationException",
    );
  }),
  inDatabase("of two updates of one version one is refused", async ({ create, update, table }) => {
    await create({ Name: "t" });
    const { VersionId = "0" } = await table();
    const both = await Promise.all([1, 2].map(() => refusal(update({ Name: "t" }, { VersionId }))));
    expect(both.sort()).toEqual(["ConcurrentModificationException", "none"]);
  }),
  inDatabase("versions are listed with what they held, the newest first", async (at) => {
    await updated(at, 2);
    expect((await versions(at.glue)).map(([, description]) => description)).toEqual(["2", "1", "0"]);
  }),
  inDatabase("a version is not kept where that is skipped", async (at) => {
    await updated(at, 1);
    await at.update({ Name: "t", Description: "2" }, { SkipArchive: true });
    expect((await versions(at.glue)).map(([, description]) => description)).toEqual(["2", "0"]);
  }),
  inDatabase("a version is got by its id", async (at) => {
    await updated(at, 2);
    const [, [VersionId = ""] = []] = await versions(at.glue);
    const { TableVersion } = await at.glue.send(new GetTableVersionCommand({ ...of, VersionId }));
    expect(TableVersion?.Table?.Description).toBe("1");
  }),
  inDatabase("old versions are deleted in batches, and the newest stay", async (at) => {
    await updated(at, 210);
    expect(await pruneVersions(at.glue, table, 3, quick)).toEqual([{ ...table[0], deleted: 208, failures: [] }]);
    expect((await versions(at.glue)).map(([, description]) => description)).toEqual(["210", "209", "208"]);
  }),
  inDatabase("the current version is not deleted, and neither is one that is not there", async (at) => {
    await updated(at, 2);
    const [[current = ""] = []] = await versions(at.glue);
    const VersionIds = [current, "999"];
    const { Errors } = await at.glue.send(new BatchDeleteTableVersionCommand({ ...of, VersionIds }));
    expect(Errors?.map(({ VersionId, ErrorDetail }) => [VersionId, ErrorDetail?.ErrorCode])).toEqual([
      [current, "InvalidInputException"],
      ["999", "EntityNotFoundException"],
    ]);
  }),
  inDatabase("more than 100 versions at once are refused", async (at) => {
    await updated(at, 1);
    const VersionIds = Array.from({ length: 101 }, (_, i) => String(i));
    const many = at.glue.send(new BatchDeleteTableVersionCommand({ ...of, VersionIds }));
    expect(await refusal(many)).toBe("ValidationException");
  }),
  inDatabase("pruning tells of a table that is not there, and goes on", async (at) => {
    await updated(at, 3);
    const gone = { database: DatabaseName, table: "gone" };
    const [missing, there] = await pruneVersions(at.glue, [gone, ...table], 1, quick);
    expect(missing).toMatchObject({ deleted: 0, failures: [{ code: "EntityNotFoundException" }] });
    expect(there).toMatchObject({ deleted: 3, failures: [] });
  }),
];
