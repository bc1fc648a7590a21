// The safety net: words of a statement that read like a column of its tables and that the parser kept out of its tree.
// It takes some words for syntax (`timestamp`, `limit`) and keeps some clauses as text; a column must not be lost there.
import { type ReadStatement, readTokens, startOf, visit } from "@tracklake/sql";
import { namesWithin, type Relation, type Source, sourceOf } from "./relation.js";

/** The columns that unseen words may mean. */
export function unseenNames(
  statement: ReadStatement,
  relations: readonly Relation[],
): { source: Source; at: number }[] {
  const seen = new Set<number>();
  visit(statement.tree, (data) => {
    const start = startOf(data);
    if (start !== undefined) seen.add(start);
  });
  const tokens = readTokens(statement.parsed, statement.dialect);
  return tokens.flatMap((token, index) => {
    if (seen.has(token.start) || token.kind.includes("STRING") || tokens[index + 1]?.kind === "L_PAREN") return [];
    const name = token.text.toLowerCase();
    return relations.flatMap((relation) =>
      relation.columns
        .filter((column) => column.name === name || namesWithin(column.type).includes(name))
        .map((column) => ({ source: sourceOf(relation, column), at: token.start })),
    );
  });
}
