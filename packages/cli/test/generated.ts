// The client that `generate` wrote into a project, imported: bundled from source, since the project lies outside.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Definitions } from "@tracklake/sdk";
import { build } from "esbuild";
import { expect } from "vitest";
import { tracklake } from "./harness.js";

let count = 0;

/** Generates, and gives the definitions that `createRuntime` takes. */
export async function generatedDefinitions(root: string): Promise<Definitions> {
  expect(await tracklake(root, ["generate"])).toMatchObject({ code: 0 });
  const outfile = join(root, "gen", `bundle-${++count}.mjs`);
  await build({
    entryPoints: [join(root, "gen/encoders.js")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    conditions: ["@tracklake/source"],
    nodePaths: [fileURLToPath(new URL("../../../node_modules", import.meta.url))],
    external: ["./explainers.cjs"],
    logLevel: "error",
  });
  return ((await import(/* @vite-ignore */ outfile)) as { definitions: Definitions }).definitions;
}
