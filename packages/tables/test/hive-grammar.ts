// Hive's grammar from dt-sql-parser. Its modules import folders, which Node does not resolve: it is bundled first.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

/** Says what a grammar finds wrong with a statement; empty when nothing is. */
export type Grammar = (sql: string) => readonly string[];

interface Parser {
  validate(sql: string): readonly { readonly message: string; readonly startLine: number }[];
}

/** The grammar of DDL (`HiveSQL`) or of queries (`TrinoSQL`). */
export async function grammar(name: "HiveSQL" | "TrinoSQL"): Promise<Grammar> {
  const folder = await mkdtemp(join(tmpdir(), "tracklake-grammar-"));
  try {
    const outfile = join(folder, "parser.mjs");
    await build({
      stdin: {
        contents: `export { ${name} as Parser } from "dt-sql-parser";`,
        resolveDir: fileURLToPath(new URL(".", import.meta.url)),
      },
      bundle: true,
      treeShaking: true,
      platform: "node",
      format: "esm",
      outfile,
      logLevel: "error",
    });
    const module = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as { Parser: new () => Parser };
    const parser = new module.Parser();
    return (sql) => parser.validate(sql).map(({ startLine, message }) => `line ${startLine}: ${message}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
