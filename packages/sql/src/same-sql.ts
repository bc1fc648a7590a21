// Whether two queries are the same but for how they are written down: an engine keeps a view in words of its own.
// White space, parentheses, comments, letter case, needless quotes, AS and ASC make no difference; all else does.
import { Dialect, parse } from "@polyglot-sql/sdk";
import { type Data, dataOf, isData, listOf, nodeOf } from "./tree.js";

/**
 * Whether two queries in Trino's SQL say the same. What cannot be read is the same as its own text alone.
 *
 * @example
 * sameSql("SELECT plan FROM t WHERE dt = 'x'", 'select "plan"\nfrom t\nwhere (dt = \'x\')'); // true
 */
export function sameSql(a: string, b: string): boolean {
  const spaced = (text: string) => text.replace(/\s+/g, " ").trim();
  if (spaced(a) === spaced(b)) return true;
  const [left, right] = [meaning(a), meaning(b)];
  return left !== undefined && left === right;
}

function meaning(sql: string): string | undefined {
  const parsed = parse(sql, Dialect.Trino);
  if (!parsed.success) return undefined;
  const trees = parsed.ast as unknown[];
  return trees.length === 1 ? JSON.stringify(canonical(trees[0])) : undefined;
}

/** Members of a node that say how it was written. */
const spelling: ReadonlySet<string> = new Set([
  "span",
  "quoted",
  "comments",
  "leading_comments",
  "trailing_comments",
  "pre_alias_comments",
  "post_select_comments",
  "leading_clause_comments",
  "operator_comments",
  "left_comments",
  "alias_explicit_as",
  "alias_keyword",
  "explicit_asc",
  "inferred_type",
  "original_name",
]);

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isData(value)) return value;
  const node = nodeOf(value);
  if (node?.kind === "paren") return canonical(node.data.this);
  if (node?.kind === "literal" && node.data.literal_type === "number") {
    // Engines write 1e3 as 1E3.
    return { literal: { number: String(node.data.value).toLowerCase() } };
  }
  if (node?.kind === "select") return { select: membersOf(withoutJoinedTable(node.data)) };
  return membersOf(value);
}

function membersOf(value: Data): Data {
  const members = Object.entries(value)
    .filter(([key, member]) => !spelling.has(key) && member !== null && member !== undefined && member !== false)
    .map(([key, member]) => [key, isName(key, member) ? member.toLowerCase() : canonical(member)] as const)
    .filter(([, member]) => !(Array.isArray(member) && member.length === 0));
  return Object.fromEntries(members.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Engines put a join into parentheses: FROM (a JOIN b) is FROM a JOIN b. */
function withoutJoinedTable(select: Data): Data {
  const { from, joins = [] } = select;
  const [only, ...more] = isData(from) ? listOf(from, "expressions") : [];
  const inner = withoutParens(only);
  const joined = dataOf(inner, "joined_table");
  if (!joined || more.length > 0 || joined.alias) return select;
  const flat = { ...select, from: { ...(from as Data), expressions: [joined.left] } };
  return withoutJoinedTable({ ...flat, joins: [...listOf(joined, "joins"), ...(Array.isArray(joins) ? joins : [])] });
}

function withoutParens(value: unknown): unknown {
  const inner = dataOf(value, "paren");
  return inner ? withoutParens(inner.this) : value;
}

/** Identifiers and functions are the same in any letter case; texts are under other keys. */
function isName(key: string, member: unknown): member is string {
  return key === "name" && typeof member === "string";
}
