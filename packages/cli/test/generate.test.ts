// generate, package: what is written, --check, --watch, --from, and what cannot be written.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { config, folder, planChanged, project, start, tracklake, write } from "./harness.js";

test("writes the client, the schemas and the tables; a second run writes nothing", async () => {
  const root = project();
  const first = await tracklake(root, ["generate"]);
  expect(first).toMatchObject({ code: 0, stderr: "" });
  expect(first.stdout).toMatch(/^gen: 3 events \(3 drafts\), \d+ files, \d+ written\.\n$/);
  for (const path of [
    "index.js",
    "index.d.ts",
    "encoders.js",
    "json-schema/plan_changed.v1.json",
    "athena/plan_changed_v1.sql",
    "athena/plan_changed.sql",
    "glue/plan_changed_v1.json",
  ]) {
    expect(existsSync(join(root, "gen", path)), path).toBe(true);
  }
  const before = statSync(join(root, "gen/index.js")).mtimeMs;
  expect((await tracklake(root, ["generate"])).stdout).toContain(" 0 written.");
  expect(statSync(join(root, "gen/index.js")).mtimeMs).toBe(before);
});

test("--check lists what is stale, what is to be removed, and writes nothing", async () => {
  const root = project({ "gen/mine.txt": "kept" });
  await tracklake(root, ["generate"]);
  expect(await tracklake(root, ["generate", "--check"])).toMatchObject({ code: 0, stdout: "gen is up to date.\n" });
  rmSync(join(root, "schemas/plan-changed.ts"));
  write(root, { "schemas/plan-left.ts": planChanged.replace("plan_changed", "plan_left") });
  const { code, stdout } = await tracklake(root, ["generate", "--check"]);
  expect(code).toBe(1);
  expect(stdout).toContain("  athena/plan_left.sql\n");
  expect(stdout).toContain("  athena/plan_changed.sql (to be removed)\n");
  expect(existsSync(join(root, "gen/athena/plan_left.sql"))).toBe(false);
  await tracklake(root, ["generate"]);
  expect(existsSync(join(root, "gen/athena/plan_changed.sql"))).toBe(false);
  expect(readFileSync(join(root, "gen/mine.txt"), "utf8")).toBe("kept");
});

test("a lint error stops it before anything is written", async () => {
  const root = project({ "schemas/bad.ts": planChanged.replace("plan_changed", "Plan Changed") });
  const { code, stderr } = await tracklake(root, ["generate"]);
  expect(code).toBe(1);
  expect(stderr).toContain("name-style");
  expect(existsSync(join(root, "gen"))).toBe(false);
});

test("a missing description is a warning", async () => {
  const root = project({
    "schemas/a.ts": planChanged.replace(/plan_changed/, "a_done").replace(/description: "Paid.*?"/, ""),
  });
  const { code, stderr } = await tracklake(root, ["generate"]);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^schemas\/a\.ts\n {2}8:5 {2}warning {2}a_done\.seats {2}.*\[description\]\n {4}/);
});

test("generate, publish and check say a finding with the same lines", async () => {
  const bad = planChanged.replace("plan:", 'planName: Type.String({ maxLength: 9, description: "N." }),\n    plan:');
  const root = project({ "schemas/plan-changed.ts": bad });
  const { stdout } = await tracklake(root, ["check"]);
  const lines = stdout.split("\n").slice(0, 3).join("\n");
  expect(lines).toMatch(
    /^schemas\/plan-changed\.ts\n {2}7:5 {2}error {2}plan_changed\.planName .*\[name-style\]\n {4}/,
  );
  for (const command of ["generate", "publish", "ddl"]) {
    expect([command, (await tracklake(root, [command])).stderr]).toEqual([command, expect.stringContaining(lines)]);
  }
});

