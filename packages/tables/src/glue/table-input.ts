// The same table as Glue's API takes it. API: TableInput; Guide: partition projection lives in Parameters.
// PartitionKeys is sent even when empty; types never hold COMMENT; `int` is never written `integer`.
import type { Column, TableInput } from "@aws-sdk/client-glue";
import type { ColumnModel, TableModel } from "../table-model.js";

/**
 * A table as `CreateTable` and `UpdateTable` take it.
 *
 * For Iceberg it shows what the catalogue will hold: such tables are created and changed by DDL alone.
 *
 * @example
 * glueTableInput(table).Parameters?.["projection.enabled"]; // "true"
 */
export function glueTableInput(table: TableModel): TableInput {
  const iceberg = table.format === "iceberg";
  return {
    Name: table.name,
    ...(table.description === undefined ? {} : { Description: table.description }),
    ...(table.owner === undefined ? {} : { Owner: table.owner }),
    TableType: "EXTERNAL_TABLE",
    Parameters: iceberg ? { ...table.parameters } : { EXTERNAL: "TRUE", ...table.parameters },
    PartitionKeys: iceberg ? [] : table.partitionKeys.map(column),
    StorageDescriptor: {
      Columns: table.columns.map(column),
      Location: table.location,
      ...(table.inputFormat === undefined ? {} : { InputFormat: table.inputFormat }),
      ...(table.outputFormat === undefined ? {} : { OutputFormat: table.outputFormat }),
      ...(table.serde
        ? { SerdeInfo: { SerializationLibrary: table.serde.library, Parameters: { ...table.serde.parameters } } }
        : {}),
    },
  };
}

function column({ name, type, comment }: ColumnModel): Column {
  return { Name: name, Type: type, ...(comment === undefined ? {} : { Comment: comment }) };
}
