// What a query takes out of text: JSON by a path, a part between separators, a match of a pattern.
// Calls within calls are one value: json_extract(json_parse(body), '$.a') takes `a` out of `body`.
import { type Data, dataOf, isData, listOf, nameOf, nodeOf, startOf } from "@tracklake/sql";
import { jsonSegments, pathText } from "./json-path.js";

/** One value that a query takes out of a text. */
export interface ParsedValue {
  /** The column, lower-case, without its table; `?` when it is computed. */
  readonly source: string;
  /** The path in the JSON, or what is done to the text, such as `split_part '/' 2`. */
  readonly path: string;
  /** Segments of the JSON's path; empty for other texts. */
  readonly segments: readonly string[];
  /** The functions and the type it is cast to, from within outwards. */
  readonly how: readonly string[];
  /** Characters from the statement's start, where the text names the column. */
  readonly at: number | undefined;
}

const byPath: Readonly<Record<string, string>> = {
  json_extract: "json_extract",
  json_extract_scalar: "json_extract_scalar",
  json_value: "json_value",
  json_query: "json_query",
  get_json_object: "get_json_object",
  json_extract_string: "json_extract_string",
  json_size: "json_size",
  json_exists: "json_exists",
};
const byKeys = new Set([
  "json_extract_path",
  "json_extract_path_text",
  "jsonb_extract_path",
  "jsonb_extract_path_text",
]);
const whole = new Set(["json_parse", "parse_json", "from_json", "json_unquote", "json_format", "to_jsonb"]);
const byIndex = new Set(["json_array_get"]);
const ofText = new Set([
  "split_part",
  "split",
  "substring_index",
  "regexp_extract",
  "regexp_extract_all",
  "regexp_like",
  "regexp_substr",
  "url_extract_parameter",
]);

/** Every value that a statement takes out of texts, in the order of the tree. */
export function parsedValues(tree: unknown): ParsedValue[] {
  if (Array.isArray(tree)) return tree.flatMap(parsedValues);
  if (!isData(tree)) return [];
  const value = takenOf(tree);
  const taken = value?.how.some((each) => !each.startsWith("as ")) ? value : undefined;
  return taken === undefined ? Object.values(tree).flatMap(parsedValues) : [taken, ...insideOf(tree)];
}

/** What the arguments beside the text take out in turn. */
function insideOf(node: Data): ParsedValue[] {
  const { data } = nodeOf(node) ?? { data: node };
  const { this: inner, args, ...others } = data;
  const beside = Array.isArray(args) ? args.slice(1) : [];
  const first = Array.isArray(args) ? args[0] : inner;
  const deeper = isData(first) && takenOf(first) !== undefined ? insideOf(first) : parsedValues(first);
  return [...parsedValues(Object.values(others)), ...parsedValues(beside), ...deeper];
}

function takenOf(node: unknown): ParsedValue | undefined {
  const { kind, data } = nodeOf(node) ?? { kind: "", data: {} };
  const column = kind === "column" ? nameOf(data.name)?.toLowerCase() : undefined;
  if (column !== undefined) return { source: column, path: "$", segments: [], how: [], at: startOf(data) };
  if (kind === "paren") return takenOf(data.this);
  const { name, args } = callOf(kind, data);
  const of = (more: Partial<ParsedValue>, how: string): ParsedValue => {
    const inner = takenOf(args[0]) ?? { source: "?", path: "$", segments: [], how: [], at: undefined };
    const segments = [...inner.segments, ...(more.segments ?? [])];
    return { ...inner, path: pathText(segments), ...more, segments, how: [...inner.how, how] };
  };
  if (byPath[name] !== undefined) {
    const path = textOf(args[1]);
    const shown = data.arrow_syntax === true || data.hash_arrow_syntax === true ? arrow(kind, data) : name;
    return of({ segments: path === undefined ? [] : jsonSegments(path) }, shown);
  }
  if (byKeys.has(name)) return of({ segments: args.slice(1).flatMap((arg) => textOf(arg) ?? []) }, name);
  if (byIndex.has(name)) return of({ segments: ["[]"] }, name);
  if (whole.has(name)) return of({}, name);
  if (ofText.has(name)) return of({ path: [name, ...args.slice(1).map(shownOf)].join(" "), segments: [] }, name);
  const pattern = kind === "substring" ? textOf(data.start) : undefined;
  if (pattern !== undefined) return of({ path: `substring ${shownOf(data.start)}` }, "substring");
  return wrapped(kind, data);
}

/** A cast of such a value, or an element of one that was cast to a map or an array. */
function wrapped(kind: string, data: Data): ParsedValue | undefined {
  if (kind === "cast" || kind === "try_cast") {
    const inner = takenOf(data.this);
    const type = isData(data.to) ? String(data.to.data_type ?? "").replaceAll("_", "") : "";
    return inner === undefined || inner.how.length === 0 ? undefined : { ...inner, how: [...inner.how, `as ${type}`] };
  }
  const key = kind === "subscript" ? textOf(data.index) : undefined;
  const inner = key === undefined ? undefined : takenOf(data.this);
  if (key === undefined || inner === undefined || inner.how.length === 0) return undefined;
  const segments = [...inner.segments, key];
  return { ...inner, segments, path: pathText(segments) };
}

/** A call's name, lower-case, and its arguments, whether the parser has a node of its own for it or not. */
function callOf(kind: string, data: Data): { name: string; args: readonly unknown[] } {
  if (kind === "function") return { name: String(data.name).toLowerCase(), args: listOf(data, "args") };
  return { name: kind, args: [data.this, data.path ?? data.expression] };
}

function arrow(kind: string, data: Data): string {
  return `${data.hash_arrow_syntax === true ? "#" : "-"}${kind === "json_extract_scalar" ? ">>" : ">"}`;
}

/** The text of a literal. */
function textOf(node: unknown): string | undefined {
  const value = dataOf(node, "literal")?.value;
  return typeof value === "string" ? value : undefined;
}

function shownOf(node: unknown): string {
  const literal = dataOf(node, "literal");
  if (literal === undefined) return "…";
  return literal.literal_type === "string" ? `'${String(literal.value)}'` : String(literal.value);
}
