// Registered partitions: created once, listed in order and by pages, replaced.
import {
  BatchCreatePartitionCommand,
  CreatePartitionCommand,
  GetPartitionCommand,
  GetPartitionsCommand,
  UpdatePartitionCommand,
} from "@aws-sdk/client-glue";
import { expect } from "vitest";
import { refusal } from "../stack-clients.js";
import type { ContractCase } from "./contract.js";
import { DatabaseName, type InDatabase, inDatabase } from "./in-database.js";

const of = { DatabaseName, TableName: "t" };
const storage = (dt: string) => ({ Location: `s3://b/t/dt=${dt}`, Columns: [{ Name: "plan", Type: "string" }] });
const partition = (dt: string) => ({ Values: [dt], StorageDescriptor: storage(dt) });
const [first, second, third] = ["2026-01-01", "2026-01-02", "2026-01-03"] as const;

/** A case on a table that is partitioned by day. */
function partitioned(name: string, ask: (at: InDatabase) => Promise<void>): ContractCase {
  return inDatabase(name, async (at) => {
    await at.create({
      Name: "t",
      PartitionKeys: [{ Name: "dt", Type: "string" }],
      StorageDescriptor: { Columns: [{ Name: "plan", Type: "string" }], Location: "s3://b/t/" },
    });
    await ask(at);
  });
}

/** The cases. */
export const partitionCases: readonly ContractCase[] = [
  partitioned("a partition keeps what it is given", async ({ glue }) => {
    await glue.send(new CreatePartitionCommand({ ...of, PartitionInput: partition(first) }));
    const { Partition } = await glue.send(new GetPartitionCommand({ ...of, PartitionValues: [first] }));
    expect(Partition).toMatchObject({ ...partition(first), ...of, CreationTime: expect.any(Date) });
  }),
  partitioned("a partition is created once", async ({ glue }) => {
    await glue.send(new CreatePartitionCommand({ ...of, PartitionInput: partition(first) }));
    const again = glue.send(new CreatePartitionCommand({ ...of, PartitionInput: partition(first) }));
    expect(await refusal(again)).toBe("AlreadyExistsException");
  }),
  partitioned("of a batch those that are there are told of", async ({ glue }) => {
    await glue.send(new CreatePartitionCommand({ ...of, PartitionInput: partition(second) }));
    const PartitionInputList = [first, second, third].map(partition);
    const { Errors } = await glue.send(new BatchCreatePartitionCommand({ ...of, PartitionInputList }));
    expect(Errors).toMatchObject([{ PartitionValues: [second], ErrorDetail: { ErrorCode: "AlreadyExistsException" } }]);
    const { Partitions = [] } = await glue.send(new GetPartitionsCommand(of));
    expect(Partitions.map(({ Values }) => Values?.[0]).sort()).toEqual([first, second, third]);
  }),
  partitioned("partitions are listed in their order, by pages", async ({ glue }) => {
    for (const dt of [second, first, third])
      await glue.send(new CreatePartitionCommand({ ...of, PartitionInput: partition(dt) }));
    const page = await glue.send(new GetPartitionsCommand({ ...of, MaxResults: 2 }));
    const next = await glue.send(new GetPartitionsCommand({ ...of, NextToken: String(page.NextToken) }));
    const pages = [page, next].map(({ Partitions = [] }) => Partitions.map(({ Values }) => Values?.[0]));
    expect(pages).toEqual([[first, second], [third]]);
    expect(next.NextToken).toBeUndefined();
  }),
  partitioned("a partition is replaced", async ({ glue }) => {
    await glue.send(new CreatePartitionCommand({ ...of, PartitionInput: partition(first) }));
    const PartitionInput = { Values: [first], StorageDescriptor: storage(`${first}/run=2`) };
    await glue.send(new UpdatePartitionCommand({ ...of, PartitionValueList: [first], PartitionInput }));
    const { Partition } = await glue.send(new GetPartitionCommand({ ...of, PartitionValues: [first] }));
    expect(Partition?.StorageDescriptor).toMatchObject(storage(`${first}/run=2`));
  }),
  partitioned("a partition that is not there is neither got nor replaced", async ({ glue }) => {
    const PartitionInput = partition("x");
    const calls = [
      glue.send(new GetPartitionCommand({ ...of, PartitionValues: ["x"] })),
      glue.send(new UpdatePartitionCommand({ ...of, PartitionValueList: ["x"], PartitionInput })),
    ];
    expect(await Promise.all(calls.map(refusal))).toEqual(calls.map(() => "EntityNotFoundException"));
  }),
  partitioned("a partition with too few values is refused", async ({ glue }) => {
    const call = glue.send(new CreatePartitionCommand({ ...of, PartitionInput: { Values: [] } }));
    expect(await refusal(call)).toBe("InvalidInputException");
  }),
  partitioned("more than 100 partitions at once are refused", async ({ glue }) => {
    const PartitionInputList = Array.from({ length: 101 }, (_, i) => partition(String(i)));
    const call = glue.send(new BatchCreatePartitionCommand({ ...of, PartitionInputList }));
    expect(await refusal(call)).toBe("ValidationException");
  }),
];
