// The encoder's law, for generated schemas and generated values: accepts exactly what ajv accepts after normalising,
// within the written limits, and the line gives back the protected properties. Replay with TRACKLAKE_SEED.
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { generateClient, writeGenerated } from "@tracklake/codegen";
import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryModel } from "./arbitrary-event.js";
import { bundled, generated } from "./client.js";
import { drafts } from "./events.js";

const seed = Number(process.env.TRACKLAKE_SEED ?? Math.floor(Math.random() * 1e9));
const schemas = Number(process.env.TRACKLAKE_SCHEMAS ?? 60);
const values = Number(process.env.TRACKLAKE_VALUES ?? 100);

test(`encoder = ajv, parse ∘ encode = protect ∘ normalise: ${schemas} schemas, ${values} values each, seed ${seed}`, async () => {
  const { directory, remove } = await generated([]);
  try {
    const models = fc.sample(arbitraryModel, { numRuns: schemas, seed });
    const inputs = await Promise.all(
      models.map(async (model, index) => {
        const folder = join(directory, String(index));
        await writeGenerated(folder, generateClient(drafts(model), { timeZone: "UTC" }));
        await bundled(join(folder, "encoders.js"), join(folder, "bundle.mjs"));
        return { model, file: join(folder, "bundle.mjs") };
      }),
    );
    await writeFile(join(directory, "input.json"), JSON.stringify({ models: inputs, runs: values, seed }));
    await bundled(fileURLToPath(new URL("law-process.ts", import.meta.url)), join(directory, "law.mjs"));
    const flags = [
      "--disallow-code-generation-from-strings",
      join(directory, "law.mjs"),
      join(directory, "input.json"),
    ];
    const { stdout } = await promisify(execFile)(process.execPath, flags, { maxBuffer: 64 * 1024 * 1024 });
    const { accepted, refused } = JSON.parse(stdout) as { accepted: number; refused: number };
    expect(accepted + refused).toBeGreaterThanOrEqual(1_000);
    expect(accepted).toBeGreaterThan((accepted + refused) / 10);
    expect(refused).toBeGreaterThan((accepted + refused) / 10);
  } finally {
    await remove();
  }
}, 180_000);

test("the process of the law really refuses to evaluate code", async () => {
  const attempt = promisify(execFile)(process.execPath, [
    "--disallow-code-generation-from-strings",
    "-e",
    'new Function("return 1")()',
  ]);
  await expect(attempt).rejects.toThrow(/Code generation from strings disallowed/);
});
