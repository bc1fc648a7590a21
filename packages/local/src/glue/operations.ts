// The operations of AWSGlue that the endpoint speaks, one at a time: what a call reads, no other call changes.
import type { Operation, Operations } from "../stack/operation.js";
import type { CatalogueFile } from "./catalogue-file.js";
import { statisticsOperations } from "./column-statistics.js";
import { databaseOperations } from "./databases.js";
import { partitionBatchOperations } from "./partition-batches.js";
import { partitionOperations } from "./partitions.js";
import { versionOperations } from "./table-versions.js";
import { tableOperations } from "./tables.js";

/** Glue over this catalogue. */
export function glueOperations(catalogue: CatalogueFile): Operations {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn =
    (operation: Operation): Operation =>
    (input) => {
      const result = last.then(() => operation(input));
      last = result.catch(() => undefined);
      return result;
    };
  const all = [
    databaseOperations,
    tableOperations,
    versionOperations,
    partitionOperations,
    partitionBatchOperations,
    statisticsOperations,
  ].flatMap((operations) => operations(catalogue));
  return new Map(all.map(([name, operation]) => [name, inTurn(operation)]));
}
