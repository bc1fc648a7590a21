// UNNEST in FROM. Athena opens rows and maps into columns and takes several arrays at once;
// DuckDB does so in a select list, so such an UNNEST becomes a lateral subquery.
import { type Data, dataOf, isData, listOf, nameOf, nodeOf } from "@tracklake/sql";
import { raw, render } from "./syntax-tree.js";

/** Which UNNESTs of a query, counted from 0 in the order of the text, open a map. */
export type MapUnnests = ReadonlySet<number>;

/**
 * What `UNNEST(…) AS u (a, b)` becomes, or `undefined` when DuckDB answers it as it stands.
 *
 * @param alias - The data of the alias node around the UNNEST.
 * @param isMap - Whether its argument is a map, which the text does not say.
 */
export function unnestAlias(alias: Data, isMap: boolean): Data | undefined {
  const unnest = dataOf(alias.this, "unnest");
  const table = nameOf(alias.alias);
  if (unnest === undefined || table === undefined) return undefined;
  const given = [unnest.this, ...listOf(unnest, "expressions")];
  const args = given.map(render);
  const columns = listOf(alias, "column_aliases").map(nameOf);
  const ordinality = unnest.with_ordinality === true;
  const opened = columns.length - (ordinality ? 1 : 0);
  const opens = isMap || opened > args.length || columns.length === 0 || given.some(isListOfRows);
  if (args.length === 1 && !opens) return undefined;
  const deep = opens ? ", max_depth := 2" : "";
  const lists = args.map((arg) => (isMap ? `map_entries(${arg})` : arg));
  const items = lists.map((list) => `unnest(${list}${deep})`);
  if (ordinality) {
    items.push(`unnest(range(1, 1 + greatest(${lists.map((list) => `len(${list})`).join(", ")})))`);
  }
  const names = columns.map((column) => `"${(column ?? "").replaceAll('"', '""')}"`).join(", ");
  return raw(`(SELECT ${items.join(", ")}) AS "${table.replaceAll('"', '""')}"${names === "" ? "" : `(${names})`}`);
}

/** Whether the text itself says that a list holds rows; with one column only this tells a row from a value. */
function isListOfRows(list: unknown): boolean {
  const node = nodeOf(list);
  if (node === undefined) return false;
  if (node.kind === "raw") return node.data.rows === true;
  if (node.kind === "array_func") return Array.isArray(dataOf(listOf(node.data, "expressions")[0], "raw")?.row);
  const type = node.kind === "cast" && isData(node.data.to) ? node.data.to.element_type : undefined;
  return isData(type) && type.data_type === "struct";
}

/** Whether a node is an UNNEST that may open a map: one argument, two columns or more. */
export function mayOpenMap(alias: Data): boolean {
  const unnest = dataOf(alias.this, "unnest");
  if (unnest === undefined || !isData(alias.alias) || listOf(unnest, "expressions").length > 0) return false;
  const ordinality = unnest.with_ordinality === true ? 1 : 0;
  return listOf(alias, "column_aliases").length - ordinality === 2;
}
