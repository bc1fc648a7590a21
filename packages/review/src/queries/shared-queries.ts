// Queries that become views of everybody's: checked against the schemas first, told with file, line and column.
// A file is one SELECT under a comment that says what it answers; its name is the view's.
import { nearestName } from "@tracklake/schema";
import { dataOf, hasTemplates, lineAndColumn, listOf, nodeOf, type Place, readSql } from "@tracklake/sql";
import { type QueryFile, readAll } from "./affected-queries.js";
import type { Reading } from "./columns-used.js";
import type { Relation } from "./relation.js";
import { queryKinds } from "./resolve-expression.js";

/** What is wrong with a query that was to be a view. */
export interface QueryProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A query that can be a view. */
export interface SharedQuery {
  readonly file: string;
  readonly name: string;
  /** The comment at its head. */
  readonly description: string;
  /** The SELECT, without the comment and a semicolon at its end. */
  readonly sql: string;
  /** Names of its columns, in their order. */
  readonly columns: readonly string[];
  /** What it reads of the lake, `<database>.<name>`; other shared queries among them. */
  readonly reads: readonly string[];
}

/** A query that cannot be one. */
export interface UnsharedQuery {
  readonly file: string;
  readonly name: string;
  readonly problems: readonly QueryProblem[];
}

/** What became of the files. */
export interface SharedQueries {
  /** Those that others read come before them. */
  readonly shared: readonly SharedQuery[];
  readonly refused: readonly UnsharedQuery[];
  /** Files without a comment at their head: they are nobody's but their author's. */
  readonly private: readonly string[];
}

/**
 * Reads the queries that are to be views.
 *
 * @param relations - What {@link queryCatalogue} answers.
 * @param at - The database of the views, and that of the tables; and names that only the local engine knows.
 * @example
 * sharedQueries([{ file: "queries/plans.sql", sql: "-- Plans.\nSELECT plan FROM plan_changed" }], relations, at).shared;
 */
export function sharedQueries(
  queries: readonly QueryFile[],
  relations: readonly Relation[],
  at: { readonly views: string; readonly tables: string; readonly dimensions?: readonly string[] },
): SharedQueries {
  const described = queries.filter(({ sql }) => headOf(sql) !== "");
  const read = readAll(described, relations);
  const names = new Map<string, string[]>();
  for (const { file } of described) names.set(nameOf(file), [...(names.get(nameOf(file)) ?? []), file]);
  const known = { relations, names, ...at };
  const all = described.map((query) => {
    const name = nameOf(query.file);
    const reading = read(query.file);
    const problems = [...nameProblems(query, known), ...textProblems(query), ...readingProblems(query, reading, known)];
    return { ...query, name, reading, problems };
  });
  const refused = new Map(all.filter(({ problems }) => problems.length > 0).map((one) => [one.name, one.problems]));
  const ordered = inOrder(
    all.filter(({ name }) => !refused.has(name)),
    names,
  );
  return {
    shared: ordered.sorted.map(({ file, name, sql, reading }) => ({
      file,
      name,
      description: headOf(sql),
      sql: bodyOf(sql),
      columns: reading.output.columns.map((column) => column.name),
      reads: [...new Set(reading.tables.map((use) => `${use.relation?.database ?? at.views}.${bare(use.name)}`))],
    })),
    refused: [
      ...all.flatMap(({ file, name, problems }) => (problems.length > 0 ? [{ file, name, problems }] : [])),
      ...ordered.stuck.map(({ file, name, reading }) => {
        const use = reading.tables.find((table) => table.relation === undefined && names.has(bare(table.name)));
        const message = refused.has(bare(use?.name ?? ""))
          ? `it reads ${use?.name}, which is refused: correct that one first.`
          : `it reads itself by way of ${use?.name}: take one of the two out.`;
        return { file, name, problems: [{ file, line: use?.line ?? 1, column: use?.column ?? 1, message }] };
      }),
    ],
    private: queries.filter((query) => !described.includes(query)).map(({ file }) => file),
  };
}

interface Known {
  readonly relations: readonly Relation[];
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly views: string;
  readonly tables: string;
  readonly dimensions?: readonly string[];
}

function nameProblems({ file }: QueryFile, { relations, names, views }: Known): QueryProblem[] {
  const name = nameOf(file);
  const problem = (message: string) => [{ file, line: 1, column: 1, message }];
  if (!/^[a-z][a-z0-9_]{0,254}$/.test(name)) {
    return problem(`"${name}" is no name of a view: name the file in lower_snake, such as plans_by_month.sql.`);
  }
  const other = (names.get(name) ?? []).find((one) => one !== file);
  if (other !== undefined) return problem(`${other} has the same name: rename one of the two.`);
  const taken = relations.find((relation) => relation.database === views && relation.name === name);
  if (!taken) return [];
  const whose = taken.event === "" ? "the lake" : `the event ${taken.event}`;
  return problem(`${name} is the name of a view of ${whose}: rename the file.`);
}

