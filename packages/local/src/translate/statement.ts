// What kind of statement a query is. Only those that read are answered.
// SHOW and DESCRIBE are small enough to be read from their tokens.
import { errorAt } from "./place.js";
import { isWord, type Token } from "./token.js";

/** A statement that reads. */
export type Statement =
  | { readonly kind: "query" }
  | { readonly kind: "explain"; readonly from: number }
  | { readonly kind: "tables"; readonly database?: string; readonly like?: string }
  | { readonly kind: "databases"; readonly like?: string }
  | {
      readonly kind: "columns" | "describe";
      readonly database?: string;
      readonly table: string;
      readonly start: number;
    };

const writing =
  "CREATE INSERT DELETE UPDATE MERGE DROP ALTER TRUNCATE MSCK VACUUM OPTIMIZE UNLOAD COPY ATTACH DETACH INSTALL LOAD " +
  "SET RESET PRAGMA CALL USE GRANT REVOKE DENY PREPARE EXECUTE DEALLOCATE ANALYZE EXPORT IMPORT CHECKPOINT BEGIN " +
  "START COMMIT ROLLBACK REFRESH COMMENT KILL";

/**
 * Reads the kind of a statement from its first words.
 *
 * @throws LocalError `read-only` for a statement that writes or sets, `syntax` for anything else.
 */
export function readStatement(sql: string, tokens: readonly Token[]): Statement {
  const [first, second, third] = tokens;
  if (first === undefined) throw errorAt("syntax", sql, 0, "There is no query");
  if (first.kind === "L_PAREN" || isWord(first, "SELECT", "WITH", "VALUES")) return { kind: "query" };
  if (isWord(first, "EXPLAIN") && second !== undefined) {
    const body = isWord(second, "ANALYZE") ? third : second;
    if (body?.kind === "L_PAREN" || isWord(body, "SELECT", "WITH", "VALUES")) {
      return { kind: "explain", from: body?.start ?? second.start };
    }
    throw errorAt("read-only", sql, second.start, "Only queries are explained: EXPLAIN SELECT …");
  }
  if (isWord(first, "DESCRIBE", "DESC")) return named("describe", sql, tokens.slice(1));
  if (isWord(first, "SHOW")) {
    if (isWord(second, "TABLES", "VIEWS")) return shown("tables", tokens.slice(2));
    if (isWord(second, "DATABASES", "SCHEMAS")) return shown("databases", tokens.slice(2));
    if (isWord(second, "COLUMNS") && isWord(third, "FROM", "IN")) return named("columns", sql, tokens.slice(3));
    throw errorAt("syntax", sql, first.start, "SHOW answers TABLES, DATABASES, and COLUMNS FROM <table>");
  }
  if (isWord(first, ...writing.split(" "))) {
    const message = `${first.text.toUpperCase()} would change something; queries only read: SELECT, WITH, VALUES, SHOW, DESCRIBE, EXPLAIN`;
    throw errorAt("read-only", sql, first.start, message);
  }
  throw errorAt("syntax", sql, first.start, `A query begins with SELECT or WITH, not with ${first.text}`);
}

function named(kind: "columns" | "describe", sql: string, tokens: readonly Token[]): Statement {
  const names = tokens.filter((token) => token.kind !== "DOT" && token.kind !== "SEMICOLON");
  const [a, b] = names;
  if (a === undefined || names.length > 2) {
    throw errorAt("syntax", sql, a?.start ?? sql.length, "Name one table: DESCRIBE <table>");
  }
  const table = (b ?? a).text.toLowerCase();
  const start = (b ?? a).start;
  return b === undefined ? { kind, table, start } : { kind, database: a.text.toLowerCase(), table, start };
}

function shown(kind: "tables" | "databases", tokens: readonly Token[]): Statement {
  const [first, second] = tokens;
  const database = isWord(first, "IN", "FROM") ? second?.text.toLowerCase() : undefined;
  const like = tokens.find((token) => token.kind === "STRING")?.text;
  return {
    kind,
    ...(database === undefined || kind === "databases" ? {} : { database }),
    ...(like === undefined ? {} : { like }),
  };
}
