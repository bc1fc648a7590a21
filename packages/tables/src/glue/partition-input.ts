// One registered partition as Glue's API takes it. A partition keeps columns, SerDe and formats of its own.
// Where its columns differ from the table's, engines read struct fields by position: hence the table's whole list.
import type { PartitionInput } from "@aws-sdk/client-glue";
import { TablesError } from "../errors.js";
import type { TableModel } from "../table-model.js";
import { glueTableInput } from "./table-input.js";

/**
 * A partition as `CreatePartition`, `UpdatePartition` and their batches take it.
 *
 * @param values - One for each partition key, in their order.
 * @param location - `s3://…` of the partition's files; ends in `/`, for without it a neighbour's files match too.
 * @throws TablesError `bad-partition`
 * @example
 * partitionInput(table, ["2026-03-01"], "s3://acme-lake/curated/plan_changed_v1/dt=2026-03-01/run=1/").Values;
 */
export function partitionInput(table: TableModel, values: readonly string[], location: string): PartitionInput {
  const where = `the partition ${values.join("/")} of ${table.database}.${table.name}`;
  if (table.format === "iceberg") {
    throw new TablesError("bad-partition", `${where} cannot be registered: an Iceberg table keeps its own.`);
  }
  if (values.length !== table.partitionKeys.length || values.some((value) => value === "")) {
    const keys = table.partitionKeys.map(({ name }) => name).join(", ");
    throw new TablesError("bad-partition", `${where} needs one value for each of its keys (${keys}).`);
  }
  if (!/^s3:\/\/[^/]+\/.*\/$/.test(location)) {
    throw new TablesError("bad-partition", `${where} lies at "${location}": give a location in S3 that ends in "/".`);
  }
  return { Values: [...values], StorageDescriptor: { ...glueTableInput(table).StorageDescriptor, Location: location } };
}
