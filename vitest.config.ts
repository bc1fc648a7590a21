// All tests of the repository, run from source: packages resolve each other by the condition "@tracklake/source".
// Projects carry the names of their folders, so `npx vitest run --project sdk` runs one package.
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.js";

// Neither "module" nor "import": by the first the AWS SDK names files that only a bundler can load, and the second would
// reach what CommonJS packages such as pg require. Where "import" belongs it is added anyway.
const conditions = ["@tracklake/source", "node"];
const packages = [
  "envelope",
  "sql",
  "schema",
  "sdk",
  "compat",
  "registry",
  "codegen",
  "tables",
  "review",
  "catalogue",
  "local",
  "cli",
];

/** Projects whose files share a process: they mock no module and end what they start. */
const sharing = new Set([
  "sql",
  "schema",
  "compat",
  "registry",
  "codegen",
  "tables",
  "review",
  "catalogue",
  "local",
  "cli",
]);

/** Projects that know no SQL. */
const bare = new Set(["envelope", "sdk", "sdk-fastify"]);
const wasmBudget = fileURLToPath(new URL("test/wasm-budget.ts", import.meta.url));

/** Fastify compiles its routes from text, which the other tests of the SDK forbid. */
const fastify = "packages/sdk/test/http/fastify.test.ts";

function project(name: string, include: string[], execArgv: string[] = []) {
  return {
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: {
      name,
      include,
      exclude: [...configDefaults.exclude, ...(name === "sdk" ? [fastify] : [])],
      execArgv,
      // A process for each file costs a second of loading; where tests leave nothing behind in theirs, files share it.
      isolate: !sharing.has(name),
      // As the command begins: the SQL parser is not optimised for a few queries.
      setupFiles: bare.has(name) ? [] : [wasmBudget],
      pool: "forks" as const,
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  };
}

export default defineConfig({
  test: {
    // Vitest leaves one core free by itself. One worker more than cores: many tests wait for a clock or another process.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    projects: [
      ...packages.map((name) =>
        project(
          name,
          [`packages/${name}/test/**/*.test.ts`],
          name === "sdk" || name === "envelope" ? ["--disallow-code-generation-from-strings"] : [],
        ),
      ),
      project("sdk-fastify", [fastify]),
      project("registry-server", ["registry-server/test/**/*.test.ts"]),
      project("repository", ["test/**/*.test.ts", "examples/*/test/**/*.test.ts", "schemas/**/*.test.ts"]),
    ],
  },
});
