// Runs one benchmark of delivery from source: `node test/bench/delivery/run.mjs throughput --quick`, on any Node.
// The bundle lies beside the benchmarks while it runs, so that it finds the packages of this repository and the peers.
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const [name] = process.argv.slice(2);
const here = fileURLToPath(new URL(".", import.meta.url));
const folder = await mkdtemp(join(here, ".run-"));

/** Only our own packages are bundled: those of others are loaded as any user loads them. */
const external = {
  name: "external",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^#client$/ }, () => ({ path: "./client.mjs", external: true }));
    onResolve({ filter: /^[^./]/ }, ({ kind, path }) =>
      kind === "entry-point" || path.startsWith("@tracklake/") ? undefined : { path, external: true },
    );
  },
};

function bundle(entryPoints) {
  return build({
    entryPoints,
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    conditions: ["@tracklake/source"],
    plugins: [external],
    logLevel: "error",
  });
}

try {
  await bundle({ generate: join(here, "generate.ts") });
  const { generate } = await import(pathToFileURL(join(folder, "generate.mjs")).href);
  const client = await generate(join(folder, "generated"));
  await bundle({
    driver: join(here, `${name}.ts`),
    child: join(here, "child.ts"),
    endpoint: join(here, "endpoint/main.ts"),
    client,
  });
  await import(pathToFileURL(join(folder, "driver.mjs")).href);
} finally {
  await rm(folder, { recursive: true });
}
