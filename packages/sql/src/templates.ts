// Templates in a query, such as Redash's `{{ start }}`, put out of the parser's way: each becomes as many
// characters of something that parses, so that every other character keeps its place.

/** What stands for a value: a number does in most places, a name where a table or a column is meant. */
export type Stand = "number" | "name";

const parameter = /\{\{.*?\}\}|\$\{[^}]*\}|%\(\w+\)s|(?<![:\w]):[A-Za-z_]\w*/gsu;
const block = /\{%.*?%\}|\{#.*?#\}|\{\{[#/^!].*?\}\}/gsu;

/** Whether a text holds templates. */
export function hasTemplates(sql: string): boolean {
  return new RegExp(parameter, "su").test(sql) || new RegExp(block, "su").test(sql);
}

/**
 * The query with its templates replaced, character by character.
 *
 * @example
 * withoutTemplates("LIMIT {{ n }}", "number"); // "LIMIT 1111111"
 */
export function withoutTemplates(sql: string, stand: Stand): string {
  const filled = sql.replace(block, (found) => found.replace(/[^\n]/gu, " "));
  return filled.replace(parameter, (found) =>
    stand === "number" ? found.replace(/./gsu, "1") : `p${"_".repeat(Array.from(found).length - 1)}`,
  );
}
