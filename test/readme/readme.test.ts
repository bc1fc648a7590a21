// The README, executed: its definition is generated, its call is made, its line, its table and its rows are compared.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);
const env = { ...process.env, NODE_ENV: "", NO_COLOR: "1", COLUMNS: "200" };

interface Block {
  readonly language: string;
  readonly code: string;
}

let blocks: Block[];
let project: string;

beforeAll(async () => {
  const readme = await readFile(join(repository, "README.md"), "utf8");
  blocks = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = "", code = ""]) => ({
    language,
    code,
  }));
  project = await mkdtemp(join(repository, "test", "readme", ".project-"));
  await mkdir(join(project, "schemas"));
  await writeFile(join(project, "package.json"), '{ "type": "module" }');
  await writeFile(
    join(project, "tracklake.config.ts"),
    'import { defineConfig } from "tracklake";\nexport default defineConfig({ schemas: "schemas", output: "gen", owner: "growth", lake: { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" } });\n',
  );
});
afterAll(() => rm(project, { recursive: true, force: true }));

function block(language: string, index = 0): string {
  const found = blocks.filter((candidate) => candidate.language === language)[index];
  if (!found) throw new Error(`the README has no block ${index} of ${language}`);
  return found.code;
}

async function tracklake(...args: string[]): Promise<string> {
  return (await run(process.execPath, [join(repository, "packages/cli/dist/main.js"), ...args], { cwd: project, env }))
    .stdout;
}

/** Ids and times are new in every run; everything else has to be as written. */
function steady(line: string): string {
  return line
    .replace(/"(event_id|instance_id)":"[0-9a-f-]{36}"/g, '"$1":"<uuid>"')
    .replace(
      /"event_time":"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}","event_date":"\d{4}-\d\d-\d\d"/,
      '"event_time":"<time>"',
    );
}

test("every block is one that a test below runs or compares", () => {
  expect(blocks.map(({ language }) => language)).toEqual(["sh", "ts", "text", "js", "json", "sql", "text"]);
});

test("the two commands are scripts of this repository", async () => {
  const { scripts } = JSON.parse(await readFile(join(repository, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const commands = block("sh")
    .split("\n")
    .map((line) => line.replace(/\s+#.*$/, ""));
  expect(commands.slice(0, 2)).toEqual(["npm ci && npm run demo", "npm ci && npm test"]);
  expect([scripts.demo, scripts.test].every((script) => (script ?? "") !== "")).toBe(true);
});

test("the definition becomes the table", async () => {
  await writeFile(join(project, "schemas", "plan-changed.ts"), block("ts"));
  await tracklake("generate");
  expect(await tracklake("query", "DESCRIBE plan_changed")).toBe(block("text", 0));
});

test("the call writes the line", async () => {
  await writeFile(join(project, "app.js"), block("js"));
  await run(process.execPath, ["app.js"], { cwd: project, env });
  const lake = join(project, ".tracklake", "lake");
  const files = (await readdir(lake, { recursive: true })).filter((name) => name.endsWith(".ndjson")).sort();
  // The heartbeat at close is the tracker's own event; every other line is that of the call.
  expect(files).toEqual([
    expect.stringContaining("plan_changed_v1"),
    expect.stringContaining("tracklake_heartbeat_v1"),
  ]);
  expect(steady(await readFile(join(lake, files[0] ?? ""), "utf8"))).toBe(steady(block("json")));
});

test("the query gives the rows", async () => {
  expect(await tracklake("query", block("sql").trim())).toBe(block("text", 1));
});

test("every linked file is there", async () => {
  const readme = await readFile(join(repository, "README.md"), "utf8");
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, target = ""]) => target);
  expect(links.length).toBeGreaterThan(10);
  for (const link of links)
    await expect(readdir(join(repository, link)).catch(() => readFile(join(repository, link)))).resolves.toBeDefined();
});
