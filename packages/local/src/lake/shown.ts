// SHOW TABLES, SHOW DATABASES, SHOW COLUMNS and DESCRIBE, answered from the catalogue in Athena's columns.
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Statement } from "../translate/statement.js";
import { athenaType } from "./athena-type.js";
import type { Catalogue, Relation } from "./catalogue.js";
import type { QueryResult } from "./query-result.js";
import { quoteName } from "./sql-text.js";

/** The answer to a statement that is no query. `describe` needs the relation to be loaded. @param hidden - Names that are not listed. */
export async function shown(
  statement: Exclude<Statement, { kind: "query" | "explain" }>,
  catalogue: Catalogue,
  relation: Relation | undefined,
  connection: DuckDBConnection,
  hidden: ReadonlySet<string> = new Set(),
): Promise<QueryResult> {
  switch (statement.kind) {
    case "databases":
      return list("database_name", catalogue.databases, statement.like);
    case "tables": {
      const relations = catalogue.in(statement.database ?? catalogue.databases[0]);
      const names = relations.map((each) => each.name).filter((name) => !hidden.has(name));
      return list("tab_name", names, statement.like);
    }
    case "columns":
    case "describe": {
      const columns = relation === undefined ? [] : await columnsOf(relation, connection);
      if (statement.kind === "columns") {
        const names = columns.map(([name]) => name);
        return list("field", names, undefined);
      }
      const heads = ["col_name", "data_type", "comment"].map((name) => ({ name, type: "varchar" }));
      return { columns: heads, rows: columns, sql: "", warnings: [] };
    }
  }
}

function list(name: string, values: readonly string[], like: string | undefined): QueryResult {
  const rows = values.filter((value) => like === undefined || matches(value, like)).map((value) => [value]);
  return { columns: [{ name, type: "varchar" }], rows, sql: "", warnings: [] };
}

/** Athena's patterns: `*` any text, `|` or; SQL's `%` is taken too. */
function matches(value: string, pattern: string): boolean {
  const source = pattern.replace(/[.+?^${}()[\]\\]/g, "\\$&").replace(/[*%]/g, ".*");
  return new RegExp(`^(?:${source})$`, "i").test(value);
}

async function columnsOf(relation: Relation, connection: DuckDBConnection): Promise<[string, string, string][]> {
  // The types of a shared query's columns are the engine's to know.
  const known = relation.kind === "view" && relation.view.columns.length > 0;
  if (known && relation.view.columns.every(({ type }) => type !== "")) {
    return relation.view.columns.map(({ name, type, comment }) => [name, type, comment ?? ""]);
  }
  if (relation.kind === "table") {
    const all = [...relation.table.columns, ...relation.table.partitionKeys];
    return all.map(({ name, type, comment }) => [name, type, comment ?? ""]);
  }
  const from = `${quoteName(relation.database)}.${quoteName(relation.name)}`;
  const result = await connection.runAndReadAll(`SELECT * FROM ${from} LIMIT 0`);
  const types = result.columnTypes();
  return result.columnNames().map((name, index) => {
    const type = types[index];
    return [name, type === undefined ? "" : athenaType(type), ""];
  });
}
