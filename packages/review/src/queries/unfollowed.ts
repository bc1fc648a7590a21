// Statements that are read but not followed to their columns: what they take is said not to be known, never left out.
import { lineAndColumn, type ReadStatement, readTokens, type UnreadStatement } from "@tracklake/sql";

/** The clauses, by their first words, and what they are called. */
const clauses: readonly (readonly [word: string, next: string | undefined, isFirst: boolean, name: string])[] = [
  ["MERGE", "INTO", true, "MERGE"],
  ["MATCH_RECOGNIZE", "(", false, "MATCH_RECOGNIZE"],
];

/** What is said of a statement that holds such a clause. */
export function unfollowed(statement: ReadStatement, sql: string): UnreadStatement[] {
  // Most statements hold neither word, and are not taken apart for it.
  if (!clauses.some(([word]) => statement.parsed.toUpperCase().includes(word))) return [];
  const tokens = readTokens(statement.parsed, statement.dialect);
  return clauses.flatMap(([word, next, isFirst, name]) => {
    const at = tokens.findIndex(
      ({ text, kind }, index) =>
        text.toUpperCase() === word && !kind.includes("STRING") && tokens[index + 1]?.text.toUpperCase() === next,
    );
    const token = tokens[at];
    if (!token || (isFirst && at > 0)) return [];
    return [
      { ...lineAndColumn(sql, statement.start + token.start), message: `${name} is not followed to its columns.` },
    ];
  });
}
