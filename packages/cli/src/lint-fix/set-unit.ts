// `unit` in the options of a type: first among them, on a line of its own where they stand on lines.
import ts from "typescript";
import type { Edit } from "./edit.js";
import { type Member, type TypeCall, typeCall } from "./resolve.js";
import type { Sources } from "./source.js";

/** How many arguments stand before the options of a type that a number can have. */
const optionsAt: Readonly<Record<string, number>> = {
  "Type.Integer": 0,
  "Type.Number": 0,
  "column.bigint": 0,
  "Type.Array": 1,
  "Type.Record": 2,
  "Type.Union": 1,
  "column.decimal": 2,
};

/** The edit, or why there is none. */
export function setUnit(member: Member, unit: string, sources: Sources): Edit | { readonly reason: string } {
  const type = withoutWrapper(typeCall(member.value, sources), sources);
  const before = type && optionsAt[type.name];
  if (!type || before === undefined) return { reason: "its type is not written as Type.… or column.…" };
  const file = type.call.getSourceFile();
  const insert = (at: number, text: string): Edit => ({ file: file.fileName, start: at, end: at, text });
  const { arguments: given } = type.call;
  if (given.length < before) return { reason: "its type lacks arguments" };
  const options = given[before];
  const literal = `unit: ${JSON.stringify(unit)}`;
  if (!options) {
    const last = given[before - 1];
    return last ? insert(last.end, `, { ${literal} }`) : insert(type.call.end - 1, `{ ${literal} }`);
  }
  if (!ts.isObjectLiteralExpression(options)) return { reason: "its options are not written in place" };
  return insertFirst(options, literal, insert);
}

function withoutWrapper(type: TypeCall | undefined, sources: Sources): TypeCall | undefined {
  const wrapped = type?.name === "Type.Optional" || type?.name === "Type.Readonly" ? type.call.arguments[0] : undefined;
  return wrapped ? withoutWrapper(typeCall(wrapped, sources), sources) : type;
}

function insertFirst(
  options: ts.ObjectLiteralExpression,
  literal: string,
  insert: (at: number, text: string) => Edit,
): Edit {
  const { text } = options.getSourceFile();
  const open = options.getStart() + 1;
  const comma = options.properties.length > 0 ? "," : "";
  const lineEnd = text.indexOf("\n", open);
  const [first] = options.properties;
  // Behind a comment that begins in the line of the brace, so that it stays with the brace.
  const inLine = lineEnd >= 0 && lineEnd < options.end ? text.slice(open, lineEnd).replace(/\r$/, "") : undefined;
  if (inLine === undefined || !isTrivia(inLine)) {
    const content = text.slice(open, options.end - 1);
    if (content === "") return insert(open, ` ${literal} `);
    return insert(open, /^\s/.test(content) ? ` ${literal}${comma}` : `${literal}${comma} `);
  }
  const next = first?.getStart() ?? options.end - 1;
  const indent = indentAt(text, next) + (first ? "" : "  ");
  const newline = text[lineEnd - 1] === "\r" ? "\r\n" : "\n";
  return insert(open + inLine.length, `${newline}${indent}${literal},`);
}

/** Whether a line holds nothing but spaces and comments that end in it. */
function isTrivia(line: string): boolean {
  return /^\s*(\/\*((?!\*\/).)*\*\/\s*)*(\/\/.*)?$/.test(line);
}

function indentAt(text: string, at: number): string {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start))?.[0] ?? "";
}
