// The proofs on real engines, one after another, against servers that are started once: `npm run test:engines`.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const conditions = ["@tracklake/source", "node"];

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    name: "engines",
    include: ["test/engines/**/*.proof.ts"],
    globalSetup: [fileURLToPath(new URL("setup.ts", import.meta.url))],
    pool: "forks",
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // A proof that did not run is none.
    passWithNoTests: false,
    allowOnly: false,
  },
});
