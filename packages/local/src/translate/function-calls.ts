// Which words of a query are calls of functions, and the gate that each call passes:
// known ones are renamed to what answers them in DuckDB, all others are refused with what to use.
import { functionTable } from "./functions/function-table.js";
import { didYouMean } from "./near-names.js";
import { errorAt } from "./place.js";
import { isQuoted, isWord, type Token } from "./token.js";

/** A piece of the query to be replaced. Offsets are characters. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Words before or with a parenthesis that are syntax or types, never functions. */
const syntaxWords = new Set(
  (
    "ALL AND ANY ARRAY AS ASC AT BERNOULLI BETWEEN BY CASE CHAR CROSS CUBE DECIMAL DESC DISTINCT DOUBLE ELSE END " +
    "ESCAPE EXCEPT EXPLAIN FETCH FILTER FROM FULL GROUP GROUPS HAVING IN INNER INTERSECT INTERVAL INTO IS JOIN " +
    "LATERAL LEFT LIKE LIMIT NOT NULLS NUMERIC OFFSET ON OR ORDER OUTER OVER PARTITION RANGE RECURSIVE RIGHT ROLLUP " +
    "ROWS SELECT SETS SOME SYSTEM TABLESAMPLE THEN TIME TIMESTAMP UNION USING VALUES VARBINARY VARCHAR WHEN WHERE " +
    "WINDOW WITH WITHIN ZONE"
  ).split(" "),
);
/** Those of them that may stand right before a call. `AS` may not: what follows it is an alias or a type. */
const beforeCall = new Set([...syntaxWords].filter((word) => word !== "AS"));

/**
 * Renames every call to what DuckDB answers it with.
 *
 * @throws LocalError `function-not-supported` for a function that is refused or unknown.
 */
export function functionCalls(sql: string, tokens: readonly Token[]): Replacement[] {
  const replacements: Replacement[] = [];
  for (const [index, token] of tokens.entries()) {
    if (!isCall(tokens, index)) continue;
    const name = token.text.toLowerCase();
    if (tokens[index - 1]?.kind === "DOT") {
      throw errorAt(
        "syntax",
        sql,
        token.start,
        `Functions are not called on a value: write ${name}(…) without the dot`,
      );
    }
    const way = functionTable.get(name);
    if (way === undefined) {
      const near = didYouMean(name, functionTable.keys());
      throw errorAt("function-not-supported", sql, token.start, `Athena's function ${name} is not known here${near}`);
    }
    if (way.way === "refused") {
      const message = `The local engine does not answer ${name}: ${way.instead}`;
      throw errorAt("function-not-supported", sql, token.start, message);
    }
    if (way.to !== name) replacements.push({ start: token.start, end: token.end, text: way.to });
  }
  return replacements;
}

function isCall(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  const before = tokens[index - 1];
  if (token === undefined || tokens[index + 1]?.kind !== "L_PAREN" || isQuoted(token)) return false;
  if (!/^[a-z_][a-z0-9_]*$/i.test(token.text) || syntaxWords.has(token.text.toUpperCase())) return false;
  if (before === undefined || before.kind === "DOT") return true;
  if (isWord(before, "AS") || before.kind === "R_PAREN" || isQuoted(before)) return false;
  if (/^[a-z_]/i.test(before.text) && !beforeCall.has(before.text.toUpperCase())) return isWord(before, "EXTRACT");
  return !isCommonTable(tokens, index);
}

/** `name (a, b) AS (` of a WITH clause. */
function isCommonTable(tokens: readonly Token[], index: number): boolean {
  let depth = 0;
  for (let at = index + 1; at < tokens.length; at++) {
    if (tokens[at]?.kind === "L_PAREN") depth++;
    if (tokens[at]?.kind === "R_PAREN" && --depth === 0) {
      return isWord(tokens[at + 1], "AS") && tokens[at + 2]?.kind === "L_PAREN";
    }
  }
  return false;
}
