// A source file as the TypeScript compiler parses it; positions are those of the text, so that edits move nothing else.
import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import ts from "typescript";

/** Reads each file once, and finds what a relative import names. */
export interface Sources {
  /** @param path - Absolute path. */
  read(path: string): ts.SourceFile;
  /** The file that an import of another file names, or nothing for packages and for what is not there. */
  imported(from: ts.SourceFile, specifier: string): ts.SourceFile | undefined;
  /** Why a file cannot be edited, such as `does not parse: …`, or nothing when it can. */
  problem(path: string): string | undefined;
}

/** Sources as they are on disk. */
export function createSources(): Sources {
  const files = new Map<string, ts.SourceFile>();
  const foreign = new Set<string>();
  const read = (path: string): ts.SourceFile => {
    const known = files.get(path);
    if (known) return known;
    const bytes = readFileSync(path);
    const text = bytes.toString("utf8");
    // What is no UTF-8 is read as U+FFFD, and would be written back as that.
    if (!bytes.equals(Buffer.from(text))) foreign.add(path);
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    files.set(path, file);
    return file;
  };
  return {
    read,
    imported(from, specifier) {
      if (!specifier.startsWith(".")) return undefined;
      const base = resolve(dirname(from.fileName), specifier);
      // `./user.js` names user.ts, as TypeScript's own resolution has it.
      const paths = [base.replace(/\.(m?)js$/, ".$1ts"), base, `${base}.ts`, `${base}.mts`, `${base}/index.ts`];
      const path = paths.find((candidate) => /\.m?[jt]s$/.test(candidate) && existsSync(candidate));
      return path === undefined ? undefined : read(path);
    },
    problem(path) {
      const { text } = read(path);
      if (foreign.has(path)) return "is not UTF-8, and writing it would change other bytes; save it as UTF-8 first";
      const problem = syntaxProblem(text, path);
      return problem === undefined ? undefined : `does not parse: ${problem}`;
    },
  };
}

/** Why a text does not parse, with line and column, or nothing when it does. */
export function syntaxProblem(text: string, path: string): string | undefined {
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true, fileName: path });
  const [first] = diagnostics;
  if (!first) return undefined;
  const message = ts.flattenDiagnosticMessageText(first.messageText, " ");
  if (!first.file || first.start === undefined) return message;
  const { line, character } = first.file.getLineAndCharacterOfPosition(first.start);
  return `${line + 1}:${character + 1} ${message}`;
}
