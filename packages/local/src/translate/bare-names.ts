// Words that the parser takes for syntax although Athena lets them stand as names: `timestamp`, `limit`, `set`…
// Where what stands beside one shows that it is a name, it is quoted before the parser sees it.
import type { Replacement } from "./function-calls.js";
import { isWord, type Token } from "./token.js";

const words = ["BINARY", "INTERVAL", "LAMBDA", "LIMIT", "SET", "TIMESTAMP"];
const comparisons = new Set("EQ NEQ LT LTE GT GTE PLUS DASH STAR SLASH PERCENT D_PIPE COMMA DOT".split(" "));
const before = ["SELECT", "WHERE", "AND", "OR", "NOT", "BY", "ON", "DISTINCT", "WHEN", "THEN", "ELSE"];
const after = ["IS", "IN", "BETWEEN", "LIKE", "AT", "FROM", "AS", "ASC", "DESC", "THEN", "END", "AND", "OR", "GROUP"];

/** The words of a query that are names in spite of their look. */
export function bareNames(tokens: readonly Token[]): Replacement[] {
  return tokens.flatMap((token, index) => {
    const [previous, next] = [tokens[index - 1], tokens[index + 1]];
    const isName = isWord(token, ...words) && (previous?.kind === "DOT" || standsAlone(previous, next));
    return isName ? [{ start: token.start, end: token.end, text: `"${token.text}"` }] : [];
  });
}

/** Where an expression begins, and with nothing after it that the syntax of the word would take. */
function standsAlone(previous: Token | undefined, next: Token | undefined): boolean {
  const begins = previous !== undefined && (previous.kind === "COMMA" || isWord(previous, ...before));
  return begins && (next === undefined || comparisons.has(next.kind) || isWord(next, ...after));
}
