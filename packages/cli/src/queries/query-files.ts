// The SQL that a project keeps, as its configuration names it: `queries/**/*.sql` unless said.
// Hidden folders, node_modules and what is generated are never searched.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { QueryFile } from "@tracklake/review/queries";
import { matchesGlob } from "./glob.js";
import { readSqlText } from "./sql-text.js";

/** A project's queries, by the paths of their files, `/` between folders. */
export function readQueryFiles({ root, queries }: { root: string; queries: readonly string[] }): QueryFile[] {
  return filesBelow(root)
    .filter((file) => queries.some((pattern) => matchesGlob(file, pattern)))
    .map((file) => ({ file, sql: readSqlText(join(root, file)) }));
}

/** Every file below a folder, sorted; relative paths with `/`. */
export function filesBelow(root: string, folder = ""): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) return [path];
      return entry.isDirectory() && !skipped.has(entry.name) && !entry.name.startsWith(".")
        ? filesBelow(root, path)
        : [];
    })
    .sort();
}

const skipped = new Set(["node_modules", "dist", "coverage"]);
