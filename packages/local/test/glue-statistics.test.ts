// Statistics of columns, of a table and of a partition, by the real Glue client.
import {
  type ColumnStatistics,
  CreateDatabaseCommand,
  CreatePartitionCommand,
  CreateTableCommand,
  DeleteColumnStatisticsForPartitionCommand,
  DeleteColumnStatisticsForTableCommand,
  GetColumnStatisticsForPartitionCommand,
  GetColumnStatisticsForTableCommand,
  UpdateColumnStatisticsForPartitionCommand,
  UpdateColumnStatisticsForTableCommand,
  UpdatePartitionCommand,
  UpdateTableCommand,
} from "@aws-sdk/client-glue";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refusal, type TestStack, testStack } from "./stack-clients.js";

let at: TestStack;
const of = { DatabaseName: "logs", TableName: "t" };
const day = { ...of, PartitionValues: ["2026-01-01"] };
const TableInput = { Name: "t", PartitionKeys: [{ Name: "dt", Type: "string" }] };
const PartitionInput = { Values: day.PartitionValues };
const seats = (NumberOfNulls: number, ColumnName = "seats"): ColumnStatistics => ({
  ColumnName,
  ColumnType: "bigint",
  AnalyzedTime: new Date(1_700_000_000_000),
  StatisticsData: { Type: "LONG", LongColumnStatisticsData: { NumberOfNulls, NumberOfDistinctValues: 3 } },
});
const ColumnNames = ["SEATS", "plan"];

beforeEach(async () => {
  at = await testStack();
  await at.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "logs" } }));
  await at.glue.send(new CreateTableCommand({ DatabaseName: "logs", TableInput }));
  await at.glue.send(new CreatePartitionCommand({ ...of, PartitionInput }));
});
afterEach(() => at.stop());

describe("statistics", () => {
  test("of a table are kept, shown by the column, and stay when it is updated", async () => {
    await at.glue.send(new UpdateColumnStatisticsForTableCommand({ ...of, ColumnStatisticsList: [seats(1, "Seats")] }));
    await at.glue.send(new UpdateTableCommand({ DatabaseName: "logs", TableInput }));
    const shown = await at.glue.send(new GetColumnStatisticsForTableCommand({ ...of, ColumnNames }));
    expect(shown).toMatchObject({
      ColumnStatisticsList: [seats(1, "Seats")],
      Errors: [{ ColumnName: "plan", Error: { ErrorCode: "EntityNotFoundException" } }],
    });
    // The second deletes what is not there, as Trino does with a table that it has just made.
    for (const ColumnName of ["seats", "seats"]) {
      await at.glue.send(new DeleteColumnStatisticsForTableCommand({ ...of, ColumnName }));
    }
    const after = await at.glue.send(new GetColumnStatisticsForTableCommand({ ...of, ColumnNames }));
    expect(after.ColumnStatisticsList).toEqual([]);
  });

  test("of a partition are its own, and stay when it is replaced", async () => {
    const ColumnStatisticsList = [seats(2), seats(5, "plan")];
    await at.glue.send(new UpdateColumnStatisticsForPartitionCommand({ ...day, ColumnStatisticsList }));
    await at.glue.send(new UpdatePartitionCommand({ ...of, PartitionValueList: day.PartitionValues, PartitionInput }));
    await at.glue.send(new DeleteColumnStatisticsForPartitionCommand({ ...day, ColumnName: "plan" }));
    const shown = await at.glue.send(new GetColumnStatisticsForPartitionCommand({ ...day, ColumnNames }));
    expect(shown.ColumnStatisticsList).toEqual([seats(2)]);
    const table = await at.glue.send(new GetColumnStatisticsForTableCommand({ ...of, ColumnNames }));
    expect(table.ColumnStatisticsList).toEqual([]);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      "a deletion from a table that is not there",
      () => at.glue.send(new DeleteColumnStatisticsForTableCommand({ ...of, TableName: "x", ColumnName: "seats" })),
      "EntityNotFoundException",
    ],
    [
      "a partition that is not there",
      () => at.glue.send(new GetColumnStatisticsForPartitionCommand({ ...of, PartitionValues: ["x"], ColumnNames })),
      "EntityNotFoundException",
    ],
    [
      "more than is written at a time",
      () =>
        at.glue.send(
          new UpdateColumnStatisticsForTableCommand({ ...of, ColumnStatisticsList: Array(26).fill(seats(0)) }),
        ),
      "ValidationException",
    ],
  ])("%s is refused", async (_, call, want) => expect(await refusal(call())).toBe(want));
});
