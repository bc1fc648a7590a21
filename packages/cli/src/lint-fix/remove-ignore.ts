// An entry of `lint.ignore` that matches nothing any more: the text and its comma go, comments stay.
import ts from "typescript";
import type { Edit } from "./edit.js";
import { membersOf, resolved } from "./resolve.js";
import type { Sources } from "./source.js";

/** The edits, or why there are none. */
export function removeIgnore(
  file: ts.SourceFile,
  entry: string,
  sources: Sources,
): readonly Edit[] | { readonly reason: string } {
  const list = ignoreList(file, sources);
  const element = list?.elements.find((candidate) => ts.isStringLiteralLike(candidate) && candidate.text === entry);
  if (!list || !element) return { reason: "lint.ignore is not written in place" };
  const own = list.getSourceFile();
  const { text } = own;
  const at = list.elements.indexOf(element);
  const comma = commaAfter(own, element.end) ?? (at > 0 ? commaAfter(own, list.elements[at - 1]?.end ?? 0) : undefined);
  const cut = (start: number, end: number): Edit => ({ file: own.fileName, start, end, text: "" });
  const start = element.getStart();
  if (comma === element.end) {
    const [from, to] = wholeLine(text, start, comma + 1);
    return [cut(from, to)];
  }
  if (comma !== undefined && comma < start && /^,[ \t]*$/.test(text.slice(comma, start)))
    return [cut(comma, element.end)];
  const [from, to] = wholeLine(text, start, element.end);
  const commaEdit = comma === undefined ? [] : [cut(comma, comma + 1)];
  return [...commaEdit, cut(from, to)].sort((a, b) => a.start - b.start);
}

function ignoreList(file: ts.SourceFile, sources: Sources): ts.ArrayLiteralExpression | undefined {
  const exported = file.statements.find(ts.isExportAssignment)?.expression;
  const config = exported && resolved(exported, sources);
  const options = config && ts.isCallExpression(config) ? config.arguments[0] : config;
  const lint = options && membersOf(options, sources).find(({ name }) => name === "lint")?.value;
  const ignore = lint && membersOf(lint, sources).find(({ name }) => name === "ignore")?.value;
  const list = ignore && resolved(ignore, sources);
  return list && ts.isArrayLiteralExpression(list) ? list : undefined;
}

/** Where the comma behind a position is, comments left out. */
function commaAfter({ text }: ts.SourceFile, from: number): number | undefined {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, text, undefined, from);
  return scanner.scan() === ts.SyntaxKind.CommaToken ? scanner.getTokenStart() : undefined;
}

/** The range with its line where nothing else is in it, else with the spaces behind it. */
function wholeLine(text: string, start: number, end: number): readonly [number, number] {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = text.indexOf("\n", end);
  const alone = text.slice(lineStart, start).trim() === "" && lineEnd >= 0 && text.slice(end, lineEnd).trim() === "";
  if (alone) return [lineStart, lineEnd + 1];
  return [start, end + (/^ */.exec(text.slice(end))?.[0].length ?? 0)];
}
