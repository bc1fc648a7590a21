// Reads registered partitions: all of a table by segments and pages, or some by their values.
// API: GetPartitions, pages of 1,000 and 10 segments at most; BatchGetPartition, 1,000 at most.
import type * as Glue from "@aws-sdk/client-glue";
import type { GlueClient, Partition } from "@aws-sdk/client-glue";
import { inParallel } from "./in-parallel.js";
import { unlessMissing } from "./live.js";
import { errorName, type GlueCalls } from "./retry.js";

/** Segments that are read at once, of a table that has more than a page. */
const SEGMENTS = 5;
const PAGE = 1_000;

/** All partitions of a table; none when it is not there. @throws TablesError `live-unreadable` */
export async function readPartitions(calls: GlueCalls, database: string, table: string): Promise<Partition[]> {
  const first = await page(calls, database, table, {});
  if (!first?.NextToken) return first?.Partitions ?? [];
  const numbers = Array.from({ length: SEGMENTS }, (_, number) => number);
  const parts = await inParallel(numbers, async (SegmentNumber) => {
    const segment = { Segment: { SegmentNumber, TotalSegments: SEGMENTS } };
    const found: Partition[] = [];
    let token: string | undefined;
    do {
      const next = await page(calls, database, table, { ...segment, ...(token ? { NextToken: token } : {}) });
      found.push(...(next?.Partitions ?? []));
      token = next?.NextToken;
    } while (token);
    return found;
  });
  return parts.flat();
}

function page(
  calls: GlueCalls,
  database: string,
  table: string,
  more: { NextToken?: string; Segment?: { SegmentNumber: number; TotalSegments: number } },
) {
  const asked = { DatabaseName: database, TableName: table, MaxResults: PAGE, ...more };
  return unlessMissing(`the partitions of ${database}.${table}`, "glue:GetPartitions", () =>
    calls.send((client, glue) => client.send(new glue.GetPartitionsCommand(asked))),
  );
}

/** The partitions that are there of those named, by {@link partitionKey}. At most 1,000 are asked for. */
export async function partitionsNamed(
  { client, glue }: { readonly client: GlueClient; readonly glue: typeof Glue },
  at: { readonly database: string; readonly table: string },
  values: readonly (readonly string[])[],
): Promise<Map<string, Partition>> {
  const of = { DatabaseName: at.database, TableName: at.table };
  const PartitionsToGet = values.map((one) => ({ Values: [...one] }));
  const { Partitions = [], UnprocessedKeys = [] } = await client.send(
    new glue.BatchGetPartitionCommand({ ...of, PartitionsToGet }),
  );
  const found = [...Partitions];
  // What the batch did not look up may be there or not: one by one tells.
  for (const { Values = [] } of UnprocessedKeys) {
    try {
      const { Partition } = await client.send(new glue.GetPartitionCommand({ ...of, PartitionValues: Values }));
      if (Partition) found.push(Partition);
    } catch (error) {
      if (errorName(error) !== "EntityNotFoundException") throw error;
    }
  }
  return new Map(found.map((partition) => [partitionKey(partition.Values ?? []), partition]));
}

/** A partition's values as the key of a map. */
export function partitionKey(values: readonly string[]): string {
  return JSON.stringify(values);
}
