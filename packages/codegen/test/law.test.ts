// The encoder's law, for generated schemas and generated values: an event is tracked exactly when ajv accepts it after
// normalising and it is within the written limits, and its whole line gives back envelope, contexts and protected
// properties. Replay with TRACKLAKE_SEED.
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { generateClient, writeGenerated } from "@tracklake/codegen";
import { lineLimits } from "@tracklake/envelope";
import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryModel, FILLER } from "./arbitrary-model.js";
import { bundled, generated } from "./client.js";
import { drafts, event, field } from "./events.js";

const seed = Number(process.env.TRACKLAKE_SEED ?? Math.floor(Math.random() * 1e9));
const schemas = Number(process.env.TRACKLAKE_SCHEMAS ?? 50);
const values = Number(process.env.TRACKLAKE_VALUES ?? 60);

/** Models by which every run meets the limits, whatever else is drawn. */
const filler = field(FILLER, { kind: "string" }, { required: false });
const edges = [
  event("event", [field("extra", { kind: "json" }), filler], {
    contexts: [{ name: "person", fields: [field("mail", { kind: "string" }, { pii: "hash" })] }],
  }),
  event("event", [field("plan", { kind: "boolean" })], {
    contexts: [
      { name: "person", fields: [field("mail", { kind: "string" }, { pii: "mask" }), { ...filler, pii: "drop" }] },
    ],
  }),
];
const timeZones = ["UTC", "Asia/Tokyo", "America/St_Johns", "Pacific/Kiritimati"];

test(`encoder = ajv, parse ∘ encode = protect ∘ normalise: ${schemas} schemas, ${values} values each, seed ${seed}`, async () => {
  const { directory, remove } = await generated([]);
  try {
    const models = [...edges, ...fc.sample(arbitraryModel, { numRuns: schemas - edges.length, seed })];
    const inputs = await Promise.all(
      models.map(async (model, index) => {
        const folder = join(directory, String(index));
        const timeZone = timeZones[index % timeZones.length] ?? "UTC";
        await writeGenerated(folder, generateClient(drafts(model), { timeZone }));
        await bundled(join(folder, "encoders.js"), join(folder, "bundle.mjs"));
        return { model, timeZone, file: join(folder, "bundle.mjs") };
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
    console.log(stdout);
    const met = JSON.parse(stdout) as Record<string, number>;
    const { accepted = 0, refused = 0, longest = 0 } = met;
    expect(accepted + refused).toBeGreaterThanOrEqual(1_000);
    expect(accepted).toBeGreaterThan((accepted + refused) / 10);
    expect(refused).toBeGreaterThan((accepted + refused) / 10);
    // What the law is about was met: lines at the limit and over it, values too deep, contexts that are set and unset.
    expect(longest).toBeGreaterThan(lineLimits.bytes - 100);
    for (const kind of ["tooLong", "tooLongPlain", "tooDeep", "withContexts", "unset"]) {
      expect(met[kind], kind).toBeGreaterThan(0);
    }
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
