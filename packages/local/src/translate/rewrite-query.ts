// Everything in a query's tree that DuckDB would read in another way than Athena, made to mean the same.
// Names of functions were already changed in the text; here are the constructs.

import { type Data, dataOf, isData, listOf, nameOf, visit } from "@tracklake/sql";
import { MACRO_PREFIX } from "./functions/function-table.js";
import { reservedWords } from "./reserved-words.js";
import { formatCall } from "./rewrite-formats.js";
import { lambdaCall } from "./rewrite-lambdas.js";
import { type MapUnnests, mayOpenMap, unnestAlias } from "./rewrite-unnest.js";
import { raw, render, rewrite } from "./syntax-tree.js";

/** A rewritten query and how many of its UNNESTs may open a map. */
export interface Rewritten {
  readonly tree: Data;
  readonly mapCandidates: number;
}

/** Rewrites a parsed query. */
export function rewriteQuery(statement: Data, maps: MapUnnests): Rewritten {
  let candidates = 0;
  visit(statement, quoteReserved);
  const tree = rewrite(statement, (kind, data) => {
    if (kind === "function") return call(data);
    if (kind === "at_time_zone") return raw(`tl_at_timezone(${render(data.this)}, ${render(data.zone)})`);
    if (kind === "cast") return cast(data);
    if (kind === "within_group") return orderedText(data);
    if (kind === "alias") return unnestAlias(data, mayOpenMap(data) && maps.has(candidates++));
    if (kind === "table") return { table: { ...data, catalog: ownCatalog(data.catalog) } };
    return undefined;
  });
  if (!isData(tree)) throw new TypeError("a statement stays one when it is rewritten");
  return { tree: nameColumns(tree), mapCandidates: candidates };
}

function call(data: Data): unknown {
  const name = String(data.name).toLowerCase();
  if (name === "row") return row(listOf(data, "args"));
  if (!name.startsWith(MACRO_PREFIX)) return undefined;
  const called = name.slice(MACRO_PREFIX.length);
  return lambdaCall(called, listOf(data, "args")) ?? formatCall(called, listOf(data, "args"));
}

/** `listagg(…) WITHIN GROUP (ORDER BY …)`: DuckDB wants the order inside. */
function orderedText(data: Data): unknown {
  const aggregate = dataOf(data.this, "list_agg");
  if (aggregate === undefined) return undefined;
  return { list_agg: { ...aggregate, on_overflow: null, order_by: data.order_by } };
}

/** Text of a time has its milliseconds; a value becomes JSON whatever it is. */
function cast(data: Data): unknown {
  const to = isData(data.to) ? data.to : {};
  if (to.data_type === "json") return raw(`to_json(${render(data.this)})`);
  if (JSON.stringify(to).includes('"struct"')) return { cast: { ...data, this: withoutNames(data.this) } };
  if (to.data_type !== "var_char" || typeof to.length === "number") return undefined;
  return raw(`tl_text(${render(data.this)})`);
}

/** A row that is cast takes its names from the type, by place. */
function withoutNames(value: unknown): unknown {
  return rewrite(value, (kind, data) =>
    kind === "raw" && Array.isArray(data.row) ? raw(`row(${data.row.map(render).join(", ")})`) : undefined,
  );
}

/** Any other row has the fields `field0`, `field1`…, as Athena calls them. */
function row(args: readonly unknown[]): Data {
  const entries = args.map((arg, index) => `'field${index}': ${render(arg)}`);
  return { raw: { sql: `{${entries.join(", ")}}`, row: args } };
}

function ownCatalog(catalog: unknown): unknown {
  return nameOf(catalog)?.toLowerCase() === "awsdatacatalog" ? null : catalog;
}

function quoteReserved(data: Data): void {
  const name = data.name;
  if (data.quoted === false && typeof name === "string" && reservedWords.has(name.toLowerCase()) && !data.args) {
    data.quoted = true;
  }
  if (data.data_type !== "struct") return;
  for (const field of listOf(data, "fields")) {
    const own = nameOf(field);
    if (isData(field) && own !== undefined && reservedWords.has(own.toLowerCase())) field.name = `"${own}"`;
  }
}

/** Expressions without a name are `_col0`, `_col1`… by their place, as Athena calls them. */
function nameColumns(statement: Data): Data {
  const [kind] = Object.keys(statement);
  const data = kind === undefined ? undefined : dataOf(statement, kind);
  if (kind === undefined || data === undefined) return statement;
  if (kind === "select") return { select: { ...data, expressions: listOf(data, "expressions").map(named) } };
  const inner = kind === "subquery" ? "this" : "left";
  return isData(data[inner]) ? { [kind]: { ...data, [inner]: nameColumns(data[inner]) } } : statement;
}

function named(expression: unknown, index: number, all: readonly unknown[]): unknown {
  const kinds = ["alias", "column", "star", "dot"];
  if (kinds.some((kind) => dataOf(expression, kind) !== undefined)) return expression;
  if (all.slice(0, index).some((before) => dataOf(before, "star") !== undefined)) return expression;
  return raw(`${render(expression)} AS "_col${index}"`);
}
