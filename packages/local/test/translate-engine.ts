// A DuckDB with the macros of the lake and no lake: what the translation's tests run on.
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { plainValue } from "../src/lake/plain-value.js";
import { sessionStatements } from "../src/lake/session.js";
import { translateQuery } from "../src/translate/translate-query.js";

/** A connection set up as a lake's is. */
export async function engine(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
  for (const statement of sessionStatements) await connection.run(statement);
  return connection;
}

/** Rows of an Athena query, as plain values. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<unknown[][]> {
  const result = await connection.runAndReadAll(translateQuery(sql).sql);
  const types = result.columnTypes();
  return result.getRows().map((row) => row.map((value, index) => plainValue(value, types[index])));
}
