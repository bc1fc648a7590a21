// Runs plain modules, and those that they import, in this process. What it cannot run it says nothing about:
// the compiler is asked then, and gives the message. Only what a compiler would evaluate to the same is run here.
import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Script } from "node:vm";
import { plainModule } from "./plain-module.js";

type Exports = Record<string, unknown>;

/** Modules by the name that files import them by. */
export type VirtualModules = Readonly<Record<string, object>>;

/** Loads plain modules; each file once. */
export interface PlainLoader {
  /** A module's exports, or `undefined` where it, or one that it imports, is not plain. @param path - Absolute. */
  load(path: string): Exports | undefined;
  /** The modules that were loaded, by their files. */
  readonly loaded: ReadonlyMap<string, Exports>;
  /** The files that others import. */
  readonly imported: ReadonlySet<string>;
}

/** Says that a module is not plain; never seen outside. */
class NotPlain extends Error {}

/** Makes a loader. */
export function plainLoader(virtual: VirtualModules): PlainLoader {
  const loaded = new Map<string, Exports>();
  const imported = new Set<string>();
  const refused = new Set<string>();
  const running = new Set<string>();

  function run(path: string): Exports {
    const known = loaded.get(path);
    if (known) return known;
    // Modules that import each other in a circle see each other half done: that is the compiler's to get right.
    if (refused.has(path) || running.has(path)) throw new NotPlain(path);
    running.add(path);
    try {
      const exports = evaluated(path);
      loaded.set(path, exports);
      return exports;
    } catch (error) {
      refused.add(path);
      throw error;
    } finally {
      running.delete(path);
    }
  }

  function evaluated(path: string): Exports {
    const plain = plainModule(readFileSync(path, "utf8"));
    if (!plain) throw new NotPlain(path);
    const files = new Map<string, Exports>();
    for (const name of plain.imports) {
      if (virtual[name]) continue;
      const file = sourceOf(path, name);
      imported.add(file);
      files.set(name, run(file));
    }
    const body = `(function (exports, require) { "use strict"; ${plain.code}\n})`;
    const start = new Script(body, { filename: path }).runInThisContext() as (
      exports: Exports,
      require: unknown,
    ) => void;
    const exports: Exports = Object.defineProperty({}, "__esModule", { value: true });
    start(exports, (name: string) => virtual[name] ?? files.get(name));
    return exports;
  }

  return {
    loaded,
    imported,
    load(path) {
      try {
        return run(path);
      } catch {
        // Whatever it was, the compiler meets it again and says it with the place in the author's own file.
        return undefined;
      }
    },
  };
}

/** The file that a relative import means: its TypeScript source, whose name is imported as `.js`. */
function sourceOf(from: string, name: string): string {
  if (!/^\.\.?\//.test(name)) throw new NotPlain(name);
  const path = resolve(dirname(from), name);
  const candidates = [path.replace(/\.js$/, ".ts"), path.replace(/\.mjs$/, ".mts"), path, `${path}.ts`];
  const found = candidates.find((candidate) => /\.m?[jt]s$/.test(candidate) && isFile(candidate));
  if (found === undefined) throw new NotPlain(name);
  return found;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
