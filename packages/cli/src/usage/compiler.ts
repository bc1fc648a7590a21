// The TypeScript compiler: the project's own, else the one beside this command.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Compiler } from "@tracklake/review/usage";
import { CliError } from "../errors.js";

/**
 * Loads the compiler.
 *
 * @throws CliError `compiler-missing`
 */
export function loadCompiler(root: string): Compiler {
  const causes: unknown[] = [];
  for (const from of [pathToFileURL(join(root, "package.json")).href, import.meta.url]) {
    try {
      const compiler = createRequire(from)("typescript") as Partial<Compiler>;
      if (typeof compiler.createProgram === "function") return compiler as Compiler;
      causes.push(new TypeError("this version of typescript has no API"));
    } catch (error) {
      causes.push(error);
    }
  }
  const message = "There is no TypeScript compiler in this project. Install one: npm install --save-dev typescript@5";
  throw new CliError("compiler-missing", message, { cause: causes[0] });
}
