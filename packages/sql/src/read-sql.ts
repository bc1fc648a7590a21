// SQL as people keep it in files: several statements, comments, templates, and one of a few dialects.
// What no dialect can read is told with its place; it is never left out in silence.
import { Dialect, parse } from "@polyglot-sql/sdk";
import { lineAndColumn, type Place } from "./place.js";
import { type Piece, splitStatements } from "./split.js";
import { hasTemplates, withoutTemplates } from "./templates.js";
import { type Data, dataOf, isData } from "./tree.js";

/** A dialect, as the parser calls it. */
export type SqlDialect = `${Dialect}`;

/** A statement that was read. */
export interface ReadStatement {
  readonly tree: Data;
  /** The name of the dialect that read it, such as `trino`. */
  readonly dialect: SqlDialect;
  /** The statement as it is written, templates and comments included. */
  readonly text: string;
  /** What the parser was given: the text with templates and the words around a query replaced, character by character. */
  readonly parsed: string;
  /** Where it starts: characters from the text's start. Add it to the places in the tree. */
  readonly start: number;
  /** Where its first word is: characters from the text's start. */
  readonly first: number;
}

/** A statement that no dialect can read. */
export interface UnreadStatement extends Place {
  readonly message: string;
}

/** Athena's own first; the others as a start-up may have them in one tool. */
const dialects = [
  Dialect.Trino,
  Dialect.Athena,
  Dialect.PostgreSQL,
  Dialect.MySQL,
  Dialect.DuckDB,
  Dialect.SQLite,
  Dialect.Generic,
];

/**
 * Reads every statement of a text.
 *
 * @example
 * readSql("SELECT plan FROM plan_changed; SELECT").unread[0]?.line; // 1
 */
export function readSql(sql: string): { statements: ReadStatement[]; unread: UnreadStatement[] } {
  const statements: ReadStatement[] = [];
  const unread: UnreadStatement[] = [];
  for (const piece of splitStatements(sql)) {
    const read = readPiece(piece);
    if ("tree" in read) statements.push(read);
    else unread.push({ ...lineAndColumn(sql, piece.start + read.at), message: read.message });
  }
  return { statements, unread };
}

interface Failure {
  readonly at: number;
  readonly message: string;
}

function readPiece({ text, start, first }: Piece): ReadStatement | Failure {
  const body = withoutWrapper(text);
  const texts = hasTemplates(body) ? [withoutTemplates(body, "number"), withoutTemplates(body, "name"), body] : [body];
  let failure: Failure | undefined;
  const word = first - start;
  for (const dialect of dialects) {
    for (const candidate of texts) {
      const read = attempt(candidate, dialect, word);
      if ("tree" in read) return { tree: read.tree, dialect, text, parsed: candidate, start, first };
      failure ??= read;
    }
  }
  return failure ?? { at: 0, message: "there is no statement" };
}

/** Reads one statement; a failure without a place is at its first word. */
function attempt(text: string, dialect: Dialect, word: number): { tree: Data } | Failure {
  const parsed = parse(text, dialect);
  if (!parsed.success) {
    const message = parsed.error.replace(/^.*?column \d+: /, "").replace(/^Invalid expression \/ /, "");
    return { at: parsed.errorStart ?? word, message };
  }
  const [tree] = parsed.ast as unknown[];
  if (!isData(tree)) return { at: word, message: "there is no statement" };
  const command = dataOf(tree, "command");
  if (command !== undefined) return { at: word, message: "this kind of statement is not understood" };
  return { tree };
}

/** A query within `UNLOAD (…) TO …` or behind `PREPARE name FROM`, the rest blanked. */
function withoutWrapper(text: string): string {
  const prepared = /^(\s*prepare\s+\S+\s+from\s)(.*)$/isu.exec(text);
  if (prepared) return blank(prepared[1] ?? "") + (prepared[2] ?? "");
  const unload = /^(\s*unload\s*)(\(.*)$/isu.exec(text);
  if (!unload) return text;
  const [, head = "", rest = ""] = unload;
  const end = rest.lastIndexOf(")", Math.max(rest.search(/\)\s*to\s/iu), 0));
  return end < 0 ? text : blank(head) + rest.slice(0, end + 1) + blank(rest.slice(end + 1));
}

const blank = (text: string): string => text.replace(/[^\n]/gu, " ");
