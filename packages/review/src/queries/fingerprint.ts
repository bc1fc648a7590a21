// What a query asks, whatever it is written like: white space, comments, letters' case, quotes, aliases, literals,
// and the order of what may stand in any order make no difference.
import { createHash } from "node:crypto";
import { type Data, dataOf, isData, listOf, nameOf, nodeOf, visit } from "@tracklake/sql";

/**
 * The fingerprint of a parsed statement: 16 hex digits.
 *
 * @param tree - What `readSql` answers.
 */
export function queryFingerprint(tree: Data): string {
  const names = namesOf(tree);
  return createHash("sha256").update(canonical(tree, names)).digest("hex").slice(0, 16);
}

/** What aliases stand for. */
interface Names {
  /** Alias of a table → the table, or a number for what has no name of its own. */
  readonly tables: Map<string, string>;
  /** Alias of a select list → what it is. */
  readonly values: ReadonlyMap<string, unknown>;
  /** Whether one table alone is read, so that naming it in front of a column says nothing. */
  readonly single: boolean;
}

function namesOf(tree: Data): Names {
  const tables = new Map<string, string>();
  const values = new Map<string, unknown>();
  let count = 0;
  const named = (name: unknown, meaning?: string): void => {
    const alias = nameOf(name)?.toLowerCase();
    if (alias !== undefined && !tables.has(alias)) tables.set(alias, meaning ?? `#${tables.size}`);
  };
  visit(tree, (data) => {
    if (data.alias_first !== undefined) named(data.alias);
  });
  visit(tree, (data) => {
    const table = dataOf(data, "table");
    if (table !== undefined) {
      count++;
      const own = tables.get(tableName(table)) ?? tableName(table);
      named(table.alias, own);
      named(table.name, own);
    }
    if (dataOf(data, "subquery") !== undefined) named(dataOf(data, "subquery")?.alias);
    const select = dataOf(data, "select");
    for (const expression of select === undefined ? [] : listOf(select, "expressions")) {
      const alias = dataOf(expression, "alias");
      const name = nameOf(alias?.alias)?.toLowerCase();
      if (name !== undefined && !values.has(name)) values.set(name, alias?.this);
    }
  });
  return { tables, values, single: count === 1 };
}

function tableName(table: Data): string {
  return [table.schema, table.name].flatMap((part) => nameOf(part)?.toLowerCase() ?? []).join(".");
}

const silent = new Set([
  "span",
  "quoted",
  "alias_explicit_as",
  "alias_keyword",
  "original_name",
  "pre_alias_comments",
  "leading_comments",
  "trailing_comments",
  "nesting_group",
  "inferred_type",
]);
const inAnyOrder = new Set(["and", "or", "add", "mul", "eq", "neq", "union"]);
/** Literals that say what is asked, not for which value: paths and patterns. */
const telling = new Set(["json_extract", "json_extract_scalar", "json_value", "json_query", "function", "subscript"]);

function canonical(value: unknown, names: Names, keep = false): string {
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each, names, keep)).join(",")}]`;
  if (typeof value === "string") return value.toLowerCase();
  if (!isData(value)) return String(value);
  const node = nodeOf(value);
  if (node === undefined) return members(value, names, keep);
  const { kind, data } = node;
  // A clause, such as WHERE, holds its expression under `this`; that is no node.
  if (kind === "this") return canonical(data, names, keep);
  if (kind === "literal") return keep ? String(data.value) : "?";
  if (kind === "paren") return canonical(data.this, names, keep);
  if (kind === "alias") return canonical(data.this, names, keep);
  if (kind === "column") return columnText(data, names);
  if (kind === "table") return `table ${names.tables.get(nameOf(data.name)?.toLowerCase() ?? "") ?? tableName(data)}`;
  if (kind === "in")
    return `in ${canonical(data.this, names)} ${canonical(data.query ?? "?", names)} ${data.not === true}`;
  if (inAnyOrder.has(kind) && data.left !== undefined)
    return `${kind}(${operands(kind, value, names).sort().join(",")})`;
  if (kind === "select")
    return `select ${members({ ...data, expressions: sorted(data.expressions, names) }, names, keep)}`;
  return `${kind} ${members(data, names, telling.has(kind))}`;
}

/** The operands of `a AND b AND c`, however they are nested. */
function operands(kind: string, value: unknown, names: Names): string[] {
  const data = dataOf(dataOf(value, "paren")?.this ?? value, kind);
  if (data === undefined) return [canonical(value, names)];
  const both = [data.left, data.right];
  const flat =
    kind === "eq" || kind === "neq"
      ? both.map((each) => canonical(each, names))
      : both.flatMap((each) => operands(kind, each, names));
  return [...flat, ...(data.with == null ? [] : [canonical(data.with, names)]), ...(data.all === true ? ["all"] : [])];
}

function members(data: Data, names: Names, keep: boolean): string {
  const entries = Object.entries(data).filter(
    ([key, each]) =>
      !silent.has(key) &&
      !["alias", "column_aliases"].includes(key) &&
      each !== null &&
      each !== false &&
      !(Array.isArray(each) && each.length === 0),
  );
  return `{${entries.map(([key, each]) => `${key}:${key === "group_by" ? grouped(each, names) : canonical(each, names, keep)}`).join(",")}}`;
}

function grouped(clause: unknown, names: Names): string {
  return isData(clause) ? sorted(clause.expressions, names).join(",") : "";
}

function sorted(list: unknown, names: Names): string[] {
  return (Array.isArray(list) ? list : []).map((each) => canonical(each, names)).sort();
}

/** A column with what stands for its table; a bare alias of the select list is what it names. */
function columnText(data: Data, names: Names): string {
  const name = nameOf(data.name)?.toLowerCase() ?? "";
  const table = nameOf(data.table)?.toLowerCase();
  const value = table === undefined ? names.values.get(name) : undefined;
  if (value !== undefined) return canonical(value, { ...names, values: new Map() });
  if (table === undefined || names.single) return `column ${name}`;
  return `column ${names.tables.get(table) ?? table}.${name}`;
}
