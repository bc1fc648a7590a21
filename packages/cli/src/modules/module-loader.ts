// Loads the TypeScript and JavaScript files of a project; failures come back as data with file, line and column.
// `tracklake` and `@tracklake/schema` are always this command's own copies, installed in the project or not.
import * as schema from "@tracklake/schema";
import type { Jiti } from "jiti";
import { defineConfig } from "../config/config.js";
import { type ModuleProblem, moduleProblem } from "./module-problem.js";
import { plainLoader } from "./plain-loader.js";

/** A loaded module, or why it could not be loaded. */
export type Loaded = { readonly exports: Readonly<Record<string, unknown>> } | { readonly problem: ModuleProblem };

/** Loads modules of one project; a file that several modules import is evaluated once. */
export interface ModuleLoader {
  /** @param path - Absolute path of the file. */
  load(path: string): Promise<Loaded>;
  /** Absolute paths of the project's files that were loaded so far, those that others import too. */
  files(): readonly string[];
  /** Those of them that others import; `undefined` where a compiler read some, and nobody knows. */
  imported(): ReadonlySet<string> | undefined;
}

const virtual = { tracklake: { defineConfig }, "@tracklake/schema": schema };

/** Files of projects that were loaded before: Node keeps modules, and a file may have changed since. */
const loadedFiles = new Set<string>();

/**
 * A loader that reads the files as they are now.
 *
 * @param from - Absolute path of a file in the project; its imports are resolved from there.
 */
export function createModuleLoader(from: string): ModuleLoader {
  const plain = plainLoader(virtual);
  const compiled = new Set<string>();
  let jiti: Jiti | undefined;
  const compiler = async () => {
    jiti ??= await createCompiler(from);
    // A plain module that a compiled one imports is the same module: contexts are compared by what they are.
    for (const [path, exports] of plain.loaded) jiti.cache[path] ??= loadedModule(path, exports);
    return jiti;
  };
  return {
    files: () => [...plain.loaded.keys(), ...compiled],
    imported: () => (compiled.size === 0 ? plain.imported : undefined),
    async load(path) {
      const exports = plain.load(path);
      if (exports) return { exports };
      const loader = await compiler();
      const before = new Set(Object.keys(loader.cache));
      try {
        return { exports: await loader.import<Record<string, unknown>>(path) };
      } catch (error) {
        return { problem: moduleProblem(error, path) };
      } finally {
        for (const file of [...plain.loaded.keys(), ...Object.keys(loader.cache)]) {
          const known = before.has(file) && !plain.loaded.has(file);
          if (known || /[\\/]node_modules[\\/]/.test(file)) continue;
          loadedFiles.add(file);
          if (!plain.loaded.has(file)) compiled.add(file);
        }
      }
    },
  };
}

/** The compiler costs a tenth of a second to load: only where a file needs it. */
async function createCompiler(from: string): Promise<Jiti> {
  const { createJiti } = await import("jiti");
  const jiti = createJiti(from, { fsCache: false, interopDefault: false, virtualModules: virtual });
  for (const path of loadedFiles) delete jiti.cache[path];
  loadedFiles.clear();
  return jiti;
}

/** A module as Node keeps it. */
function loadedModule(path: string, exports: unknown): Jiti["cache"][string] {
  return {
    id: path,
    path,
    filename: path,
    exports,
    loaded: true,
    children: [],
    paths: [],
  } as unknown as Jiti["cache"][string];
}
