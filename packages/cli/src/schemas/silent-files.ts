// Files of the schemas that nothing comes of: no event, no context, and nobody imports them.
// A module that other definitions import, such as shared types, is no such file.
import { basename, dirname, relative, resolve } from "node:path";
import { type Finding, isContextDefinition, isEventDefinition } from "@tracklake/schema";

/** A file of the schemas as it was loaded. */
export interface LoadedFile {
  /** Absolute path. */
  readonly path: string;
  /** Reads it: only where nothing came of some file is it asked what the others import. */
  text(): string;
  readonly exports: Readonly<Record<string, unknown>>;
}

/**
 * A warning for each silent file.
 *
 * @param root - The project's folder, which the paths of findings start from.
 */
export function silentFiles(files: readonly LoadedFile[], root: string): Finding[] {
  let imports: Imports | undefined;
  return files.flatMap(({ path, exports }): Finding[] => {
    if (Object.values(exports).some((value) => isEventDefinition(value) || isContextDefinition(value))) return [];
    const about = {
      rule: "no-definition",
      severity: "warning",
      path: basename(path),
      file: relative(root, path),
    } as const;
    if (looksLikeDefinition(exports.default)) {
      const message =
        "its default export has a name and properties, but did not come from defineEvent: nothing comes of it.";
      return [{ ...about, message, suggestion: "Write export default defineEvent({ … })." }];
    }
    imports ??= importsOf(files);
    if (isImported(path, imports)) return [];
    const message = "it exports no event and no context, and no other schema imports it: nothing comes of it.";
    const suggestion = "Export what defineEvent returns, or move the file out of the schemas.";
    return [{ ...about, message, suggestion }];
  });
}

function looksLikeDefinition(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { name, properties } = value as { name?: unknown; properties?: unknown };
  return typeof name === "string" && typeof properties === "object";
}

interface Imports {
  /** Absolute paths without their endings. */
  readonly files: ReadonlySet<string>;
  /** The last parts of names that a package's or a compiler's settings resolve. */
  readonly names: ReadonlySet<string>;
}

/** What looks like an import will do: types leave no trace at run time, and in doubt nothing is said. */
const importPattern = /\b(?:from|import|require)\s*\(?\s*["']([^"'\n]+)["']/g;

function importsOf(files: readonly LoadedFile[]): Imports {
  const found = files.flatMap(({ path, text }) =>
    [...text().matchAll(importPattern)].map(([, specifier = ""]) => ({ path, specifier })),
  );
  const isRelative = ({ specifier }: { specifier: string }) => /^\.{1,2}(\/|$)/.test(specifier);
  return {
    files: new Set(found.filter(isRelative).map(({ path, specifier }) => stem(resolve(dirname(path), specifier)))),
    names: new Set(found.filter((one) => !isRelative(one)).map(({ specifier }) => basename(stem(specifier)))),
  };
}

function isImported(path: string, { files, names }: Imports): boolean {
  return files.has(stem(path)) || names.has(basename(stem(path)));
}

/** A path as an import may write it: without its ending, and without `index`. */
function stem(path: string): string {
  return path.replace(/\.m?[jt]s$/, "").replace(/[\\/]index$/, "");
}
