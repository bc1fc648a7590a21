// What stands behind the doubles of Athena and Trino: DuckDB over the folder that the bucket is here.
// It carries out the statements as they came over the wire, translated, and keeps views in the catalogue as Presto does.
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { CreateTableCommand, type GlueClient, UpdateTableCommand } from "@aws-sdk/client-glue";
import { DuckDBInstance } from "@duckdb/node-api";
import { translateQuery } from "@tracklake/local";
import { curationCatalogue, duckdbColumns, type TableModel } from "@tracklake/tables";
import type { Script, Scripted } from "../engine/double.js";

/** A script that carries statements out. */
export function lakeEngine(
  directory: string,
  bucket: string,
  { delivered, curated }: { readonly delivered: TableModel; readonly curated: TableModel },
  client: GlueClient,
): Script {
  const path = (location: string) => join(directory, location.slice(`s3://${bucket}/`.length));
  return async (sql) => {
    const unload = /^UNLOAD \(\n([\s\S]*)\n\)\nTO '([^']+)'/.exec(sql);
    const create = /^CREATE TABLE \S+ WITH \([^)]*external_location = '([^']+)'\) AS\n([\s\S]*)$/.exec(sql);
    if (unload) return write(unload[1] ?? "", path(unload[2] ?? ""));
    if (create) return write(create[2] ?? "", path(create[1] ?? ""));
    const view = await keepView(client, sql);
    if (view) return view;
    if (/^DROP TABLE/.test(sql)) return {};
    throw new Error(`not spoken here: ${sql.slice(0, 80)}`);
  };

  async function write(select: string, folder: string) {
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).length > 0) throw new Error("HIVE_PATH_ALREADY_EXISTS: the target is not empty");
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    try {
      await connection.run(`SET TimeZone = 'UTC'; CREATE SCHEMA ${delivered.database}`);
      const types = Object.entries(duckdbColumns(delivered)).map(([name, type]) => `'${name}': '${type}'`);
      const lines = `read_json('${join(directory, "events", delivered.name)}/*/*', format = 'newline_delimited', columns = {${types.join(", ")}}, hive_partitioning = true, hive_types = {'dt': VARCHAR})`;
      await connection.run(`CREATE VIEW ${delivered.database}.${delivered.name} AS SELECT * FROM ${lines}`);
      const days = await curationCatalogue(client).partitions(curated);
      const files = [...days.values()].map(({ location }) => `'${path(location)}*.parquet'`);
      if (files.length > 0) {
        const parquet = `read_parquet([${files.join(", ")}], union_by_name = true, hive_partitioning = true, hive_types = {'dt': VARCHAR})`;
        await connection.run(`CREATE VIEW ${curated.database}.${curated.name} AS SELECT * FROM ${parquet}`);
      }
      await connection.run(
        `COPY (${translateQuery(select).sql}) TO '${join(folder, "20260302_0001")}.parquet' (FORMAT parquet)`,
      );
      const source = join(directory, "events", delivered.name);
      const bytes = readdirSync(source, { recursive: true, encoding: "utf8" }).map((name) =>
        statSync(join(source, name)),
      );
      return { bytes: bytes.filter((one) => one.isFile()).reduce((sum, { size }) => sum + size, 0) };
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  }
}

/** Keeps a view as an engine does, which formats the text in its own way; `undefined` for another statement. */
export async function keepView(client: GlueClient, sql: string): Promise<Scripted | undefined> {
  const [, database, name, select] = /^CREATE OR REPLACE VIEW (\w+)\.(\w+) AS\n([\s\S]*)$/.exec(sql) ?? [];
  if (database === undefined || name === undefined || select === undefined) return undefined;
  const text = JSON.stringify({
    originalSql: select.replace(/\s+/g, " "),
    catalog: "awsdatacatalog",
    schema: database,
    columns: [],
  });
  const Text = `/* Presto View: ${Buffer.from(text).toString("base64")} */`;
  const input = {
    Name: name,
    TableType: "VIRTUAL_VIEW",
    ViewOriginalText: Text,
    ViewExpandedText: "/* Presto View */",
    Parameters: { presto_view: "true" },
    PartitionKeys: [],
    StorageDescriptor: { Columns: [] },
  };
  const there = await curationCatalogue(client).table({ database, name });
  const asked = { DatabaseName: database, TableInput: input };
  await (there ? client.send(new UpdateTableCommand(asked)) : client.send(new CreateTableCommand(asked)));
  return {};
}

/** The text of a view in the catalogue. */
export async function viewText(client: GlueClient, database: string, name: string): Promise<string | undefined> {
  const live = await curationCatalogue(client).table({ database, name });
  const [, encoded = ""] = /Presto View: (\S+)/.exec(live?.ViewOriginalText ?? "") ?? [];
  if (encoded === "") return undefined;
  return (JSON.parse(Buffer.from(encoded, "base64").toString("utf8")) as { originalSql: string }).originalSql;
}
