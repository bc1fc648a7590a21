// What a folder of existing queries tells: what they take out of texts, how often, which ask the same, and which event
// columns would replace it.
import type { EventModel } from "@tracklake/schema";
import { places, readSql, type UnreadStatement } from "@tracklake/sql";
import type { QueryFile } from "./affected-queries.js";
import { queryFingerprint } from "./fingerprint.js";
import { type MatchingColumn, matchingColumns } from "./matching-columns.js";
import { type ParsedValue, parsedValues } from "./parsed-values.js";

/** Where a query, or a part of it, stands. */
export interface QueryPlace {
  readonly file: string;
  readonly line: number;
}

/** A value that queries take out of a text. */
export interface ParsedPath {
  /** The column that holds the text. */
  readonly source: string;
  /** The path in its JSON, or what is done to it. */
  readonly path: string;
  /** The functions and casts, each once. */
  readonly how: readonly string[];
  /** How often. */
  readonly count: number;
  /** The places, in the order of files and lines. */
  readonly queries: readonly QueryPlace[];
  /** Columns of events whose names fit. */
  readonly columns: readonly MatchingColumn[];
}

/** Queries that ask the same thing. */
export interface SameQuestion {
  readonly fingerprint: string;
  readonly queries: readonly QueryPlace[];
}

/** All of it. */
export interface QueriesReport {
  readonly files: number;
  readonly statements: number;
  /** The most frequent first. */
  readonly paths: readonly ParsedPath[];
  /** The largest group first. */
  readonly same: readonly SameQuestion[];
  readonly unread: readonly (UnreadStatement & { readonly file: string })[];
}

/**
 * Reports on queries.
 *
 * @param events - The events whose columns may replace what is parsed.
 * @example
 * queriesReport([{ file: "a.sql", sql: "SELECT json_extract_scalar(body, '$.plan') FROM logs" }], []).paths[0]?.path; // "plan"
 */
export function queriesReport(queries: readonly QueryFile[], events: readonly EventModel[]): QueriesReport {
  const found: { value: ParsedValue; place: QueryPlace }[] = [];
  const questions = new Map<string, QueryPlace[]>();
  const unread: QueriesReport["unread"][number][] = [];
  let statements = 0;
  for (const { file, sql } of queries) {
    const read = readSql(sql);
    const place = places(sql);
    unread.push(...read.unread.map((each) => ({ ...each, file })));
    for (const { tree, start, first } of read.statements) {
      statements++;
      const line = place(first).line;
      const fingerprint = queryFingerprint(tree);
      questions.set(fingerprint, [...(questions.get(fingerprint) ?? []), { file, line }]);
      for (const value of parsedValues(tree)) {
        const at = value.at === undefined ? line : place(start + value.at).line;
        found.push({ value, place: { file, line: at } });
      }
    }
  }
  return {
    files: queries.length,
    statements,
    paths: grouped(found, events),
    same: [...questions]
      .filter(([, all]) => all.length > 1)
      .map(([fingerprint, all]) => ({ fingerprint, queries: all }))
      .sort((a, b) => b.queries.length - a.queries.length),
    unread,
  };
}

function grouped(
  found: readonly { value: ParsedValue; place: QueryPlace }[],
  events: readonly EventModel[],
): ParsedPath[] {
  const groups = new Map<string, { value: ParsedValue; how: Set<string>; queries: QueryPlace[] }>();
  for (const { value, place } of found) {
    const key = `${value.source} ${value.path}`;
    const group = groups.get(key) ?? { value, how: new Set<string>(), queries: [] };
    for (const each of value.how) group.how.add(each);
    group.queries.push(place);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ value: { source, path, segments }, how, queries }) => ({
      source,
      path,
      how: [...how],
      count: queries.length,
      queries,
      columns: matchingColumns(segments, events),
    }))
    .sort((a, b) => b.count - a.count || (`${a.source} ${a.path}` < `${b.source} ${b.path}` ? -1 : 1));
}
