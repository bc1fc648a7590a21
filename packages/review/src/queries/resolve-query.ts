// The columns of a query, and everything that it reads on the way: WITH, FROM, select list, then the other clauses.
import { type Data, dataOf, isData, listOf, nameOf, nodeOf, startOf } from "@tracklake/sql";
import { rename, resolveJoins } from "./resolve-from.js";
import { type Columns, type Resolver, type Scope, type ScopeColumn, within } from "./scope.js";

const unknown: Columns = { columns: [], open: true };
type Ctes = ReadonlyMap<string, Columns>;

/** Resolves a query of any kind. */
export function resolveQuery(node: unknown, parent: Scope | undefined, resolver: Resolver, given?: Ctes): Columns {
  const { kind, data } = nodeOf(node) ?? { kind: "", data: {} };
  const ctes = withClause(data.with, parent, given ?? parent?.ctes ?? new Map(), resolver);
  if (kind === "select") return select(data, parent, ctes, resolver);
  if (kind === "subquery") {
    const columns = resolver.query(data.this, parent, ctes);
    return ordered(data, columns, parent, ctes, resolver);
  }
  if (data.left !== undefined && data.right !== undefined) {
    const left = resolver.query(data.left, parent, ctes);
    const right = resolver.query(data.right, parent, ctes);
    return ordered(data, united(left, right), parent, ctes, resolver);
  }
  resolver.record(resolver.expression(Object.values(data), within(parent, ctes)).pending);
  return unknown;
}

function withClause(clause: unknown, parent: Scope | undefined, outer: Ctes, resolver: Resolver): Ctes {
  if (!isData(clause)) return outer;
  const ctes = new Map(outer);
  for (const cte of listOf(clause, "ctes")) {
    const name = isData(cte) ? nameOf(cte.alias)?.toLowerCase() : undefined;
    if (!isData(cte) || name === undefined) continue;
    const names = listOf(cte, "columns").map((column) => nameOf(column)?.toLowerCase());
    const named = ({ columns, open }: Columns): Columns =>
      names.length === 0 ? { columns, open } : { columns: rename(columns, names), open: false };
    if (clause.recursive === true) {
      // Its first part alone says what the columns are; read once more below, where it is recorded.
      const first = dataOf(cte.this, "union")?.left;
      ctes.set(name, first === undefined ? unknown : named(resolver.query(first, parent, ctes)));
    }
    ctes.set(name, named(resolver.query(cte.this, parent, ctes)));
  }
  return ctes;
}

const apart = ["with", "from", "joins", "expressions", "order_by"];

function select(data: Data, parent: Scope | undefined, ctes: Ctes, resolver: Resolver): Columns {
  const scope = within(parent, ctes);
  for (const item of isData(data.from) ? listOf(data.from, "expressions") : []) resolver.from(item, scope);
  resolveJoins(listOf(data, "joins"), scope, resolver);
  lateralViews(data, scope, resolver);
  const outputs = listOf(data, "expressions").map((expression) => output(expression, scope, resolver));
  const rest = Object.entries(data).flatMap(([key, value]) => (apart.includes(key) ? [] : [value]));
  resolver.record(resolver.expression(rest, scope).pending);
  orderBy(data.order_by, scope, resolver);
  return { columns: outputs.flatMap(({ columns }) => columns), open: outputs.some(({ open }) => open) };
}

/** One item of the select list. */
function output(expression: unknown, scope: Scope, resolver: Resolver): Columns {
  const star = dataOf(expression, "star");
  if (star !== undefined) return starred(star, scope, resolver);
  const value = resolver.expression(expression, scope);
  resolver.record(value.pending);
  const alias = dataOf(expression, "alias");
  const named = alias?.alias ?? dataOf(expression, "column")?.name ?? dataOf(expression, "dot")?.field;
  const name = nameOf(named)?.toLowerCase() ?? "";
  const column: ScopeColumn = { name, sources: value.sources, reads: false };
  if (alias !== undefined && name !== "") scope.aliases.set(name, column);
  return { columns: [column], open: false };
}

/** `*` and `table.*`: all columns, each read by whoever names it later, and all of them by the star itself. */
function starred(star: Data, scope: Scope, resolver: Resolver): Columns {
  const table = nameOf(star.table)?.toLowerCase();
  const items = scope.items.filter(({ name }) => table === undefined || name === table);
  const left = listOf(star, "except").map((name) => nameOf(name)?.toLowerCase());
  for (const name of listOf(star, "except")) {
    resolver.record(resolver.expression({ column: { name } }, scope).pending);
  }
  const { except: _, table: __, ...others } = star;
  resolver.record(resolver.expression(others, scope).pending);
  const columns = items.flatMap((item) => item.columns).filter(({ name }) => !left.includes(name));
  const sources = columns.filter(({ reads }) => reads).flatMap((column) => column.sources);
  const at = startOf(star.table);
  resolver.record(sources.map((source) => ({ source, at, how: "star" as const, sure: true })));
  return { columns, open: items.length === 0 || items.some(({ open }) => open) };
}

/** ORDER BY: a bare name is an alias of the select list first. */
function orderBy(clause: unknown, scope: Scope, resolver: Resolver): void {
  const items = isData(clause) ? listOf(clause, "expressions") : [];
  for (const item of items) {
    const column = isData(item) ? dataOf(item.this, "column") : undefined;
    const bare =
      column !== undefined && nameOf(column.table) === undefined ? nameOf(column.name)?.toLowerCase() : undefined;
    if (bare !== undefined && scope.aliases.has(bare)) continue;
    resolver.record(resolver.expression(item, scope).pending);
  }
}

/** The clauses behind a UNION or a query in parentheses: their names are its columns. */
function ordered(data: Data, columns: Columns, parent: Scope | undefined, ctes: Ctes, resolver: Resolver): Columns {
  const scope = within(parent, ctes);
  scope.items.push(columns);
  orderBy(data.order_by, scope, resolver);
  for (const key of ["limit", "offset", "where_clause"]) {
    resolver.record(resolver.expression(data[key], scope).pending);
  }
  return columns;
}

/** The columns of a set operation: the left side's names, what both sides come from. */
function united(left: Columns, right: Columns): Columns {
  const columns = left.columns.map(({ name, sources, reads }, index) => {
    const other = right.columns[index];
    return { name, sources: [...sources, ...(other?.sources ?? [])], reads: reads || other?.reads === true };
  });
  return { columns, open: left.open };
}

/** Hive's LATERAL VIEW: what it reads is recorded, what it gives is not known. */
function lateralViews(data: Data, scope: Scope, resolver: Resolver): void {
  for (const view of listOf(data, "lateral_views")) {
    resolver.record(resolver.expression(view, scope).pending);
    scope.items.push(unknown);
  }
}
