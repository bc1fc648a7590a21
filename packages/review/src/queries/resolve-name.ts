// What a chain of names means: a parameter of a lambda, a column of a table of the FROM, a field within a column,
// an alias of the select list, or the same in the query around.
import { fieldOf, type Source } from "./relation.js";
import {
  type NamePart,
  nothing,
  type Resolver,
  type Scope,
  type ScopeColumn,
  type ScopeItem,
  type Value,
} from "./scope.js";

/** Resolves a chain of names. */
export function resolveName(parts: readonly NamePart[], scope: Scope, resolver: Resolver): Value {
  let sure = true;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    const found = inScope(parts, at, sure);
    if (found === "elsewhere") return nothing;
    if (found !== undefined) return found;
    if (at.items.some(({ open }) => open)) sure = false;
  }
  if (sure) resolver.unresolved(parts.map(({ name }) => name).join("."), parts[0]?.at);
  return nothing;
}

function inScope(parts: readonly NamePart[], scope: Scope, sure: boolean): Value | "elsewhere" | undefined {
  const [first] = parts;
  if (first === undefined) return undefined;
  const qualified = qualifiedBy(parts, scope.items);
  if (qualified !== undefined) {
    const [name, ...rest] = qualified.rest;
    const column = name === undefined ? undefined : columnOf(qualified.item, name.name);
    if (column !== undefined && name !== undefined) return read([column], name, rest, sure);
    if (qualified.item.open) return "elsewhere";
  }
  const columns = scope.items.flatMap((item) => columnOf(item, first.name) ?? []);
  if (columns.length > 0) return read(columns, first, parts.slice(1), sure);
  const row = scope.items.find((item) => item.name === first.name);
  if (row !== undefined && parts.length === 1) return wholeRow(row, first, sure);
  const alias = scope.aliases.get(first.name);
  return alias === undefined ? undefined : read([alias], first, parts.slice(1), sure);
}

/** The item that a chain begins with: `alias.…`, `table.…`, `database.table.…`, `catalog.database.table.…`. */
function qualifiedBy(
  parts: readonly NamePart[],
  items: readonly ScopeItem[],
): { item: ScopeItem; rest: readonly NamePart[] } | undefined {
  const [a, b, c] = parts.map(({ name }) => name);
  for (const item of items) {
    if (item.name === undefined) continue;
    if (parts.length > 1 && item.name === a) return { item, rest: parts.slice(1) };
    if (item.database === undefined) continue;
    if (parts.length > 2 && item.database === a && item.name === b) return { item, rest: parts.slice(2) };
    if (parts.length > 3 && item.database === b && item.name === c) return { item, rest: parts.slice(3) };
  }
  return undefined;
}

function columnOf(item: ScopeItem, name: string): ScopeColumn | undefined {
  return item.columns.find((column) => column.name === name);
}

/** Reads a column, or the field within it that the rest of the chain names. */
function read(columns: readonly ScopeColumn[], part: NamePart, rest: readonly NamePart[], sure: boolean): Value {
  const values = columns.flatMap(({ sources, reads }) =>
    sources.map((source) => {
      const deep = descend(source, rest);
      const at = (deep.part ?? part).at ?? part.at;
      const pending =
        reads || deep.part !== undefined ? [{ source: deep.source, at, how: "named" as const, sure }] : [];
      return { source: deep.source, pending };
    }),
  );
  return { sources: values.map(({ source }) => source), pending: values.flatMap(({ pending }) => pending) };
}

function descend(source: Source, rest: readonly NamePart[]): { source: Source; part?: NamePart } {
  const [part, ...more] = rest;
  const inner = part === undefined ? undefined : fieldOf(source, part.name);
  if (part === undefined || inner === undefined) return { source };
  return { part, ...descend(inner, more) };
}

function wholeRow(row: ScopeItem, { at }: NamePart, sure: boolean): Value {
  const sources = row.columns.flatMap((column) => column.sources);
  const read = row.columns.filter(({ reads }) => reads).flatMap((column) => column.sources);
  return { sources, pending: read.map((source) => ({ source, at, how: "row" as const, sure })) };
}
