// The Python tools of the tests, where scripts/python-tools.mjs has installed them. Where it has not, tests that need
// them are skipped with the reason; with TRACKLAKE_PYTHON_TOOLS=required, as in .ci/run, that is a failure.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../.cache/python", import.meta.url));
const bin = join(folder, process.platform === "win32" ? "Scripts" : "bin");

/** Why the tools are not there, or `undefined` when they are. */
export const missingPythonTools: string | undefined = existsSync(join(folder, "installed.txt"))
  ? undefined
  : "the Python tools are not installed: node scripts/python-tools.mjs";

/** The path of one of the tools, such as `cfn-lint`. */
export function pythonTool(name: string): string {
  return join(bin, name);
}

/**
 * Whether the tests of this file cannot run here; says why.
 *
 * @throws Error where they must run.
 */
export function withoutPythonTools(what: string): boolean {
  if (missingPythonTools === undefined) return false;
  if (process.env.TRACKLAKE_PYTHON_TOOLS === "required") throw new Error(`${what}: ${missingPythonTools}`);
  console.info(`skipped: ${what}, since ${missingPythonTools}`);
  return true;
}
