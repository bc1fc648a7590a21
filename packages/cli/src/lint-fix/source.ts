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
  /** Why a file does not parse, or nothing when it does. */
  problem(path: string): string | undefined;
}

/** Sources as they are on disk. */
export function createSources(): Sources {
  const files = new Map<string, ts.SourceFile>();
  const read = (path: string): ts.SourceFile => {
    const known = files.get(path);
    if (known) return known;
    const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
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
    problem: (path) => syntaxProblem(read(path).text, path),
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
