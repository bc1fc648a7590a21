// Syntax that the parser or DuckDB would take but Athena does not, or that DuckDB lacks: said before anything runs.
// A query that passes here and works locally should not fail in Athena for its syntax.
import type { Replacement } from "./function-calls.js";
import { errorAt } from "./place.js";
import { isQuoted, isWord, type Token } from "./token.js";

const notAthena: Readonly<Record<string, string>> = {
  D_COLON: "Athena has no ::, write CAST(x AS type)",
  L_BRACE: "Athena has no { }, write ROW(…) or MAP(ARRAY[…], ARRAY[…])",
  D_ARROW: "Athena has no ->>, write json_extract_scalar(json, '$.path')",
  PARAMETER: "Athena has no such parameter, write the value",
  HASH: "Athena has no #",
  COLON: "Athena has no :, write slice(array, start, length) for a part of an array",
  COLON_EQ: "Athena has no :=",
  F_ARROW: "Athena has no =>",
  ESCAPE_STRING: "Athena has no e'…'; write the characters themselves, or chr(10)",
  UNICODE_STRING: "The local engine has no U&'…'; write the characters themselves, or chr(n)",
  NATIONAL_STRING: "Athena has no N'…'; write '…'",
};
const notLocal: Readonly<Record<string, string>> = {
  MATCH_RECOGNIZE: "use window functions such as lag and lead",
  PIVOT: "use GROUP BY with count_if or FILTER",
  UNPIVOT: "use UNNEST",
  QUALIFY: "filter the window function in an outer query",
};

/**
 * Refuses foreign syntax and replaces what the parser would misread.
 *
 * @throws LocalError `syntax` or `function-not-supported`, pointing at the place.
 */
export function syntaxGate(sql: string, tokens: readonly Token[]): Replacement[] {
  const replacements: Replacement[] = [];
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    const next = tokens[index + 1];
    const foreign = notAthena[token.kind];
    if (foreign !== undefined) throw errorAt("syntax", sql, token.start, foreign);
    if (token.kind === "QUOTED_IDENTIFIER" && Array.from(sql)[token.start] === "`") {
      throw errorAt("syntax", sql, token.start, `Queries quote names with ": write "${token.text}"`);
    }
    if (token.kind === "STRING" && before?.kind === "STRING") {
      throw errorAt("syntax", sql, token.start, "Join texts with ||");
    }
    if (token.kind === "NUMBER" && next?.kind === "VAR" && next.start === token.end) {
      throw errorAt("syntax", sql, token.start, "Athena has no such number; write it in decimal digits");
    }
    if (token.kind === "COMMA" && (next === undefined || next.kind === "R_PAREN" || isWord(next, "FROM", "WHERE"))) {
      throw errorAt("syntax", sql, token.start, "Nothing follows this comma");
    }
    if (isWord(token, "FOR") && isWord(next, "UPDATE", "SHARE")) {
      throw errorAt("syntax", sql, token.start, "Athena has no FOR UPDATE");
    }
    const absent = isQuoted(token) ? undefined : notLocal[token.text.toUpperCase()];
    if (absent !== undefined && next?.kind === "L_PAREN") {
      throw errorAt("function-not-supported", sql, token.start, `The local engine has no ${token.text}: ${absent}`);
    }
    replacements.push(...literal(tokens, index), ...extractUnit(tokens, index));
  }
  return replacements;
}

/** `TIMESTAMP '… zone'` has a zone, `DECIMAL '1.50'` its own precision; `LIMIT ALL` is no limit. */
function literal(tokens: readonly Token[], index: number): Replacement[] {
  const [token, next] = [tokens[index], tokens[index + 1]];
  if (token === undefined || next === undefined) return [];
  if (isWord(token, "LIMIT") && isWord(next, "ALL")) return [{ start: token.start, end: next.end, text: "" }];
  if (isWord(token, "DECIMAL") && next.kind === "STRING" && /^[+-]?\d*\.?\d*$/.test(next.text)) {
    const [whole = "", fraction = ""] = next.text.replace(/^[+-]?0*/, "").split(".");
    const precision = Math.max(1, whole.length + fraction.length);
    const text = `CAST('${next.text}' AS DECIMAL(${precision}, ${fraction.length}))`;
    return [{ start: token.start, end: next.end, text }];
  }
  if (!isWord(token, "TIMESTAMP") || next.kind !== "STRING" || !/\d\s*([A-Za-z]|[+-]\d\d:\d\d$)/.test(next.text)) {
    return [];
  }
  const value = next.text.replaceAll("'", "''").replace(/\s+([+-]\d\d:\d\d)$/, "$1");
  return [{ start: token.start, end: next.end, text: `CAST('${value}' AS TIMESTAMP WITH TIME ZONE)` }];
}

const extractUnits: Readonly<Record<string, string>> = {
  DAY_OF_MONTH: "DAY",
  DAY_OF_WEEK: "ISODOW",
  DAY_OF_YEAR: "DOY",
  DOW: "ISODOW",
  YEAR_OF_WEEK: "ISOYEAR",
  YOW: "ISOYEAR",
};

function extractUnit(tokens: readonly Token[], index: number): Replacement[] {
  const unit = tokens[index + 2];
  if (!isWord(tokens[index], "EXTRACT") || tokens[index + 1]?.kind !== "L_PAREN" || unit === undefined) return [];
  const text = extractUnits[unit.text.toUpperCase()];
  return text === undefined ? [] : [{ start: unit.start, end: unit.end, text }];
}
