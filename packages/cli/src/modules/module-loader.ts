// Loads the TypeScript and JavaScript files of a project; failures come back as data with file, line and column.
// `tracklake` and `@tracklake/schema` are always this command's own copies, installed in the project or not.
import * as schema from "@tracklake/schema";
import { createJiti } from "jiti";
import { defineConfig } from "../config/config.js";
import { type ModuleProblem, moduleProblem } from "./module-problem.js";

/** A loaded module, or why it could not be loaded. */
export type Loaded = { readonly exports: Readonly<Record<string, unknown>> } | { readonly problem: ModuleProblem };

/** Loads modules of one project; files that several modules import are evaluated once. */
export interface ModuleLoader {
  /** @param path - Absolute path of the file. */
  load(path: string): Promise<Loaded>;
  /** Forgets what was loaded, so that the next load reads the files again. */
  forget(): void;
}

/**
 * A loader that resolves imports from where `from` is.
 *
 * @param from - Absolute path of a file in the project.
 */
export function createModuleLoader(from: string): ModuleLoader {
  const jiti = createJiti(from, {
    fsCache: false,
    interopDefault: false,
    virtualModules: { tracklake: { defineConfig }, "@tracklake/schema": schema },
  });
  const before = new Set(Object.keys(jiti.cache));
  const forget = () => {
    for (const path of Object.keys(jiti.cache)) {
      if (!before.has(path) && !/[\\/]node_modules[\\/]/.test(path)) delete jiti.cache[path];
    }
  };
  forget();
  return {
    async load(path) {
      try {
        return { exports: await jiti.import<Record<string, unknown>>(path) };
      } catch (error) {
        return { problem: moduleProblem(error, path) };
      }
    },
    forget,
  };
}
