// CREATE TABLE as Athena takes it, from the table's model; the order of clauses is Hive's.
// Source: Amazon Athena User Guide, "CREATE TABLE" and "Create Iceberg tables".
import { athenaLimits } from "@tracklake/envelope";
import { TablesError } from "../errors.js";
import { hiveTypeText, parseHiveType } from "../model/hive-type.js";
import type { ColumnModel, TableModel } from "../table-model.js";
import { ddlText, quoteDdl } from "./quote.js";

/**
 * The statement that creates a table, without a final semicolon.
 *
 * @throws TablesError `over-limit` when it is longer than Athena takes; apply such a table through Glue.
 * @example
 * athenaDdl(table); // "CREATE EXTERNAL TABLE IF NOT EXISTS acme_store.plan_changed_v1 (\n  event_id string …"
 */
export function athenaDdl(table: TableModel): string {
  const ddl = table.format === "iceberg" ? icebergDdl(table) : hiveDdl(table);
  const bytes = Buffer.byteLength(ddl);
  if (bytes > athenaLimits.queryBytes) {
    throw new TablesError(
      "over-limit",
      `the DDL of ${table.name} has ${bytes} bytes; Athena takes ${athenaLimits.queryBytes}: create it by apply.`,
    );
  }
  return ddl;
}

function hiveDdl(table: TableModel): string {
  const { serde, inputFormat, outputFormat } = table;
  const clauses = [
    `CREATE EXTERNAL TABLE IF NOT EXISTS ${tableReference(table)} (\n${columns(table.columns)}\n)`,
    table.description === undefined ? "" : `COMMENT ${ddlText(table.description)}`,
    `PARTITIONED BY (\n${columns(table.partitionKeys)}\n)`,
    serde
      ? `ROW FORMAT SERDE ${ddlText(serde.library)}\nWITH SERDEPROPERTIES (\n${properties(serde.parameters)}\n)`
      : "",
    inputFormat !== undefined && outputFormat !== undefined
      ? `STORED AS INPUTFORMAT ${ddlText(inputFormat)}\nOUTPUTFORMAT ${ddlText(outputFormat)}`
      : "",
    `LOCATION ${ddlText(table.location)}`,
    `TBLPROPERTIES (\n${properties(table.parameters)}\n)`,
  ];
  return clauses.filter((clause) => clause !== "").join("\n");
}

function icebergDdl(table: TableModel): string {
  return [
    `CREATE TABLE IF NOT EXISTS ${tableReference(table)} (\n${columns(table.columns)}\n)`,
    `PARTITIONED BY (${table.partitionKeys.map((key) => quoteDdl(key.name)).join(", ")})`,
    `LOCATION ${ddlText(table.location)}`,
    `TBLPROPERTIES (\n${properties(table.parameters)}\n)`,
  ].join("\n");
}

function tableReference(table: TableModel): string {
  return `${quoteDdl(table.database)}.${quoteDdl(table.name)}`;
}

function columns(list: readonly ColumnModel[]): string {
  return list
    .map(({ name, type, comment }) => {
      const said = comment === undefined ? "" : ` COMMENT ${ddlText(comment)}`;
      return `  ${quoteDdl(name)} ${hiveTypeText(parseHiveType(type), quoteDdl)}${said}`;
    })
    .join(",\n");
}

function properties(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([key, value]) => `  ${ddlText(key)}=${ddlText(value)}`)
    .join(",\n");
}
