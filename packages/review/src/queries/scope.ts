// What names mean at one place of a query: the tables of its FROM, lambda parameters, aliases, and the query around.
import type { Data } from "@tracklake/sql";
import type { How } from "./query-use.js";
import type { Source } from "./relation.js";

/** A column that a name may mean. */
export interface ScopeColumn {
  readonly name: string;
  /** What it comes from; empty for what is computed or comes from elsewhere. */
  readonly sources: readonly Source[];
  /** Whether naming it is what reads its sources; where false, the query that made it has read them. */
  readonly reads: boolean;
}

/** The columns of a query or of a table, in order. */
export interface Columns {
  readonly columns: readonly ScopeColumn[];
  /** Whether there may be others, whose names are not known. */
  readonly open: boolean;
}

/** One table, subquery or UNNEST of a FROM. */
export interface ScopeItem extends Columns {
  /** The alias, or the table's name. */
  readonly name?: string;
  /** The database that the query names, where there is no alias. */
  readonly database?: string;
}

/** A query with the queries around it. */
export interface Scope {
  readonly parent?: Scope;
  readonly items: ScopeItem[];
  /** Aliases of the select list. */
  readonly aliases: Map<string, ScopeColumn>;
  /** Names of the WITH clauses that hold here. */
  readonly ctes: ReadonlyMap<string, Columns>;
}

/** A scope within another. */
export function within(
  parent: Scope | undefined,
  ctes: ReadonlyMap<string, Columns> = parent?.ctes ?? new Map(),
): Scope {
  return { ...(parent === undefined ? {} : { parent }), items: [], aliases: new Map(), ctes };
}

/** One name of a chain such as `acme.plan_changed.plan`. */
export interface NamePart {
  /** Lower-case. */
  readonly name: string;
  /** Characters from the statement's start. */
  readonly at: number | undefined;
}

/** A use of a source that is not recorded until it is known whether a field of it is meant. */
export interface Pending {
  readonly source: Source;
  readonly at: number | undefined;
  readonly how: How;
  readonly sure: boolean;
}

/** What an expression comes from. */
export interface Value {
  readonly sources: readonly Source[];
  readonly pending: readonly Pending[];
}

/** What the parts of the resolving ask of each other, and where they write down what they find. */
export interface Resolver {
  /** The columns of a query. */
  query(node: unknown, scope: Scope | undefined, ctes?: ReadonlyMap<string, Columns>): Columns;
  /** What an expression comes from; its fields are recorded, its whole is pending. */
  expression(node: unknown, scope: Scope): Value;
  /** Adds what a FROM or a JOIN names to the scope. */
  from(node: unknown, scope: Scope): void;
  /** The lake's table of this name, or the shared query of this name; records the use. */
  table(table: Data, scope: Scope): Columns;
  record(pending: readonly Pending[]): void;
  /** Records a name that nothing has. */
  unresolved(name: string, at: number | undefined): void;
}

/** The value of a computation over others. */
export function joined(values: readonly Value[]): Value {
  return { sources: values.flatMap(({ sources }) => sources), pending: values.flatMap(({ pending }) => pending) };
}

/** The value of something that comes from no table. */
export const nothing: Value = { sources: [], pending: [] };
