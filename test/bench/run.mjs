// Runs one benchmark of this folder from source: `npm run bench -- track`, or `npx -p node@24 node test/bench/run.mjs track`.
// The bundle lies beside the benchmarks while it runs, so that it finds the packages of this repository.
import { rm } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const [name] = process.argv.slice(2);
const entry = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
const outfile = fileURLToPath(new URL(`.${name}-${process.pid}.mjs`, import.meta.url));
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // Only our own packages are bundled: those of others are loaded as any user loads them.
  plugins: [
    {
      name: "external",
      setup: ({ onResolve }) => {
        onResolve({ filter: /^[^./]/ }, ({ kind, path }) =>
          kind === "entry-point" || path.startsWith("@tracklake/") ? undefined : { path, external: true },
        );
      },
    },
  ],
  conditions: ["@tracklake/source"],
  logLevel: "error",
});
try {
  await import(pathToFileURL(outfile).href);
} finally {
  await rm(outfile);
}