test.each<[string, Readonly<Record<string, string>>, RegExp]>([
  [
    "two files",
    { "schemas/other.ts": `\n${planChanged}` },
    /schemas\/plan-changed\.ts\n {2}3:3 .*twice.*\n.*The other is at schemas\/other\.ts:4:3\./,
  ],
  [
    "one file",
    {
      "schemas/plan-changed.ts":
        planChanged + planChanged.split("\n").slice(1).join("\n").replace("export default", "export const again ="),
    },
    /schemas\/plan-changed\.ts\n {2}12:3 .*twice.*\n.*The other is at schemas\/plan-changed\.ts:3:3\./,
  ],
])("an event that is defined twice is found in both places: %s", async (_, files, want) => {
  const root = project(files);
  for (const command of ["check", "generate"]) {
    const { code, stdout, stderr } = await tracklake(root, [command]);
    expect([command, code, stdout + stderr]).toEqual([command, 1, expect.stringMatching(want)]);
  }
});

test("a place that cannot be written is said, with what to do", async () => {
  const root = project({ gen: "a file" });
  const { code, stderr } = await tracklake(root, ["generate"]);
  expect(code).toBe(3);
  expect(stderr).toContain("gen");
  expect(stderr).not.toContain("    at ");
});

test("--from reads a git ref and leaves the working tree alone", async () => {
  const root = project();
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args], { cwd: root, stdio: "pipe" });
  git("init", "-q", "-b", "main");
  await tracklake(root, ["publish"]);
  git("add", ".");
  git("commit", "-q", "-m", "events");
  rmSync(join(root, "schemas/history"), { recursive: true });
  write(root, { "schemas/plan-changed.ts": "this does not compile" });
  const { code, stdout } = await tracklake(root, ["generate", "--from", "main", "--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ events: 3, drafts: 0 });
  expect(existsSync(join(root, "schemas/history"))).toBe(false);
});

test("--from reads the history of another project", async () => {
  const source = project();
  await tracklake(source, ["publish"]);
  const root = folder({ "tracklake.config.ts": config });
  expect(await tracklake(root, ["generate", "--from", source])).toMatchObject({ code: 0, stderr: "" });
  expect(existsSync(join(root, "gen/athena/plan_changed_v1.sql"))).toBe(true);
});

test.each([
  ["a ref that is not there", "no/such/ref", /neither a folder nor a git ref/],
  ["an option in disguise", "--output=x", /neither a folder nor a git ref|argument missing/],
  ["a folder without history", "schemas", /holds no history/],
  ["a registry's URL", "https://registry.example.com", /is a URL, which --from does not read yet/],
])("--from of %s", async (_, from, want) => {
  const root = project();
  execFileSync("git", ["init", "-q"], { cwd: root });
  const { code, stderr } = await tracklake(root, ["generate", `--from=${from}`]);
  expect(code).toBe(2);
  expect(stderr).toMatch(want);
});

test("--watch generates again, survives a broken schema, and ends at Ctrl-C", async () => {
  const root = project();
  const running = start(root, ["generate", "--watch"]);
  await vi.waitFor(() => expect(running.complained()).toContain("watching"), 10_000);
  const file = join(root, "schemas/plan-changed.ts");
  writeFileSync(file, "export default {");
  await vi.waitFor(() => expect(running.complained()).toContain("does not compile"), 10_000);
  writeFileSync(file, planChanged.replace("plan_changed", "plan_left"));
  await vi.waitFor(() => expect(existsSync(join(root, "gen/athena/plan_left.sql"))).toBe(true), 10_000);
  mkdirSync(join(root, "schemas/more"));
  running.interrupt();
  expect(await running.outcome).toMatchObject({ code: 0 });
});

test("package writes a folder that npm can pack", async () => {
  const root = project();
  const { code, stdout } = await tracklake(root, [
    "package",
    "--name",
    "@acme/events",
    "--version",
    "1.2.0",
    "--out",
    "out",
  ]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("(cd out && npm publish)") });
  const manifest: unknown = JSON.parse(readFileSync(join(root, "out/package.json"), "utf8"));
  expect(manifest).toMatchObject({ name: "@acme/events", version: "1.2.0", type: "module" });
  expect(readdirSync(join(root, "out"))).toContain("index.d.ts");
});

test.each([
  ["a name with capitals", ["--name", "Acme"], /--name is "Acme"/],
  ["a version that is none", ["--name", "acme", "--version", "one"], /--version is "one"/],
])("package refuses %s", async (_, argv, want) => {
  const { code, stderr } = await tracklake(project(), ["package", ...argv]);
  expect(code).toBe(2);
  expect(stderr).toMatch(want);
});
