// What an expression comes from. Every node of every kind is walked, so that nothing that names a column is passed over;
// only a few kinds mean more than their parts: names, fields, lambdas and subqueries.
import { type Data, dataOf, isData, listOf, nameOf, nodeOf, startOf } from "@tracklake/sql";
import { elementOf, fieldOf } from "./relation.js";
import { resolveName } from "./resolve-name.js";
import { joined, type NamePart, nothing, type Resolver, type Scope, type Value, within } from "./scope.js";

/** Kinds of nodes that are queries. */
export const queryKinds: ReadonlySet<string> = new Set([
  "select",
  "union",
  "intersect",
  "except",
  "subquery",
  "values",
]);

/** Resolves an expression, or anything that holds expressions. */
export function resolveExpression(node: unknown, scope: Scope, resolver: Resolver): Value {
  if (Array.isArray(node)) return call(node, scope, resolver);
  if (!isData(node)) return nothing;
  const chain = chainOf(node);
  if (chain !== undefined) return resolveName(chain, scope, resolver);
  const { kind, data } = nodeOf(node) ?? { kind: "", data: node };
  if (queryKinds.has(kind)) return subquery(node, scope, resolver);
  if (kind === "dot") return field(data, scope, resolver);
  if (kind === "exists") {
    resolver.query(data.this, scope);
    return nothing;
  }
  if (kind === "alias") return resolver.expression(data.this, scope);
  return call(Object.values(node), scope, resolver);
}

/** The names of `a`, `a.b`, `a.b.c`: a column, and the fields after it. */
function chainOf(node: unknown): NamePart[] | undefined {
  const column = dataOf(node, "column");
  if (column !== undefined) {
    return [column.catalog, column.schema, column.table, column.name].flatMap((identifier) =>
      partOf(identifier, column),
    );
  }
  const dot = dataOf(node, "dot");
  if (dot === undefined) return undefined;
  const inner = chainOf(dataOf(dot.this, "paren")?.this ?? dot.this);
  const last = partOf(dot.field, dot);
  return inner === undefined || last.length === 0 ? undefined : [...inner, ...last];
}

function partOf(identifier: unknown, around: Data): NamePart[] {
  const name = nameOf(identifier);
  return name === undefined ? [] : [{ name: name.toLowerCase(), at: startOf(identifier) ?? startOf(around) }];
}

/** `<expression>.field`: the field of whatever the expression comes from, by its type. */
function field(data: Data, scope: Scope, resolver: Resolver): Value {
  const value = resolver.expression(data.this, scope);
  const name = nameOf(data.field)?.toLowerCase();
  if (name === undefined) return value;
  const at = startOf(data.field);
  const opened = new Set(value.sources.filter((source) => fieldOf(source, name) !== undefined));
  resolver.record(value.pending.filter(({ source }) => !opened.has(source)));
  const sources = [...opened].flatMap((source) => fieldOf(source, name) ?? []);
  return { sources, pending: sources.map((source) => ({ source, at, how: "named" as const, sure: true })) };
}

/** Parts first, then the lambdas among them, whose parameters are elements of what the parts come from. */
function call(parts: readonly unknown[], scope: Scope, resolver: Resolver): Value {
  const lambdas = parts.filter((part) => dataOf(part, "lambda") !== undefined);
  const value = joined(parts.filter((part) => !lambdas.includes(part)).map((part) => resolver.expression(part, scope)));
  for (const lambda of lambdas) {
    const data = dataOf(lambda, "lambda") ?? {};
    const elements = value.sources.flatMap((source) => elementOf(source) ?? []);
    const inner = within(scope);
    inner.items.push({
      open: false,
      columns: listOf(data, "parameters").flatMap((parameter) => {
        const name = nameOf(parameter)?.toLowerCase();
        return name === undefined ? [] : [{ name, sources: elements, reads: false }];
      }),
    });
    resolver.record(resolver.expression(data.body, inner).pending);
  }
  return value;
}

function subquery(node: unknown, scope: Scope, resolver: Resolver): Value {
  const { columns } = resolver.query(node, scope);
  return { sources: columns.flatMap(({ sources }) => sources), pending: [] };
}
