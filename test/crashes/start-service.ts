// The service of service.ts as a process of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** What the service is told. */
export interface ServiceArguments {
  readonly endpoint: string;
  /** Of an S3 that takes over. */
  readonly fallback?: string;
  /** Of its spool. */
  readonly directory: string;
  /** Where it notes what it was promised. */
  readonly log: string;
  /** Of its events' labels. */
  readonly prefix: string;
  readonly seconds: number;
}

/** Bundles the service into a folder. */
export async function bundleService(folder: string): Promise<string> {
  const outfile = join(folder, "service.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("service.ts", import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["@tracklake/source"],
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "error",
  });
  return outfile;
}

/** Resolves when the service tracks. */
export async function startService(script: string, told: ServiceArguments): Promise<ChildProcess> {
  const { endpoint, directory, log, prefix, seconds, fallback = "" } = told;
  const child = spawn(process.execPath, [script, endpoint, directory, log, prefix, String(seconds), fallback], {
    stdio: "inherit",
    env: { ...process.env, NODE_NO_WARNINGS: "1" },
  });
  const open = () => existsSync(log) && readFileSync(log, "utf8").startsWith("o");
  for (let waited = 0; !open() && waited < 30_000; waited += 10) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return child;
}
