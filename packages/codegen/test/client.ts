// Writing a generated client where it can be imported: beside this package, so that @tracklake/sdk resolves from source.
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateClient, writeGenerated } from "@tracklake/codegen";
import type { RegisteredEvent } from "@tracklake/registry";
import type { Definitions } from "@tracklake/sdk";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A generated client in a folder of its own; `remove` it afterwards. */
export async function generated(events: readonly RegisteredEvent[]) {
  const directory = await mkdtemp(join(root, "test", ".generated-"));
  await writeGenerated(directory, generateClient(events, { timeZone: "Asia/Tokyo" }));
  return { directory, remove: () => rm(directory, { recursive: true }) };
}

/** A module bundled from source into one file that plain Node runs; explainers stay beside it. */
export async function bundled(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    conditions: ["@tracklake/source"],
    external: ["@aws-sdk/*", "./explainers.cjs"],
    logLevel: "error",
  });
}

/** The definitions of a generated client, as the runtime gets them. */
export async function definitionsIn(directory: string): Promise<Definitions> {
  const outfile = join(directory, "bundle.mjs");
  await bundled(join(directory, "encoders.js"), outfile);
  return ((await import(/* @vite-ignore */ outfile)) as { definitions: Definitions }).definitions;
}
