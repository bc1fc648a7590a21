// What a FROM or a JOIN adds to the scope: tables, subqueries, UNNEST, what is joined in parentheses.
import { type Data, dataOf, isData, listOf, nameOf, nodeOf } from "@tracklake/sql";
import { elementOf, type Source } from "./relation.js";
import { queryKinds } from "./resolve-expression.js";
import type { Columns, Resolver, Scope, ScopeColumn } from "./scope.js";

/** Adds one item of a FROM. */
export function resolveFrom(node: unknown, scope: Scope, resolver: Resolver): void {
  const { kind, data } = nodeOf(node) ?? { kind: "", data: isData(node) ? node : {} };
  if (kind === "table") addTable(data, scope, resolver);
  else if (kind === "joined_table") addJoined(data, scope, resolver);
  else if (kind === "paren") resolver.from(data.this, scope);
  else if (kind === "unnest") add({}, unnested(data, data, scope, resolver), scope);
  else if (kind === "subquery" || kind === "lateral") addSubquery(node, data, scope, resolver);
  else if (kind === "alias") addAliased(data, scope, resolver);
  else if (queryKinds.has(kind)) add({}, resolver.query(node, scope.parent, scope.ctes), scope);
  else {
    // A function or a construct without a case of its own: what it reads is recorded, what it gives is not known.
    resolver.record(resolver.expression(node, scope).pending);
    scope.items.push({ columns: [], open: true });
  }
}

/** Adds the tables of joins, then what their conditions read. */
export function resolveJoins(joins: readonly unknown[], scope: Scope, resolver: Resolver): void {
  for (const join of joins) {
    if (!isData(join)) continue;
    const before = [...scope.items];
    resolver.from(join.this, scope);
    const { this: _, using, ...conditions } = join;
    for (const identifier of Array.isArray(using) ? using : []) {
      resolver.record(resolver.expression({ column: { name: identifier } }, scope).pending.map(asUsing));
    }
    if (/natural/i.test(String(join.kind))) shared(before, scope, resolver);
    resolver.record(resolver.expression(conditions, scope).pending);
  }
}

const asUsing = <T extends object>(pending: T) => ({ ...pending, how: "using" as const });

/** NATURAL JOIN reads every column that both sides have. */
function shared(before: Scope["items"], scope: Scope, resolver: Resolver): void {
  const after = scope.items.filter((item) => !before.includes(item));
  const names = (items: Scope["items"]) => new Set(items.flatMap(({ columns }) => columns.map(({ name }) => name)));
  const [left, right] = [names(before), names(after)];
  for (const { columns } of scope.items) {
    const common = columns.filter(({ name, reads }) => reads && left.has(name) && right.has(name));
    const sources = common.flatMap((column) => column.sources);
    resolver.record(sources.map((source) => ({ source, at: undefined, how: "natural" as const, sure: true })));
  }
}

function addTable(data: Data, scope: Scope, resolver: Resolver): void {
  const columns = resolver.table(data, scope);
  const database = nameOf(data.schema)?.toLowerCase();
  const alias = nameOf(data.alias) ?? nameOf(data.name);
  add(
    { ...data, alias: { name: alias } },
    columns,
    scope,
    nameOf(data.alias) === undefined && database !== undefined ? database : undefined,
  );
}

function addJoined(data: Data, scope: Scope, resolver: Resolver): void {
  const first = scope.items.length;
  resolver.from(data.left, scope);
  resolveJoins(listOf(data, "joins"), scope, resolver);
  if (nameOf(data.alias) === undefined) return;
  const items = scope.items.splice(first);
  add(data, { columns: items.flatMap(({ columns }) => columns), open: items.some(({ open }) => open) }, scope);
}

function addSubquery(node: unknown, data: Data, scope: Scope, resolver: Resolver): void {
  const inner = nodeOf(data.this);
  if (inner !== undefined && ["unnest", "table", "joined_table"].includes(inner.kind)) {
    addAliased(data, scope, resolver);
    return;
  }
  const lateral = data.lateral === true || dataOf(node, "lateral") !== undefined;
  const query = dataOf(node, "subquery") === undefined ? data.this : node;
  add(data, resolver.query(query, lateral ? scope : scope.parent, scope.ctes), scope);
}

function addAliased(data: Data, scope: Scope, resolver: Resolver): void {
  const unnest = dataOf(data.this, "unnest");
  const first = scope.items.length;
  if (unnest === undefined) resolver.from(data.this, scope);
  else add({}, unnested(unnest, data, scope, resolver), scope);
  const items = scope.items.splice(first);
  add(data, { columns: items.flatMap(({ columns }) => columns), open: items.some(({ open }) => open) }, scope);
}

/** Adds columns under an alias, which may name the columns too. */
function add(data: Data, { columns, open }: Columns, scope: Scope, database?: string): void {
  const name = nameOf(data.alias)?.toLowerCase();
  const names = listOf(data, "column_aliases").map((alias) => nameOf(alias)?.toLowerCase());
  const renamed = names.length === 0 ? columns : rename(columns, names);
  scope.items.push({
    ...(name === undefined ? {} : { name }),
    ...(database === undefined ? {} : { database }),
    columns: renamed,
    open: open && names.length === 0,
  });
}

/** Columns under other names, by their place. */
export function rename(columns: readonly ScopeColumn[], names: readonly (string | undefined)[]): ScopeColumn[] {
  const given = names.map((name, index): ScopeColumn => {
    const column = columns[index] ?? { sources: [], reads: false, name: "" };
    return { ...column, name: name ?? column.name };
  });
  return [...given, ...columns.slice(names.length)];
}

/** The columns that UNNEST gives: a row's fields, a map's key and value, or the element itself. */
function unnested(unnest: Data, alias: Data, scope: Scope, resolver: Resolver): Columns {
  const values = [unnest.this, ...listOf(unnest, "expressions")].map((arg) => resolver.expression(arg, scope));
  for (const { pending } of values) resolver.record(pending);
  const opened = values.map(({ sources }) => sources.flatMap((source) => elementColumns(source)));
  const flat = opened.flatMap((columns) => (columns.length === 0 ? [unknown] : columns));
  const aliases = listOf(alias, "column_aliases").length;
  const ordinality = unnest.with_ordinality === true ? [{ name: "ordinality", sources: [], reads: false }] : [];
  if (aliases === flat.length + ordinality.length) return { columns: [...flat, ...ordinality], open: false };
  const whole = values.map(({ sources }): ScopeColumn => {
    const elements = sources.flatMap((source) => elementOf(source) ?? []);
    return { name: nameOf(alias.alias)?.toLowerCase() ?? "", sources: elements, reads: false };
  });
  if (aliases > 0) return { columns: [...whole, ...ordinality], open: false };
  return { columns: [...flat, ...ordinality, ...whole], open: true };
}

const unknown: ScopeColumn = { name: "", sources: [], reads: false };

function elementColumns(source: Source): ScopeColumn[] {
  const element = elementOf(source);
  if (element === undefined) return [];
  const value = { name: "value", sources: [element], reads: false };
  if (source.type.kind === "map") return [{ ...unknown, name: "key" }, value];
  if (element.type.kind !== "struct") return [{ ...value, name: "" }];
  return element.type.fields.map(({ name, type }) => ({
    name: name.toLowerCase(),
    sources: [{ ...element, field: `${element.field}.${name}`, type }],
    reads: true,
  }));
}