function textProblems({ file, sql }: QueryFile): QueryProblem[] {
  const { statements, unread } = readSql(sql);
  const problem = (place: Place, message: string): QueryProblem => {
    return { file, line: place.line, column: place.column, message };
  };
  if (unread.length > 0) return unread.map((place) => problem(place, `${place.message}.`));
  const [first, second] = statements;
  if (!first) return [problem(lineAndColumn(sql, 0), "there is no query in it.")];
  const start = lineAndColumn(sql, first.first);
  if (second)
    return [problem(lineAndColumn(sql, second.first), "a view is one SELECT: put this one into a file of its own.")];
  if (hasTemplates(bodyOf(sql))) {
    return [problem(start, "a view has no parameters: take the {{ templates }} out, or the comment at its head.")];
  }
  const { kind = "", data = {} } = nodeOf(first.tree) ?? {};
  if (!queryKinds.has(kind)) return [problem(start, "a view is a SELECT.")];
  const starred = kind === "select" && listOf(data, "expressions").some((one) => dataOf(one, "star") !== undefined);
  return starred ? [problem(start, STARRED)] : [];
}

/** Trino checks a stored view's columns against its query's: one more, and the view is stale for everybody. */
const STARRED = "name its columns: a view of * fails (VIEW_IS_STALE) once an event has got another column.";

function readingProblems({ file, sql }: QueryFile, reading: Reading, known: Known): QueryProblem[] {
  const tables = reading.tables.flatMap(({ name, relation, line, column }): QueryProblem[] => {
    const [database, table] = name.includes(".") ? name.split(".") : [known.views, name];
    if (relation !== undefined || (database === known.views && known.names.has(table ?? ""))) return [];
    if (database !== known.views && database !== known.tables) return [];
    if (name === table && known.dimensions?.includes(table)) {
      const message = `${table} is a dimension of the local engine alone: name the table of your catalogue, catalog.schema.${table}.`;
      return [{ file, line, column, message }];
    }
    const candidates = known.relations.filter((each) => each.database === database).map((each) => each.name);
    const meant = nearestName(table ?? "", [...candidates, ...(database === known.views ? known.names.keys() : [])]);
    const next = meant === undefined ? "The catalogue lists them." : `Did you mean ${meant}?`;
    return [{ file, line, column, message: `there is no table ${table} in ${database}. ${next}` }];
  });
  if (tables.length > 0) return tables;
  const columns = reading.unresolved.map(({ name, line, column }): QueryProblem => {
    const named = reading.tables.flatMap(({ relation }) => relation?.columns.map((one) => one.name) ?? []);
    const meant = nearestName(name.split(".").at(-1) ?? name, named);
    const next = meant === undefined ? "" : ` Did you mean ${meant}?`;
    return { file, line, column, message: `no table of the query has a column ${name}.${next}` };
  });
  return columns.length > 0 ? columns : outputProblems(file, sql, reading);
}

function outputProblems(file: string, sql: string, { output }: Reading): QueryProblem[] {
  const { line, column } = lineAndColumn(sql, readSql(sql).statements[0]?.first ?? 0);
  const names = output.columns.map(({ name }) => name);
  const unnamed = names.indexOf("");
  if (unnamed >= 0) return [{ file, line, column, message: `column ${unnamed + 1} has no name: write AS after it.` }];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? [] : [{ file, line, column, message: `two of its columns are called ${twice}.` }];
}

interface Checked extends QueryFile {
  readonly name: string;
  readonly reading: Reading;
}

/** Those that are read come first; what waits for what never comes is stuck. */
function inOrder(
  all: readonly Checked[],
  names: ReadonlyMap<string, unknown>,
): { sorted: Checked[]; stuck: Checked[] } {
  const sorted: Checked[] = [];
  let waiting = [...all];
  for (;;) {
    const there = new Set(sorted.map(({ name }) => name));
    const needs = ({ reading }: Checked) =>
      reading.tables.filter((use) => use.relation === undefined).map((use) => bare(use.name));
    const ready = waiting.filter((one) => needs(one).every((name) => there.has(name) || !names.has(name)));
    if (ready.length === 0) return { sorted, stuck: waiting };
    sorted.push(...ready);
    waiting = waiting.filter((one) => !ready.includes(one));
  }
}

/** The comment before the first word, without its marks. */
function headOf(sql: string): string {
  const first = readSql(sql).statements[0]?.first ?? firstWord(sql);
  const head = Array.from(sql).slice(0, first).join("");
  return [...head.matchAll(/--([^\n]*)|\/\*([\s\S]*?)\*\//g)]
    .map(([, line, block]) => (line ?? block ?? "").replace(/^\s*\*/gm, "").trim())
    .filter((text) => text !== "")
    .join(" ")
    .replace(/\s+/g, " ");
}

/** Where an unreadable text begins to be more than a comment. */
function firstWord(sql: string): number {
  const head = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(sql)?.[0] ?? "";
  return Array.from(head).length;
}

function bodyOf(sql: string): string {
  const [first] = readSql(sql).statements;
  if (!first) return "";
  const characters = Array.from(sql);
  const end = first.start + Array.from(first.text).length;
  return characters.slice(first.first, end).join("").trim();
}

function bare(name: string): string {
  return name.split(".").at(-1) ?? name;
}

function nameOf(file: string): string {
  return (file.split("/").at(-1) ?? file).replace(/\.sql$/i, "").toLowerCase();
}
