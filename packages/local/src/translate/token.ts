// The query's tokens, with their places. Comments and white space are not among them.
// Polyglot's tokenizer is asked, so that text in strings and comments is never taken for a name.
import { Dialect, tokenize } from "@polyglot-sql/sdk";
import { errorAt } from "./place.js";

/** A token of a query. */
export interface Token {
  readonly kind: string;
  /** The text without quotes. */
  readonly text: string;
  /** Characters from the query's start. */
  readonly start: number;
  readonly end: number;
}

/**
 * The tokens of a query.
 *
 * @throws LocalError `syntax` when a string or comment does not end, or a character belongs to no token.
 */
export function readTokens(sql: string): Token[] {
  const read = tokenize(sql, Dialect.Trino);
  if (!read.success || !read.tokens) {
    const message = (read.error ?? "the query cannot be read").replace(/^.*?column \d+: /, "");
    throw errorAt("syntax", sql, read.errorStart ?? 0, message);
  }
  return read.tokens.map((token) => ({
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

/** Whether a token is this word, quoted ones never. */
export function isWord(token: Token | undefined, ...words: string[]): boolean {
  return token !== undefined && !isQuoted(token) && words.includes(token.text.toUpperCase());
}

/** Whether a token is a quoted identifier or a string. */
export function isQuoted(token: Token): boolean {
  return token.kind === "QUOTED_IDENTIFIER" || token.kind.includes("STRING");
}
