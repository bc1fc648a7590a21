// Registered partitions, old versions and faults of the catalogue, by the real Glue client; and adoption and pruning on them.
import {
  BatchCreatePartitionCommand,
  BatchDeletePartitionCommand,
  BatchDeleteTableVersionCommand,
  BatchGetPartitionCommand,
  BatchUpdatePartitionCommand,
  CreateDatabaseCommand,
  CreatePartitionCommand,
  CreateTableCommand,
  DeletePartitionCommand,
  GetPartitionCommand,
  GetPartitionsCommand,
  GetTableCommand,
  GetTableVersionsCommand,
  UpdatePartitionCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import { defineEvent, fingerprint, Type, toEventModel } from "@tracklake/schema";
import { apply, lakeDatabases, planAdoption, pruneVersions, tableModels } from "@tracklake/tables";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refusal, type TestStack, testStack } from "./stack-clients.js";

let at: TestStack;
const of = { DatabaseName: "logs", TableName: "t" };
const storage = (dt: string) => ({ Location: `s3://b/t/dt=${dt}`, Columns: [{ Name: "plan", Type: "string" }] });
const many = (length: number) => Array.from({ length }, (_, i) => ({ Values: [String(i)] }));
const partition = (dt: string) => ({ Values: [dt], StorageDescriptor: storage(dt) });

beforeEach(async () => {
  at = await testStack();
  await at.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "logs" } }));
  const TableInput = {
    Name: "t",
    PartitionKeys: [{ Name: "dt", Type: "string" }],
    StorageDescriptor: {
      Columns: [{ Name: "plan", Type: "string" }],
      Location: "s3://b/t/",
      SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
    },
  };
  await at.glue.send(new CreateTableCommand({ DatabaseName: "logs", TableInput }));
});
afterEach(() => at.stop());

describe("partitions", () => {
  test("are created once, listed in order and by pages, and replaced", async () => {
    await at.glue.send(new CreatePartitionCommand({ ...of, PartitionInput: partition("2026-01-02") }));
    expect(
      await refusal(at.glue.send(new CreatePartitionCommand({ ...of, PartitionInput: partition("2026-01-02") }))),
    ).toBe("AlreadyExistsException");
    const PartitionInputList = ["2026-01-01", "2026-01-02", "2026-01-03"].map(partition);
    const { Errors } = await at.glue.send(new BatchCreatePartitionCommand({ ...of, PartitionInputList }));
    expect(Errors).toMatchObject([
      { PartitionValues: ["2026-01-02"], ErrorDetail: { ErrorCode: "AlreadyExistsException" } },
    ]);
    const first = await at.glue.send(new GetPartitionsCommand({ ...of, MaxResults: 2 }));
    const next = await at.glue.send(new GetPartitionsCommand({ ...of, NextToken: String(first.NextToken) }));
    expect([...(first.Partitions ?? []), ...(next.Partitions ?? [])].map(({ Values }) => Values)).toEqual([
      ["2026-01-01"],
      ["2026-01-02"],
      ["2026-01-03"],
    ]);
    expect(next.NextToken).toBeUndefined();

    const PartitionInput = { ...partition("2026-01-01"), StorageDescriptor: storage("2026-01-01/run=2") };
    await at.glue.send(new UpdatePartitionCommand({ ...of, PartitionValueList: ["2026-01-01"], PartitionInput }));
    const { Partition } = await at.glue.send(new GetPartitionCommand({ ...of, PartitionValues: ["2026-01-01"] }));
    expect(Partition).toMatchObject({
      Values: ["2026-01-01"],
      DatabaseName: "logs",
      TableName: "t",
      CreationTime: expect.any(Date),
      StorageDescriptor: { Location: "s3://b/t/dt=2026-01-01/run=2", Columns: [{ Name: "plan", Type: "string" }] },
    });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      "too few values",
      () => at.glue.send(new CreatePartitionCommand({ ...of, PartitionInput: { Values: [] } })),
      "InvalidInputException",
    ],
    [
      "one that is not there",
      () => at.glue.send(new GetPartitionCommand({ ...of, PartitionValues: ["x"] })),
      "EntityNotFoundException",
    ],
    [
      "a change of one that is not there",
      () =>
        at.glue.send(new UpdatePartitionCommand({ ...of, PartitionValueList: ["x"], PartitionInput: partition("x") })),
      "EntityNotFoundException",
    ],
    [
      "more than a batch takes",
      () =>
        at.glue.send(
          new BatchCreatePartitionCommand({
            ...of,
            PartitionInputList: Array.from({ length: 101 }, (_, i) => partition(String(i))),
          }),
        ),
      "ValidationException",
    ],
    [
      "the deletion of one that is not there",
      () => at.glue.send(new DeletePartitionCommand({ ...of, PartitionValues: ["x"] })),
      "EntityNotFoundException",
    ],
    [
      "a segment beyond the tenth",
      () => at.glue.send(new GetPartitionsCommand({ ...of, Segment: { SegmentNumber: 0, TotalSegments: 11 } })),
      "ValidationException",
    ],
    [
      "more than is read at a time",
      () => at.glue.send(new BatchGetPartitionCommand({ ...of, PartitionsToGet: many(1_001) })),
      "ValidationException",
    ],
    [
      "more than is deleted at a time",
      () => at.glue.send(new BatchDeletePartitionCommand({ ...of, PartitionsToDelete: many(26) })),
      "ValidationException",
    ],
  ])("%s is refused", async (_, call, want) => expect(await refusal(call())).toBe(want));
});

