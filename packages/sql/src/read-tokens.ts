// The words and marks of a text of SQL, with their places. Comments and white space are not among them.
import { type Dialect, tokenize } from "@polyglot-sql/sdk";
import type { SqlDialect } from "./read-sql.js";

/** A word or a mark. */
export interface SqlToken {
  /** The parser's kind, such as `VAR`, `STRING`, `L_PAREN`. */
  readonly kind: string;
  /** The text without quotes. */
  readonly text: string;
  /** Characters from the text's start. */
  readonly start: number;
  readonly end: number;
}

/** The tokens of a text; none when it cannot be read. */
export function readTokens(sql: string, dialect: SqlDialect): SqlToken[] {
  const { tokens = [] } = tokenize(sql, dialect as Dialect);
  return (tokens ?? []).map((token) => ({
    kind: kindOf(token),
    text: token.text,
    start: token.span.start,
    end: token.span.end,
  }));
}

/** Polyglot declares `tokenType`; its WebAssembly answers `token_type`. */
function kindOf(token: { tokenType?: string; token_type?: string }): string {
  return token.token_type ?? token.tokenType ?? "";
}
