// The READMEs of the packages, executed: each block of TypeScript compiles under strict rules, runs in a folder of its own
// as a reader would run it, and does what the page says of it.
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { diagnostics } from "../../packages/codegen/test/type-check.js";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);

/** A block's page, what is asked of it once it ran, and what the answer has to be. */
interface Example {
  readonly package: string;
  /** Code after the block, which prints JSON. */
  readonly ask: string;
  readonly want: unknown;
  /** Whether the folder holds this repository's history. */
  readonly history?: true;
  /** Changes the block so that its result can be asked for. */
  readonly named?: (code: string) => string;
}

const print = (expression: string) => `\nconsole.log(JSON.stringify(${expression}));\n`;

const examples: readonly Example[] = [
  {
    package: "envelope",
    // Each line says its result behind it; "…" stands for what is random.
    named: (code) =>
      `const said: [string, string][] = [];\n${code.replace(/^(\w+\(.*\)); \/\/ (".*?").*$/gm, "said.push([$1, $2]);")}`,
    ask: print(
      'said.map(([is, page]) => is.startsWith(page.split("…")[0] ?? "") && (page.includes("…") || is === page))',
    ),
    want: [true, true, true],
  },
  {
    package: "schema",
    named: (code) =>
      `import { hiveType, lintEvents, toEventModel } from "@tracklake/schema";\n${code.replace("export default", "const definition =")}`,
    ask: `const { model, findings } = toEventModel(definition);\n${print('[findings, lintEvents([{ model }], { phase: "publish" }), model.properties.map((field) => hiveType(field.type))]')}`,
    want: [[], [], ["decimal(12,2)", "timestamp"]],
  },
  {
    package: "compat",
    ask: print(
      "[bump, findings.map(({ severity, judgement, responses }) => [severity, judgement.rule, Object.keys(responses)])]",
    ),
    want: ["revision", [["warning", "REQUIRED_FIELD_ADDED", ["READER", "CALLER"]]]],
  },
  {
    package: "registry",
    ask: print("[drafts.length > 0, drafts.length === builtInEvents.length, path]"),
    want: [true, true, expect.stringMatching(/^schemas\/history\/\d{4}-\d\d-\d\d-access-logs-[0-9a-f]{8}\.json$/)],
  },
  {
    package: "codegen",
    ask: `import { readdirSync } from "node:fs";\n${print('readdirSync("gen")')}`,
    want: expect.arrayContaining([
      "index.js",
      "index.d.ts",
      "encoders.js",
      "explainers.cjs",
      "event-names.js",
      "json-schema",
    ]),
  },
  { package: "sql", ask: print("[statements[0]?.dialect, unread[0]?.line]"), want: ["trino", 1] },
  {
    package: "review",
    ask: print(
      '[comment.split("\\n")[2], comment.includes("http_request"), comment.includes("CREATE EXTERNAL TABLE")]',
    ),
    want: ["### Event schemas: ✅ nothing breaks", true, true],
  },
  {
    package: "catalogue",
    history: true,
    ask: print('[entries.length > 15, list.includes("events/plan_changed.html"), page?.includes("Track it")]'),
    want: [true, true, true],
  },
];

let blocks: string;
beforeAll(async () => {
  blocks = await mkdtemp(join(repository, "test", "readme", ".blocks-"));
  await writeFile(join(blocks, "package.json"), '{ "type": "module" }');
});
afterAll(() => rm(blocks, { recursive: true, force: true }));

async function blocksOf(name: string): Promise<string[]> {
  const readme = await readFile(join(repository, "packages", name, "README.md"), "utf8");
  return [...readme.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => code);
}

test("each of these pages has one block, which is run below", async () => {
  const counts = await Promise.all(examples.map(async (example) => (await blocksOf(example.package)).length));
  expect(counts).toEqual(examples.map(() => 1));
});

test("every block compiles as it stands", async () => {
  const files = await Promise.all(
    examples.map(async (example) => [`${example.package}.ts`, (await blocksOf(example.package))[0] ?? ""] as const),
  );
  expect(diagnostics(blocks, Object.fromEntries(files))).toEqual(Object.fromEntries(files.map(([name]) => [name, []])));
}, 180_000);

test.each(examples.map((example) => [example.package, example] as const))(
  "the block of %s does what the page says",
  async (name, { ask, want, history, named = (code) => code }) => {
    const [code = ""] = await blocksOf(name);
    const cwd = await mkdtemp(join(tmpdir(), "tracklake-readme-"));
    try {
      if (history) {
        await mkdir(join(cwd, "schemas"));
        await cp(join(repository, "schemas/history"), join(cwd, "schemas/history"), { recursive: true });
      }
      const changed = named(code);
      if (name === "envelope") expect(changed).not.toBe(code);
      const outfile = join(blocks, `${name}.mjs`);
      await build({
        stdin: { contents: changed + ask, loader: "ts", resolveDir: blocks },
        outfile,
        bundle: true,
        format: "esm",
        platform: "node",
        conditions: ["@tracklake/source"],
        external: ["@polyglot-sql/sdk", "ajv", "ajv/*", "ajv-formats", "@aws-sdk/*"],
        logLevel: "error",
      });
      const { stdout } = await run(process.execPath, [outfile], { cwd });
      expect(JSON.parse(stdout)).toEqual(want);
      if (name === "registry") expect(await readdir(join(cwd, "schemas/history"))).toHaveLength(1);
    } finally {
      await rm(cwd, { recursive: true, force: true });
    }
  },
);
