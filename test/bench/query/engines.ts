// The two engines of the query benchmark: each answers a question of raw text, of typed lines and of Parquet, and says how
// many bytes of the files it read.
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { duckdbColumns } from "@tracklake/tables";
import { trinoAt } from "../../engines/ask/trino.js";
import { startTrino } from "../../engines/machine/trino.js";
import type { Data } from "./data.js";
import type { Question } from "./questions.js";

/** How the rows are kept. */
export const forms = ["raw text, json_extract", "typed lines", "Parquet"] as const;

/** One of them. */
export type Form = (typeof forms)[number];

/** What an engine found. */
export interface Answer {
  /** The rows as text, to compare engines and forms by. */
  readonly rows: string;
  readonly bytes: number;
  /** Seconds of processor time. */
  readonly cpu: number;
}

/** One engine. */
export interface Engine {
  readonly name: string;
  ask(form: Form, question: Question, day?: string): Promise<Answer>;
  close(): Promise<void>;
}

/** DuckDB; its bytes are those of the files, and of Parquet's those of the columns that are asked for. */
export async function duckdb({ folder, table }: Data): Promise<Engine> {
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
  const columns = Object.entries(duckdbColumns(table)).map(
    ([name, type]) => `'${name}': '${type.replaceAll("'", "''")}'`,
  );
  const files = (kind: string, day: string, ending: string) => `'${folder}/${kind}/dt=${day}/*.${ending}'`;
  const relations: Readonly<Record<Form, string>> = {
    "raw text, json_extract": `(SELECT json, dt FROM read_json_objects(${files("lines", "*", "json.gz")}, format = 'newline_delimited', hive_partitioning = true, hive_types_autocast = false))`,
    "typed lines": `read_json(${files("lines", "*", "json.gz")}, format = 'newline_delimited', columns = {${columns.join(", ")}}, hive_partitioning = true, hive_types_autocast = false)`,
    Parquet: `read_parquet(${files("parquet", "*", "parquet")}, hive_partitioning = true, hive_types_autocast = false)`,
  };
  const number = async (sql: string) => Number((await connection.runAndReadAll(sql)).getRows()[0]?.[0] ?? 0);
  return {
    name: "DuckDB 1.5",
    async ask(form, question, day = "*") {
      const sql =
        form === "raw text, json_extract"
          ? question.raw(relations[form], (path) => `json_extract_string(json, '$.${path}')`)
          : question.typed(relations[form]);
      const before = process.cpuUsage();
      const rows = (await connection.runAndReadAll(sql)).getRows();
      const { user, system } = process.cpuUsage(before);
      const wanted = question.columns.map(
        (name) => `path_in_schema = '${name}' OR path_in_schema LIKE '${name}, country'`,
      );
      const bytes =
        form === "Parquet"
          ? await number(
              `SELECT sum(total_compressed_size) FROM parquet_metadata(${files("parquet", day, "parquet")}) WHERE ${wanted.join(" OR ")}`,
            )
          : await number(`SELECT sum(size) FROM read_blob(${files("lines", day, "json.gz")})`);
      return { rows: JSON.stringify(rows.map((row) => row.map(String))), bytes, cpu: (user + system) / 1e6 };
    },
    async close() {
      connection.closeSync();
    },
  };
}

/** Trino over the same files, by a metastore of files; its bytes are those that it says it read. */
export async function trino({ folder, table, days }: Data): Promise<Engine> {
  const server = await startTrino(join(folder, "trino"), {
    lake: {
      "connector.name": "hive",
      "hive.metastore": "file",
      "hive.metastore.catalog.dir": "local:///metastore",
      "fs.native-local.enabled": "true",
      "local.location": folder,
      "hive.non-managed-table-writes-enabled": "true",
      "hive.allow-register-partition-procedure": "true",
    },
  });
  const ask = trinoAt(server.url, "store");
  await ask("CREATE SCHEMA store");
  const types = table.columns.map(({ name, type }) => `"${name}" ${trinoType(type)}`).join(", ");
  const made: readonly (readonly [string, string, string, string])[] = [
    ["raw", "line varchar", "lines", "format = 'TEXTFILE', textfile_field_separator = U&'\\0001'"],
    ["typed", types, "lines", "format = 'JSON'"],
    ["parquet", types, "parquet", "format = 'PARQUET'"],
  ];
  for (const [name, columns, kind, format] of made) {
    await ask(
      `CREATE TABLE ${name} (${columns}, dt varchar) WITH (${format}, external_location = 'local:///${kind}/', partitioned_by = ARRAY['dt'])`,
    );
    for (const day of days) {
      await ask(
        `CALL lake.system.register_partition('store', '${name}', ARRAY['dt'], ARRAY['${day}'], 'local:///${kind}/dt=${day}')`,
      );
    }
  }
  const names: Readonly<Record<Form, string>> = {
    "raw text, json_extract": "raw",
    "typed lines": "typed",
    Parquet: "parquet",
  };
  return {
    name: server.version,
    async ask(form, question) {
      const sql =
        form === "raw text, json_extract"
          ? question.raw(names[form], (path) => `json_extract_scalar(line, '$.${path}')`)
          : question.typed(names[form]);
      const { rows, bytes, cpuMilliseconds } = await ask(sql);
      return {
        rows: JSON.stringify(rows.map((row) => Object.values(row).map(String))),
        bytes,
        cpu: cpuMilliseconds / 1000,
      };
    },
    close: () => server.stop(),
  };
}

/** The types of this event's columns, as Trino names them. */
function trinoType(hive: string): string {
  if (hive.startsWith("array<")) return `array(${trinoType(hive.slice(6, -1))})`;
  if (hive.startsWith("struct<")) {
    const fields = hive
      .slice(7, -1)
      .split(",")
      .map((field) => field.split(":"));
    return `row(${fields.map(([name = "", type = ""]) => `${name} ${trinoType(type)}`).join(", ")})`;
  }
  return { string: "varchar", int: "integer" }[hive] ?? hive;
}
