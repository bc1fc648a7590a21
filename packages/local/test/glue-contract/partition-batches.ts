// Many registered partitions: segments, expressions, and batches that read, replace and delete.
import {
  BatchCreatePartitionCommand,
  BatchDeletePartitionCommand,
  BatchGetPartitionCommand,
  BatchUpdatePartitionCommand,
  DeletePartitionCommand,
  GetPartitionCommand,
  GetPartitionsCommand,
  type GlueClient,
} from "@aws-sdk/client-glue";
import { expect } from "vitest";
import { refusal } from "../stack-clients.js";
import type { ContractCase } from "./contract.js";
import { DatabaseName, inDatabase } from "./in-database.js";

const of = { DatabaseName, TableName: "t" };
const storage = (dt: string) => ({ Location: `s3://b/t/dt=${dt}`, Columns: [{ Name: "plan", Type: "string" }] });
const partition = (dt: string) => ({ Values: [dt], StorageDescriptor: storage(dt) });
const values = (...days: string[]) => days.map((dt) => ({ Values: [dt] }));
const many = (length: number) => values(...Array.from({ length }, (_, i) => String(i)));
const days = Array.from({ length: 23 }, (_, i) => `2026-01-${String(i + 1).padStart(2, "0")}`);

async function listed(glue: GlueClient, more: object = {}): Promise<(string | undefined)[]> {
  const { Partitions = [] } = await glue.send(new GetPartitionsCommand({ ...of, ...more }));
  return Partitions.map(({ Values }) => Values?.[0]);
}

/** A case on a table with a partition for each of these days. */
function withDays(name: string, ask: (glue: GlueClient) => Promise<void>): ContractCase {
  return inDatabase(name, async ({ glue, create }) => {
    await create({
      Name: "t",
      PartitionKeys: [{ Name: "dt", Type: "string" }],
      StorageDescriptor: { Columns: [{ Name: "plan", Type: "string" }], Location: "s3://b/t/" },
    });
    await glue.send(new BatchCreatePartitionCommand({ ...of, PartitionInputList: days.map(partition) }));
    await ask(glue);
  });
}

/** The cases. */
export const partitionBatchCases: readonly ContractCase[] = [
  withDays("segments of partitions hold each of them once", async (glue) => {
    const parts = await Promise.all(
      [0, 1, 2, 3, 4].map((SegmentNumber) => listed(glue, { Segment: { SegmentNumber, TotalSegments: 5 } })),
    );
    expect(parts.every((part) => part.length > 0)).toBe(true);
    expect(parts.flat().sort()).toEqual(days);
  }),
  withDays("an expression over partitions is evaluated", async (glue) => {
    expect(await listed(glue, { Expression: "((dt >= '2026-01-03' AND dt < '2026-01-06'))" })).toEqual(
      days.slice(2, 5),
    );
  }),
  withDays("an expression of white space is none", async (glue) => {
    expect(await listed(glue, { Expression: " " })).toHaveLength(23);
  }),
  withDays("partitions are read by the batch; one that is not there is left out", async (glue) => {
    const PartitionsToGet = values("2026-01-05", "2025-01-01");
    expect(await glue.send(new BatchGetPartitionCommand({ ...of, PartitionsToGet }))).toMatchObject({
      Partitions: [{ Values: ["2026-01-05"], TableName: "t", StorageDescriptor: storage("2026-01-05") }],
    });
  }),
  withDays("partitions are replaced by the batch; what cannot be is told of", async (glue) => {
    const moved = { ...partition("2026-01-05"), StorageDescriptor: storage("moved") };
    const Entries = [
      { PartitionValueList: ["2026-01-05"], PartitionInput: moved },
      { PartitionValueList: ["2026-01-06"], PartitionInput: partition("2026-01-07") },
      { PartitionValueList: ["2025-01-01"], PartitionInput: partition("2025-01-01") },
    ];
    const { Errors } = await glue.send(new BatchUpdatePartitionCommand({ ...of, Entries }));
    expect(Errors?.map(({ PartitionValueList, ErrorDetail }) => [PartitionValueList, ErrorDetail?.ErrorCode])).toEqual([
      [["2026-01-06"], "AlreadyExistsException"],
      [["2025-01-01"], "EntityNotFoundException"],
    ]);
    const { Partition } = await glue.send(new GetPartitionCommand({ ...of, PartitionValues: ["2026-01-05"] }));
    expect(Partition?.StorageDescriptor?.Location).toBe("s3://b/t/dt=moved");
  }),
  withDays("partitions are deleted, one and by the batch; one that is not there is told of", async (glue) => {
    await glue.send(new DeletePartitionCommand({ ...of, PartitionValues: ["2026-01-01"] }));
    const PartitionsToDelete = values("2026-01-01", "2026-01-02");
    const { Errors } = await glue.send(new BatchDeletePartitionCommand({ ...of, PartitionsToDelete }));
    expect(Errors).toMatchObject([
      { PartitionValues: ["2026-01-01"], ErrorDetail: { ErrorCode: "EntityNotFoundException" } },
    ]);
    expect(await listed(glue)).toEqual(days.slice(2));
  }),
  withDays("the deletion of a partition that is not there is refused", async (glue) => {
    const call = glue.send(new DeletePartitionCommand({ ...of, PartitionValues: ["x"] }));
    expect(await refusal(call)).toBe("EntityNotFoundException");
  }),
  withDays("a segment beyond the tenth is refused", async (glue) => {
    const Segment = { SegmentNumber: 0, TotalSegments: 11 };
    expect(await refusal(glue.send(new GetPartitionsCommand({ ...of, Segment })))).toBe("ValidationException");
  }),
  withDays("more than 1,000 partitions read at once are refused", async (glue) => {
    const call = glue.send(new BatchGetPartitionCommand({ ...of, PartitionsToGet: many(1_001) }));
    expect(await refusal(call)).toBe("ValidationException");
  }),
  withDays("more than 25 partitions deleted at once are refused", async (glue) => {
    const call = glue.send(new BatchDeletePartitionCommand({ ...of, PartitionsToDelete: many(26) }));
    expect(await refusal(call)).toBe("ValidationException");
  }),
];