describe("many partitions", () => {
  const days = Array.from({ length: 23 }, (_, i) => `2026-01-${String(i + 1).padStart(2, "0")}`);
  beforeEach(() => at.glue.send(new BatchCreatePartitionCommand({ ...of, PartitionInputList: days.map(partition) })));
  const listed = async (more: object = {}) =>
    ((await at.glue.send(new GetPartitionsCommand({ ...of, ...more }))).Partitions ?? []).map(
      ({ Values }) => Values?.[0],
    );

  test("segments hold each of them once", async () => {
    const parts = await Promise.all(
      [0, 1, 2, 3, 4].map((SegmentNumber) => listed({ Segment: { SegmentNumber, TotalSegments: 5 } })),
    );
    expect(parts.every((part) => part.length > 0)).toBe(true);
    expect(parts.flat().sort()).toEqual(days);
  });

  test("an expression is evaluated, pages and segments over what it leaves", async () => {
    expect(await listed({ Expression: "((dt >= '2026-01-03' AND dt < '2026-01-06'))" })).toEqual(days.slice(2, 5));
    expect(await listed({ Expression: " " })).toHaveLength(23);
  });

  test("are read, replaced and deleted by the batch; what is not there is told of", async () => {
    const PartitionsToGet = ["2026-01-05", "2025-01-01"].map((dt) => ({ Values: [dt] }));
    const got = await at.glue.send(new BatchGetPartitionCommand({ ...of, PartitionsToGet }));
    expect(got).toMatchObject({
      Partitions: [{ Values: ["2026-01-05"], TableName: "t", StorageDescriptor: storage("2026-01-05") }],
      UnprocessedKeys: [],
    });
    const Entries = [
      {
        PartitionValueList: ["2026-01-05"],
        PartitionInput: { ...partition("2026-01-05"), StorageDescriptor: storage("moved") },
      },
      { PartitionValueList: ["2026-01-06"], PartitionInput: partition("2026-01-07") },
      { PartitionValueList: ["2025-01-01"], PartitionInput: partition("2025-01-01") },
    ];
    const updated = await at.glue.send(new BatchUpdatePartitionCommand({ ...of, Entries }));
    expect(
      updated.Errors?.map(({ PartitionValueList, ErrorDetail }) => [PartitionValueList, ErrorDetail?.ErrorCode]),
    ).toEqual([
      [["2026-01-06"], "AlreadyExistsException"],
      [["2025-01-01"], "EntityNotFoundException"],
    ]);
    const { Partition } = await at.glue.send(new GetPartitionCommand({ ...of, PartitionValues: ["2026-01-05"] }));
    expect(Partition?.StorageDescriptor?.Location).toBe("s3://b/t/dt=moved");
    await at.glue.send(new DeletePartitionCommand({ ...of, PartitionValues: ["2026-01-01"] }));
    const PartitionsToDelete = ["2026-01-01", "2026-01-02"].map((dt) => ({ Values: [dt] }));
    const deleted = await at.glue.send(new BatchDeletePartitionCommand({ ...of, PartitionsToDelete }));
    expect(deleted.Errors).toMatchObject([
      { PartitionValues: ["2026-01-01"], ErrorDetail: { ErrorCode: "EntityNotFoundException" } },
    ]);
    expect(await listed()).toEqual(days.slice(2));
  });
});

