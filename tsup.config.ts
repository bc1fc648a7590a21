// How every package is built: ESM and declarations from src/index.ts, plus the entries that its exports name.
import { defineConfig, type Options } from "tsup";

/** The build of a library package; `entry` lists its entries beside `index`. */
export function library(entry: readonly string[] = [], options: Options = {}) {
  return defineConfig({
    entry: ["index", ...entry].map((name) => `src/${name}.ts`),
    format: ["esm"],
    target: "node20",
    platform: "node",
    dts: true,
    clean: true,
    splitting: true,
    sourcemap: false,
    ...options,
  });
}
