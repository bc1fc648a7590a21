// Loads the TypeScript and JavaScript files of a project; failures come back as data with file, line and column.
// `tracklake` and `@tracklake/schema` are always this command's own copies, installed in the project or not.
import * as schema from "@tracklake/schema";
import { createJiti } from "jiti";
import { defineConfig } from "../config/config.js";
import { type ModuleProblem, moduleProblem } from "./module-problem.js";

/** A loaded module, or why it could not be loaded. */
export type Loaded = { readonly exports: Readonly<Record<string, unknown>> } | { readonly problem: ModuleProblem };

/** Loads modules of one project; a file that several modules import is evaluated once. */
export interface ModuleLoader {
  /** @param path - Absolute path of the file. */
  load(path: string): Promise<Loaded>;
  /** Absolute paths of the project's files that were loaded so far, those that others import too. */
  files(): readonly string[];
}

/** Files of projects that were loaded before: Node keeps modules, and a file may have changed since. */
const loadedFiles = new Set<string>();

/**
 * A loader that reads the files as they are now.
 *
 * @param from - Absolute path of a file in the project; its imports are resolved from there.
 */
export function createModuleLoader(from: string): ModuleLoader {
  const jiti = createJiti(from, {
    fsCache: false,
    interopDefault: false,
    virtualModules: { tracklake: { defineConfig }, "@tracklake/schema": schema },
  });
  for (const path of loadedFiles) delete jiti.cache[path];
  loadedFiles.clear();
  const own = new Set<string>();
  return {
    files: () => [...own],
    async load(path) {
      const before = new Set(Object.keys(jiti.cache));
      try {
        return { exports: await jiti.import<Record<string, unknown>>(path) };
      } catch (error) {
        return { problem: moduleProblem(error, path) };
      } finally {
        for (const file of Object.keys(jiti.cache)) {
          if (before.has(file) || /[\\/]node_modules[\\/]/.test(file)) continue;
          loadedFiles.add(file);
          own.add(file);
        }
      }
    },
  };
}
