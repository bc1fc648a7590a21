// The client that codegen writes for the benchmarks' events, bundled with the SDK's line writer into one module.
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { generateClient, writeGenerated } from "@tracklake/codegen";
import { registryOf, withDrafts } from "@tracklake/registry";
import type { EventModel } from "@tracklake/schema";
import { build } from "esbuild";
import type { Definitions } from "../../packages/sdk/src/definitions.js";
import type { FieldEncoder } from "../../packages/sdk/src/line/field-encoder.js";
import type { LineWriter } from "../../packages/sdk/src/line/line-writer.js";

/** What the caller's side of a tracker is made of. */
export interface CallerSide {
  readonly definitions: Definitions;
  readonly LineWriter: typeof LineWriter;
  readonly FieldEncoder: typeof FieldEncoder;
}

const here = fileURLToPath(new URL(".", import.meta.url));
const sdk = fileURLToPath(new URL("../../packages/sdk/src/", import.meta.url));

/** Generates a client for these events and loads it. */
export async function callerSide(models: readonly EventModel[]): Promise<CallerSide> {
  const folder = await mkdtemp(join(here, ".client-"));
  try {
    await writeGenerated(folder, generateClient(withDrafts(registryOf([]), models), { timeZone: "Asia/Tokyo" }));
    const outfile = join(folder, "bundle.mjs");
    await build({
      stdin: {
        contents: `export { definitions } from "./encoders.js";
          export { LineWriter } from ${JSON.stringify(`${sdk}line/line-writer.ts`)};
          export { FieldEncoder } from ${JSON.stringify(`${sdk}line/field-encoder.ts`)};`,
        resolveDir: folder,
      },
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      target: "node20",
      conditions: ["@tracklake/source"],
      external: ["./explainers.cjs"],
      logLevel: "error",
    });
    return (await import(pathToFileURL(outfile).href)) as CallerSide;
  } finally {
    await rm(folder, { recursive: true });
  }
}