describe("old versions", () => {
  beforeEach(async () => {
    for (let i = 0; i < 230; i++) {
      const TableInput = { Name: "t", Description: String(i) };
      await at.glue.send(new UpdateTableCommand({ DatabaseName: "logs", TableInput }));
    }
  });
  const versions = async () => {
    const ids: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await at.glue.send(new GetTableVersionsCommand({ ...of, ...(NextToken ? { NextToken } : {}) }));
      ids.push(...(page.TableVersions ?? []).map(({ VersionId }) => String(VersionId)));
      NextToken = page.NextToken;
    } while (NextToken);
    return ids;
  };

  test("are deleted in batches, and the newest stay", async () => {
    expect(await pruneVersions(at.glue, [{ database: "logs", table: "t" }], 3)).toEqual([
      { database: "logs", table: "t", deleted: 228, failures: [] },
    ]);
    expect(await versions()).toEqual(["230", "229", "228"]);
    expect(await pruneVersions(at.glue, [{ database: "logs", table: "t" }], 0)).toMatchObject([{ deleted: 2 }]);
    expect(await versions()).toEqual(["230"]);
  });

  test("the current one and unknown ones are not deleted, and told of", async () => {
    const { Errors } = await at.glue.send(
      new BatchDeleteTableVersionCommand({ ...of, VersionIds: ["0", "230", "999"] }),
    );
    expect(Errors?.map(({ VersionId, ErrorDetail }) => [VersionId, ErrorDetail?.ErrorCode])).toEqual([
      ["230", "InvalidInputException"],
      ["999", "EntityNotFoundException"],
    ]);
    const many = Array.from({ length: 101 }, (_, i) => String(i));
    expect(await refusal(at.glue.send(new BatchDeleteTableVersionCommand({ ...of, VersionIds: many })))).toBe(
      "ValidationException",
    );
  });

  test("a table that is not there is a failure of its own", async () => {
    const [gone, there] = await pruneVersions(
      at.glue,
      [
        { database: "logs", table: "gone" },
        { database: "logs", table: "t" },
      ],
      1,
    );
    expect(gone).toMatchObject({ deleted: 0, failures: [{ code: "EntityNotFoundException" }] });
    expect(there).toMatchObject({ deleted: 230, failures: [] });
  });
});

describe("adopting a table with registered partitions", () => {
  const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
  const definition = defineEvent({
    name: "plan_changed",
    description: "A plan changed.",
    properties: Type.Object({ plan: Type.String({ description: "The plan." }) }),
  });
  const { model } = toEventModel(definition, { owner: "growth" });
  const revision = {
    model,
    revision: 1,
    fingerprint: fingerprint(model),
    predecessor: null,
    status: "published" as const,
  };
  const [table] = tableModels([revision], lake);

  test.each<[string, string[], Record<string, string | undefined>]>([
    [
      "by day, in its folder",
      ["2019-03-04", "2026-01-01"],
      { "projection.dt.range": "2019-03-04,NOW+1DAYS", "storage.location.template": "s3://b/t/dt=${dt}/" },
    ],
    ["elsewhere", ["2026-01-01", "old"], { "projection.enabled": undefined }],
  ])("%s", async (_, days, want) => {
    if (!table) throw new Error("no table");
    await at.glue.send(new BatchCreatePartitionCommand({ ...of, PartitionInputList: days.map(partition) }));
    const plan = await planAdoption(at.glue, lakeDatabases(lake), table, { database: "logs", name: "t" });
    expect(await apply(at.glue, plan)).toMatchObject({ ok: true });
    const { Table } = await at.glue.send(new GetTableCommand({ DatabaseName: "acme_store", Name: "plan_changed_v1" }));
    expect(Object.fromEntries(Object.keys(want).map((key) => [key, Table?.Parameters?.[key]]))).toEqual(want);
    expect(Table?.StorageDescriptor?.Location).toBe("s3://b/t/");
    const theirs = await at.glue.send(new GetTableCommand({ DatabaseName: "logs", Name: "t" }));
    expect(theirs.Table?.VersionId).toBe("0");
  });
});

test("Glue's own faults come as they are asked for, and are counted", async () => {
  const faulty = await testStack({ glueFaults: { throttles: 1, seed: 1 } });
  expect(await refusal(faulty.glue.send(new GetTableCommand({ DatabaseName: "a", Name: "b" })))).toBe(
    "ThrottlingException",
  );
  expect(faulty.stack.stats().glueFaults).toMatchObject({ throttles: 1, seed: 1 });
  expect(faulty.stack.stats().faults).toMatchObject({ throttles: 0 });
  await faulty.stop();
});
