// Why a module could not be loaded, with the place in the author's own file.
// Two sources of the place: the compiler's message, and the stack of what was thrown.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { authorWords } from "./author-words.js";

/** Where a module failed and why. */
export interface ModuleProblem {
  /** Absolute path of the file that is wrong. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
  readonly message: string;
}

/**
 * Reads what loading a module threw.
 *
 * @param path - Absolute path of the module that was asked for.
 */
export function moduleProblem(error: unknown, path: string): ModuleProblem {
  if (!(error instanceof Error)) return { file: path, message: `the file threw ${String(error)}.` };
  const parsed = /^ParseError: ([\s\S]*?)\s+(\/[^\n]*|[A-Za-z]:[^\n]*):(\d+):(\d+)\s*$/.exec(error.message);
  if (parsed) {
    const [, message = "", file = path, line, column] = parsed;
    // The compiler counts columns from 0, editors from 1.
    return { file, line: Number(line), column: Number(column) + 1, message: sentence(message) };
  }
  const [firstLine = ""] = error.message.split("\n");
  const said = sentence(
    error.name === "Error" || error.name === "SchemaError" ? firstLine : `${error.name}: ${firstLine}`,
  );
  const absent = /Cannot find (?:module|package) '((?:@[\w.-]+\/)?[\w-][\w.-]*)/.exec(firstLine)?.[1];
  const message = absent === undefined ? said : `${said} If it is a package: npm install ${absent}`;
  const { frame: [, file, line] = [], called } = ownFrame(error.stack ?? "");
  if (file === undefined) return { file: path, message };
  return { file, line: Number(line), ...authorWords(message, lineOf(file, Number(line)), called) };
}

/** A line of a file, from 1; of a file that cannot be read, nothing: the error itself is told all the same. */
function lineOf(file: string, line: number): string | undefined {
  try {
    return readFileSync(file, "utf8").split("\n")[line - 1];
  } catch {
    return undefined;
  }
}

/** The first frame in a file of the project: not of Node, not of a package, not of this product; and what that called. */
function ownFrame(stack: string): { frame?: RegExpExecArray; called?: string } {
  let called: string | undefined;
  for (const line of stack.split("\n")) {
    const frame = /(?:\(|at )((?:\/|[A-Za-z]:\\)[^()]*):(\d+):(\d+)\)?$/.exec(line);
    const file = frame?.[1];
    if (!frame || file === undefined) continue;
    if (!/[\\/]node_modules[\\/]/.test(file) && !file.startsWith(packagesFolder))
      return { frame, ...(called === undefined ? {} : { called }) };
    called = /at (?:new |async )?(?:[\w$]+\.)*([\w$]+) \(/.exec(line)?.[1];
  }
  return {};
}

/** Where this package and its siblings lie, when they are not installed but worked on. */
const packagesFolder = fileURLToPath(new URL(".", import.meta.url)).replace(/cli[\\/](src|dist)[\\/].*$/, "");

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
