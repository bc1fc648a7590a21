// What curation reads and writes in the Glue Data Catalog: a table's partitions, and its boundary.
// Every call may be repeated: a partition is put where it belongs whether it is there or not, a boundary only goes on.
import type { GlueClient, Table } from "@aws-sdk/client-glue";
import { readTable } from "../glue/live.js";
import { partitionInput } from "../glue/partition-input.js";
import { partitionUpdate } from "../glue/partition-update.js";
import { errorName, GlueCalls, type RetryOptions } from "../glue/retry.js";
import { writableTable } from "../glue/writable-table.js";
import type { TableModel } from "../table-model.js";
import { boundaryOf, CURATED_THROUGH } from "./boundary.js";
import { type CuratedDay, curatedDay, type DayRecord, recordParameters } from "./day-record.js";

/** The catalogue as curation uses it. */
export interface CurationCatalogue {
  /** A live table, or `undefined`. @throws TablesError `live-unreadable` */
  table(model: Pick<TableModel, "database" | "name">): Promise<Table | undefined>;
  /** All partitions of a curated table, by day. */
  partitions(model: TableModel): Promise<Map<string, CuratedDay>>;
  /** The partition of a day. */
  partition(model: TableModel, dt: string): Promise<CuratedDay | undefined>;
  /** Points the partition of a day to a folder, by one call: whoever reads sees the one or the other. */
  publish(model: TableModel, dt: string, location: string, record: DayRecord): Promise<void>;
  /** Moves the boundary to a day. It never goes back: whoever is ahead stays ahead. */
  moveBoundary(model: TableModel, dt: string): Promise<void>;
}

/** How often the boundary is written anew after somebody else changed the table in between. */
const MOST_ROUNDS = 10;

/**
 * The catalogue behind a client.
 *
 * @param client - The caller's own; calls are repeated here, so set its `maxAttempts` to 1.
 * @example
 * const days = await curationCatalogue(client).partitions(curated);
 */
export function curationCatalogue(client: GlueClient, options: RetryOptions = {}): CurationCatalogue {
  const calls = new GlueCalls(client, options);
  const named = ({ database, name }: TableModel) => ({ DatabaseName: database, TableName: name });
  return {
    table: ({ database, name }) => readTable(calls, database, name),
    async partitions(model) {
      const days = new Map<string, CuratedDay>();
      let token: string | undefined;
      do {
        const asked = {
          ...named(model),
          ExcludeColumnSchema: true,
          ...(token === undefined ? {} : { NextToken: token }),
        };
        const page = await calls.send((glueClient, glue) => glueClient.send(new glue.GetPartitionsCommand(asked)));
        for (const partition of page.Partitions ?? []) {
          const found = curatedDay(partition);
          days.set(found.dt, found);
        }
        token = page.NextToken;
      } while (token);
      return days;
    },
    async partition(model, dt) {
      try {
        const asked = { ...named(model), PartitionValues: [dt] };
        const { Partition } = await calls.send((glueClient, glue) =>
          glueClient.send(new glue.GetPartitionCommand(asked)),
        );
        return Partition && curatedDay(Partition);
      } catch (error) {
        if (errorName(error) === "EntityNotFoundException") return undefined;
        throw error;
      }
    },
    async publish(model, dt, location, record) {
      const own = { ...partitionInput(model, [dt], location), Parameters: recordParameters(record) };
      // Columns that others gave the table: a partition that lacks them would be a change of the next plan.
      const table = await readTable(calls, model.database, model.name);
      const { input } = table ? partitionUpdate(own, table) : { input: own };
      const update = () =>
        calls.send((glueClient, glue) =>
          glueClient.send(
            new glue.UpdatePartitionCommand({ ...named(model), PartitionValueList: [dt], PartitionInput: input }),
          ),
        );
      const create = () =>
        calls.send((glueClient, glue) =>
          glueClient.send(new glue.CreatePartitionCommand({ ...named(model), PartitionInput: input })),
        );
      try {
        await update();
      } catch (error) {
        if (errorName(error) !== "EntityNotFoundException") throw error;
        try {
          await create();
        } catch (refused) {
          // Another run registered it in between, or the answer to our own call was lost.
          if (errorName(refused) !== "AlreadyExistsException") throw refused;
          await update();
        }
      }
    },
    async moveBoundary(model, dt) {
      for (let round = 1; ; round++) {
        const live = await readTable(calls, model.database, model.name);
        const now = boundaryOf(live?.Parameters);
        if (live && now !== undefined && now >= dt) return;
        const { Parameters, ...rest } = writableTable(live ?? { Name: model.name });
        const input = { ...rest, Name: model.name, Parameters: { ...Parameters, [CURATED_THROUGH]: dt } };
        const version = live?.VersionId === undefined ? {} : { VersionId: live.VersionId };
        try {
          await calls.send((glueClient, glue) =>
            glueClient.send(
              new glue.UpdateTableCommand({ DatabaseName: model.database, TableInput: input, ...version }),
            ),
          );
          return;
        } catch (error) {
          if (errorName(error) !== "ConcurrentModificationException" || round >= MOST_ROUNDS) throw error;
        }
      }
    },
  };
}
