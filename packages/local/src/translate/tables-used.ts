// Which tables a query names: those of FROM and JOIN that are not its own WITH names.
import { type Data, dataOf, nameOf, startOf, visit } from "@tracklake/sql";

/** A table as a query names it, lower-case. */
export interface TableUse {
  readonly database?: string;
  readonly name: string;
  /** Characters from the query's start, where the text names it. */
  readonly start: number;
}

/** The tables of a parsed query, in the order of the text, each once. */
export function tablesUsed(statement: Data): TableUse[] {
  const own = new Set<string>();
  const found = new Map<string, TableUse>();
  visit(statement, (data) => {
    const name = nameOf(data.alias);
    if (data.alias_first !== undefined && name !== undefined) own.add(name.toLowerCase());
  });
  visit(statement, (data) => {
    const table = dataOf(data, "table");
    const name = table === undefined ? undefined : nameOf(table.name)?.toLowerCase();
    if (table === undefined || name === undefined) return;
    const database = nameOf(table.schema)?.toLowerCase();
    if (database === undefined && own.has(name)) return;
    const use = { ...(database === undefined ? {} : { database }), name, start: startOf(table.name) ?? 0 };
    const key = `${database ?? ""}.${name}`;
    if (!found.has(key)) found.set(key, use);
  });
  return [...found.values()].sort((a, b) => a.start - b.start);
}
