// Sends the columns of a table to its registered partitions, a batch at a time. Each is read just before it is written:
// a partition has no version, and what moves its location meanwhile must not be undone. Nothing is created or deleted.
// API: BatchUpdatePartition, 100 at most; its errors are one by one.
import type { BatchUpdatePartitionFailureEntry, Partition, PartitionInput, Table } from "@aws-sdk/client-glue";
import { readTable } from "./live.js";
import { partitionFingerprint, partitionUpdate } from "./partition-update.js";
import { partitionKey, partitionsNamed } from "./partitions.js";
import type { GlueCalls } from "./retry.js";
import type { PlannedPartition, TableChange, UpdatePartitions } from "./steps.js";

const BATCH = 100;
/** How often a batch is read and written again for partitions that were not taken. */
const ROUNDS = 10;

/** What became of the partitions of a step. */
export interface PartitionsOutcome {
  readonly updated: number;
  /** Those that had the columns by now, or are there no more. */
  readonly unchanged: number;
}

/**
 * Carries out the step by the table as it is now.
 *
 * @throws Error of the first partition that was not taken, by the service's name.
 */
export async function applyPartitions(calls: GlueCalls, step: UpdatePartitions): Promise<PartitionsOutcome> {
  const planned = partitionsOf(step);
  const table = await readTable(calls, step.database, step.table);
  if (!table) throw named("EntityNotFoundException", `there is no table ${step.database}.${step.table}`);
  let updated = 0;
  for (const part of batches(planned)) updated += await writeBatch(calls, step, table, part);
  return { updated, unchanged: planned.length - updated };
}

/** Whether a partition of the step is no more as it was planned for, and has not got what it was to get either. */
export async function partitionsStale(calls: GlueCalls, step: UpdatePartitions): Promise<boolean> {
  for (const { changes, partitions } of step.groups) {
    for (const part of batches(partitions)) {
      const values = part.map((partition) => partition.values);
      const live = await calls.send((client, glue) => partitionsNamed({ client, glue }, step, values));
      const stale = part.some((partition) => {
        const now = live.get(partitionKey(partition.values));
        return !now || (partitionFingerprint(now) !== partition.fingerprint && !hasAll(now, changes));
      });
      if (stale) return true;
    }
  }
  return false;
}

function hasAll({ StorageDescriptor: { Columns = [] } = {} }: Partition, changes: readonly TableChange[]): boolean {
  const types = new Map(Columns.map(({ Name, Type }) => [Name, Type]));
  return changes.every(({ name, is }) => types.get(name) === is);
}

async function writeBatch(
  calls: GlueCalls,
  step: UpdatePartitions,
  table: Table,
  planned: readonly PlannedPartition[],
): Promise<number> {
  const sent = new Set<string>();
  let waiting = planned.map(({ values }) => values);
  for (let round = 1; ; round++) {
    const { inputs, errors } = await readAndWrite(calls, step, table, waiting, (values) =>
      sent.add(partitionKey(values)),
    );
    const refused = new Set(errors.map(({ PartitionValueList = [] }) => partitionKey(PartitionValueList)));
    for (const { Values = [] } of inputs) if (refused.has(partitionKey(Values))) sent.delete(partitionKey(Values));
    const [first] = errors;
    if (!first) return sent.size;
    const fatal = errors.find(({ ErrorDetail }) => !passing.has(ErrorDetail?.ErrorCode ?? ""));
    if (fatal || round === ROUNDS) throw errorOf(fatal ?? first);
    waiting = errors.map(({ PartitionValueList = [] }) => PartitionValueList);
  }
}

/** Both calls are repeated together: what was read before a pause, or before an answer was lost, may be too old. */
function readAndWrite(
  calls: GlueCalls,
  { database, table: name }: UpdatePartitions,
  table: Table,
  waiting: readonly (readonly string[])[],
  onSent: (values: readonly string[]) => void,
): Promise<{ inputs: readonly PartitionInput[]; errors: readonly BatchUpdatePartitionFailureEntry[] }> {
  return calls.send(async (client, glue) => {
    const live = await partitionsNamed({ client, glue }, { database, table: name }, waiting);
    const inputs = waiting.flatMap((values): PartitionInput[] => {
      const partition = live.get(partitionKey(values));
      if (!partition) return [];
      const { input, changes } = partitionUpdate(partition, table);
      return changes.length === 0 ? [] : [input];
    });
    if (inputs.length === 0) return { inputs, errors: [] };
    const Entries = inputs.map((input) => ({ PartitionValueList: input.Values, PartitionInput: input }));
    for (const { Values = [] } of inputs) onSent(Values);
    const { Errors = [] } = await client.send(
      new glue.BatchUpdatePartitionCommand({ DatabaseName: database, TableName: name, Entries }),
    );
    return { inputs, errors: Errors };
  });
}

/** Refusals that another round may not meet; a partition that is gone is passed over then. */
const passing: ReadonlySet<string> = new Set([
  "ConcurrentModificationException",
  "EntityNotFoundException",
  "InternalServiceException",
  "OperationTimeoutException",
  "ResourceNotReadyException",
  "ThrottlingException",
]);

function partitionsOf({ groups }: UpdatePartitions): PlannedPartition[] {
  return groups.flatMap(({ partitions }) => partitions);
}

function* batches(planned: readonly PlannedPartition[]): Generator<readonly PlannedPartition[]> {
  for (let start = 0; start < planned.length; start += BATCH) yield planned.slice(start, start + BATCH);
}

function errorOf({ PartitionValueList = [], ErrorDetail }: BatchUpdatePartitionFailureEntry): Error {
  const text = `partition ${PartitionValueList.join("/")}: ${ErrorDetail?.ErrorMessage ?? "not updated"}`;
  return named(ErrorDetail?.ErrorCode ?? "UnknownError", text);
}

function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}
