// Which places of a repository's queries a change reaches. Sound first: what may read the field is told, as possible.
// Queries in a folder are views of each other, under their files' names.
import type { UnreadStatement } from "@tracklake/sql";
import type { AffectedQuery, FieldChange } from "./affected-query.js";
import { type Reading, readQueries } from "./columns-used.js";
import type { ColumnUse, UnresolvedName } from "./query-use.js";
import type { Relation } from "./relation.js";
import type { Columns } from "./scope.js";

/** A file with queries. */
export interface QueryFile {
  readonly file: string;
  readonly sql: string;
}

/** What a change does to queries, and what could not be told. */
export interface Affected {
  readonly affected: readonly AffectedQuery[];
  /** Statements that could not be read, in files that name the event: whether the change reaches them is not known. */
  readonly unread: readonly (UnreadStatement & { readonly file: string })[];
  /** Names that no table of their query has: such a query is broken already. */
  readonly unresolved: readonly (UnresolvedName & { readonly file: string })[];
}

/**
 * The places of queries that changes reach, in the order of files and lines.
 *
 * @param relations - What `queryCatalogue` answers for the revisions before the change.
 * @example
 * const changes = [{ event: "plan_changed", field: "seats", change: "removed" }] as const;
 * affectedQueries([{ file: "queries/seats.sql", sql: "SELECT seats FROM plan_changed" }], changes, relations).affected;
 * // [{ file: "queries/seats.sql", line: 1, column: 8, event: "plan_changed", field: "seats", … }]
 */
export function affectedQueries(
  queries: readonly QueryFile[],
  changes: readonly FieldChange[],
  relations: readonly Relation[],
): Affected {
  const named = naming(queries, new Set(changes.map(({ event }) => event)));
  const read = readAll(named, relations);
  const files = [...named].sort((a, b) => (a.file < b.file ? -1 : 1));
  return {
    affected: files.flatMap((query) => inFile(query, read(query.file), changes)),
    unread: files.flatMap(({ file }) => read(file).unread.map((each) => ({ ...each, file }))),
    unresolved: files.flatMap(({ file }) => read(file).unresolved.map((each) => ({ ...each, file }))),
  };
}

/**
 * The queries whose text holds the name of a table that matters: an event's, or a query's among them. No other can read
 * the event, and a thousand queries need not be parsed. A table that a template names may be any.
 */
function naming(queries: readonly QueryFile[], events: ReadonlySet<string>): QueryFile[] {
  const names = new Set<string>();
  const matters = (text: string) =>
    templated.test(text) ||
    [...events].some((event) => text.includes(event)) ||
    (text.match(/\w+/g) ?? []).some((word) => names.has(word));
  const found = new Set<QueryFile>();
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const query of queries) {
      if (found.has(query) || !matters(query.sql.toLowerCase())) continue;
      found.add(query);
      names.add(nameOf(query.file));
    }
  }
  return [...found];
}

const templated = /\b(from|join)\s+["`]?\{\{/;

/** Reads each file once; a file that another one names as a table is read before it. */
export function readAll(queries: readonly QueryFile[], relations: readonly Relation[]): (file: string) => Reading {
  const readings = new Map<string, Reading>();
  const open = new Set<string>();
  const byName = new Map(queries.map((query) => [nameOf(query.file), query]));
  const read = ({ file, sql }: QueryFile): Reading => {
    const known = readings.get(file);
    if (known !== undefined) return known;
    open.add(file);
    const shared = (name: string): Columns | undefined => {
      const other = byName.get(name);
      return other === undefined || open.has(other.file) ? undefined : read(other).output;
    };
    const reading = readQueries(sql, { relations, shared });
    open.delete(file);
    readings.set(file, reading);
    return reading;
  };
  const byFile = new Map(queries.map((query) => [query.file, query]));
  return (file) => read(byFile.get(file) ?? { file, sql: "" });
}

function nameOf(file: string): string {
  return (file.split("/").at(-1) ?? file).replace(/\.sql$/i, "").toLowerCase();
}

function inFile(
  { file, sql }: QueryFile,
  { columns, tables }: Reading,
  changes: readonly FieldChange[],
): AffectedQuery[] {
  const found = changes.flatMap((change): AffectedQuery[] => {
    const { event, field } = change;
    if (field === undefined) {
      return tables
        .filter(({ relation }) => relation?.event === event)
        .map(({ line, column, name }) => at({ file, line, column, text: name }, change, event, "certain"));
    }
    if (change.change === "value-removed" && !sql.includes(`'${(change.was ?? "").replaceAll("'", "''")}'`)) return [];
    return columns
      .filter((use) => use.relation.event === event)
      .flatMap((use) => {
        const certainty = change.column ? reachesColumn(use, change.column) : reaches(use, field);
        // A value is compared with what is named; what a star reads has no value that it waits for.
        if (certainty === undefined || (change.change === "value-removed" && certainty === "possible")) return [];
        const told =
          change.change === "renamed" && !keepsName(use, field) ? ({ ...change, change: "removed" } as const) : change;
        return [at({ file, ...use }, told, change.column ? use.field : field, certainty)];
      });
  });
  return once(found).sort((a, b) => a.line - b.line || a.column - b.column || (a.field < b.field ? -1 : 1));
}

function at(
  { file, line, column, text }: Pick<AffectedQuery, "file" | "line" | "column" | "text">,
  { event, change, was, is }: FieldChange,
  field: string,
  certainty: AffectedQuery["certainty"],
): AffectedQuery {
  const values = { ...(was === undefined ? {} : { was }), ...(is === undefined ? {} : { is }) };
  return { file, line, column, event, field, change, ...values, certainty, text };
}

/** Whether a use reads a field, something within it, or something that it is a part of. */
function reaches(use: ColumnUse, field: string): AffectedQuery["certainty"] | undefined {
  const own = use.field === field || isWithin(use.field, field);
  if (!own && !isWithin(field, use.field)) return undefined;
  return own && use.sure && (use.how === "named" || use.how === "using") ? "certain" : "possible";
}

/** Whether a use reads a column of a view. */
function reachesColumn(
  use: ColumnUse,
  { view, name }: { readonly view: string; readonly name: string },
): AffectedQuery["certainty"] | undefined {
  if (use.relation.kind !== "view" || use.relation.name !== view || use.name !== name) return undefined;
  return use.sure && (use.how === "named" || use.how === "using") ? "certain" : "possible";
}

/** Whether the column of a renamed field keeps its old name: in views, where it is a column; within an array it is none. */
function keepsName({ relation, name }: ColumnUse, field: string): boolean {
  const shown = relation.columns.find((column) => column.name === name)?.field ?? "";
  return relation.kind === "view" && (shown === field || isWithin(shown, field));
}

function isWithin(inner: string, outer: string): boolean {
  return inner.startsWith(outer) && /^[.[{]/.test(inner.slice(outer.length));
}

/** Each place once a field; the certain one where there are two. */
function once(found: readonly AffectedQuery[]): AffectedQuery[] {
  const places = new Map<string, AffectedQuery>();
  for (const each of found) {
    const key = [each.line, each.column, each.event, each.field, each.change].join(" ");
    if (places.get(key)?.certainty !== "certain") places.set(key, each);
  }
  return [...places.values()];
}
