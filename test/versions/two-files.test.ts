// What a change costs in review: a new property, and a new field of a context, touch two committed files each.
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);
let project: string;

async function tracklake(...args: string[]): Promise<string> {
  return (await run(process.execPath, [join(repository, "packages/cli/dist/main.js"), ...args], { cwd: project }))
    .stdout;
}

async function git(...args: string[]): Promise<string> {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  return (await run("git", [...identity, ...args], { cwd: project })).stdout;
}

const context = (more = "") => `import { defineContext, Type } from "@tracklake/schema";
export const user = defineContext({
  name: "user",
  description: "Who did it.",
  properties: Type.Object({ user_id: Type.String({ description: "Id." })${more} }),
});
`;
const event = (name: string, more = "") => `import { defineEvent, Type } from "@tracklake/schema";
import { user } from "./contexts/user.js";
export default defineEvent({
  name: "${name}",
  description: "It happened.",
  answers: ["How often?"],
  contexts: [user],
  properties: Type.Object({ amount: Type.Integer({ description: "How much." })${more} }),
});
`;

beforeAll(async () => {
  project = await mkdtemp(join(repository, "test", "versions", ".project-"));
  await mkdir(join(project, "schemas", "contexts"), { recursive: true });
  await writeFile(join(project, "package.json"), '{ "type": "module" }');
  await writeFile(join(project, ".gitignore"), "gen/\n.tracklake/\n");
  await writeFile(
    join(project, "tracklake.config.ts"),
    'import { defineConfig } from "tracklake";\nexport default defineConfig({ schemas: "schemas", output: "gen", owner: "growth", lake: { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" } });\n',
  );
  await writeFile(join(project, "schemas", "contexts", "user.ts"), context());
  for (const name of ["one", "two", "three"])
    await writeFile(join(project, "schemas", `${name}.ts`), event(`event_${name}`));
  await tracklake("publish");
  await tracklake("generate");
  await git("init", "--quiet");
  await git("add", ".");
  await git("commit", "--quiet", "--message", "Begin");
});
afterAll(() => rm(project, { recursive: true, force: true }));

/** The files that a change and its publish leave to commit. */
async function committed(): Promise<string[]> {
  await tracklake("generate");
  await tracklake("publish");
  expect(await tracklake("publish")).toMatch(/nothing|up to date|unchanged/i);
  await git("add", ".");
  const files = (await git("diff", "--cached", "--name-only")).trim().split("\n");
  await git("commit", "--quiet", "--message", "Change");
  return files;
}

test("a new property: the definition and one history file", async () => {
  await writeFile(
    join(project, "schemas", "one.ts"),
    event("event_one", ', note: Type.Optional(Type.String({ description: "A note." }))'),
  );
  const files = await committed();
  expect(files).toHaveLength(2);
  expect(files).toContain("schemas/one.ts");
  const history = files.find((name) => name.startsWith("schemas/history/")) ?? "";
  const entry = JSON.parse(await readFile(join(project, history), "utf8")) as {
    events: { model: { name: string }; revision: number }[];
  };
  expect(entry.events.map(({ model, revision }) => [model.name, revision])).toEqual([["event_one", 2]]);
});

test("a new field of a context: the context and one history file, however many events it reaches", async () => {
  await writeFile(
    join(project, "schemas", "contexts", "user.ts"),
    context(', plan: Type.Optional(Type.String({ description: "Plan." }))'),
  );
  const files = await committed();
  expect(files).toHaveLength(2);
  expect(files).toContain("schemas/contexts/user.ts");
  const history = files.find((name) => name.startsWith("schemas/history/")) ?? "";
  const entry = JSON.parse(await readFile(join(project, history), "utf8")) as { events: { model: { name: string } }[] };
  expect(entry.events.map(({ model }) => model.name).sort()).toEqual(["event_one", "event_three", "event_two"]);
});
