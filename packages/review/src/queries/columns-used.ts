// Which tables and columns a text of SQL uses, with the place of each use.
// Names are resolved as the engine does; where that is not possible, it is told, and the use is told rather than not.
import { type Data, nameOf, nodeOf, places, type ReadStatement, readSql, startOf } from "@tracklake/sql";
import type { ColumnUse, QueryUse, TableUse, UnresolvedName } from "./query-use.js";
import { type Relation, sourceOf } from "./relation.js";
import { queryKinds, resolveExpression } from "./resolve-expression.js";
import { resolveFrom } from "./resolve-from.js";
import { resolveQuery } from "./resolve-query.js";
import { type Columns, type Pending, type Resolver, within } from "./scope.js";
import { unfollowed } from "./unfollowed.js";
import { unseenNames } from "./unseen-names.js";

/** What queries may name. */
export interface Known {
  /** The lake's tables and views. */
  readonly relations: readonly Relation[];
  /** The columns of a shared query, `queries/<name>.sql`, which is a view; `undefined` when there is none. */
  readonly shared?: ((name: string) => Columns | undefined) | undefined;
}

/** What a text uses, and the columns of its last query. */
export interface Reading extends QueryUse {
  readonly output: Columns;
}

/**
 * Which tables and columns a text of SQL uses.
 *
 * @param sql - Any number of statements; Redash's `{{ templates }}` are understood.
 * @param relations - What {@link queryCatalogue} answers.
 * @example
 * columnsUsed("SELECT seats FROM plan_changed", queryCatalogue(revisions, lake)).columns[0]?.field; // "seats"
 */
export function columnsUsed(sql: string, relations: readonly Relation[]): QueryUse {
  const { output: _, ...use } = readQueries(sql, { relations });
  return use;
}

/** What {@link columnsUsed} answers, with shared queries known and the output's columns told. */
export function readQueries(sql: string, known: Known): Reading {
  const { statements, unread } = readSql(sql);
  const place = places(sql);
  const readings = statements.map((statement) => readStatement(statement, known, place));
  return {
    tables: readings.flatMap(({ tables }) => tables),
    columns: readings.flatMap(({ columns }) => columns),
    unresolved: readings.flatMap(({ unresolved }) => unresolved),
    unread: [...unread, ...statements.flatMap((statement) => unfollowed(statement, sql))],
    output: readings.at(-1)?.output ?? { columns: [], open: true },
  };
}

type StatementReading = Omit<Reading, "unread">;

function readStatement(statement: ReadStatement, known: Known, place: ReturnType<typeof places>): StatementReading {
  const tables: TableUse[] = [];
  const columns = new Map<string, ColumnUse>();
  const unresolved = new Map<string, UnresolvedName>();
  const placed = (at: number | undefined) => {
    const { line, column, text } = place(at === undefined ? statement.first : statement.start + at);
    return { line, column, text: text.trim() };
  };
  const use = ({ source, at, how, sure }: Pending): void => {
    const { relation, column: name, field } = source;
    const key = [relation.database, relation.name, name, field, at, how].join(" ");
    if (!columns.has(key)) columns.set(key, { relation, name, field, how, sure, ...placed(at) });
  };
  const resolver: Resolver = {
    query: (node, scope, ctes) => resolveQuery(node, scope, resolver, ctes),
    expression: (node, scope) => resolveExpression(node, scope, resolver),
    from: (node, scope) => resolveFrom(node, scope, resolver),
    record: (pending) => pending.forEach(use),
    unresolved(name, at) {
      unresolved.set(`${name} ${at}`, { name, ...placed(at) });
    },
    table(data, scope) {
      const [name, database] = [nameOf(data.name)?.toLowerCase() ?? "", nameOf(data.schema)?.toLowerCase()];
      const cte = database === undefined ? scope.ctes.get(name) : undefined;
      if (cte !== undefined) return cte;
      const relation = relationOf(known.relations, name, database);
      const { line, column } = placed(startOf(data.name));
      const written = database === undefined ? name : `${database}.${name}`;
      tables.push({ name: written, ...(relation === undefined ? {} : { relation }), line, column });
      if (relation === undefined) return known.shared?.(name) ?? { columns: [], open: true };
      return {
        columns: relation.columns.map((each) => ({
          name: each.name.toLowerCase(),
          sources: [sourceOf(relation, each)],
          reads: true,
        })),
        open: false,
      };
    },
  };
  const output = topLevel(statement.tree, resolver);
  const used = tables.flatMap(({ relation }) => relation ?? []);
  for (const { source, at } of unseenNames(statement, used)) use({ source, at, how: "text", sure: false });
  return { tables, columns: [...columns.values()], unresolved: [...unresolved.values()], output };
}

/** A query, or the queries within a statement of another kind (INSERT, CREATE VIEW, EXPLAIN). */
function topLevel(tree: Data, resolver: Resolver): Columns {
  const node = nodeOf(tree);
  if (node !== undefined && queryKinds.has(node.kind)) return resolver.query(tree, undefined);
  let output: Columns | undefined;
  const scope = within(undefined);
  scope.items.push({ columns: [], open: true });
  const walk = (value: unknown): void => {
    const inner = nodeOf(value);
    if (inner !== undefined && queryKinds.has(inner.kind)) output = resolver.query(value, undefined);
    else if (inner?.kind === "table") resolver.from(value, scope);
    else if (inner?.kind === "column" || inner?.kind === "dot") {
      resolver.record(resolver.expression(value, scope).pending);
    } else if (typeof value === "object" && value !== null) Object.values(value).forEach(walk);
  };
  walk(tree);
  return output ?? { columns: [], open: true };
}

function relationOf(relations: readonly Relation[], name: string, database: string | undefined): Relation | undefined {
  return relations.find((each) => each.name === name && (database === undefined || each.database === database));
}
