// What holds of every command: help, wrong use, configuration, schemas that cannot be loaded, JSON.
import { describe, expect, test } from "vitest";
import { config, folder, planChanged, project, tracklake } from "./harness.js";

const commands = [
  "init",
  "generate",
  "check",
  "review",
  "acknowledge",
  "publish",
  "ddl",
  "plan",
  "apply",
  "query",
  "verify",
  "usage",
  "queries",
  "redrive",
  "package",
  "dev",
];

describe("help", () => {
  test("lists the commands and what is not there yet", async () => {
    const { code, stdout, stderr } = await tracklake(folder(), ["--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, "m"));
    expect(stdout).toMatch(/^Not there yet: add, import, .*tail\.$/m);
  });

  test.each(commands)("of %s has examples", async (command) => {
    const { code, stdout } = await tracklake(folder(), [command, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples:\n {2}\$ /);
    expect(stdout).toContain("--json");
  });

  test("tells the version", async () => {
    expect(await tracklake(folder(), ["--version"])).toMatchObject({ code: 0, stdout: "0.1.0\n" });
  });
});

describe("wrong use", () => {
  test.each<[string, string[], RegExp]>([
    ["no command", [], /Usage: tracklake/],
    ["a mistyped command", ["generat"], /Did you mean generate\?/],
    ["a command that is not there yet", ["infer"], /infer is not there yet/],
    ["an unknown option", ["check", "--formt", "json"], /Did you mean --format\?/],
    ["an unknown format", ["check", "--format", "xml"], /Allowed choices are text, json/],
    ["too many arguments", ["check", "everything"], /too many arguments/],
    ["a port that is none", ["dev", "--port", "http"], /whole number from 0 to 65535/],
    ["a package without a name", ["package"], /--name/],
    ["no query", ["query"], /There is no query/],
    ["--watch with --check", ["generate", "--watch", "--check"], /Leave one of the two out/],
    ["faults of no kind", ["dev", "--faults", "record=0.1"], /"record" is no fault/],
    ["faults out of bounds", ["dev", "--faults", "records=2"], /records is 2; it is a share from 0 to 1/],
  ])("%s", async (_, argv, want) => {
    const { code, stderr } = await tracklake(project(), argv);
    expect(stderr).toMatch(want);
    expect(code).toBe(2);
  });
});

describe("configuration", () => {
  test("missing: says how to make one", async () => {
    const { code, stdout, stderr } = await tracklake(folder(), ["check"]);
    expect(code).toBe(2);
    expect(stderr).toContain("npx tracklake init");
    expect(stdout).toBe("");
  });

  test("with a mistyped key: names it", async () => {
    const root = project({ "tracklake.config.ts": config.replace("owner", "ownr") });
    const { code, stderr } = await tracklake(root, ["check"]);
    expect(code).toBe(2);
    expect(stderr).toContain("ownr is not a key of the configuration; did you mean owner?");
  });

  test("that does not compile: says where", async () => {
    const root = project({ "tracklake.config.ts": "export default {\n  lake: {{\n};\n" });
    const { code, stderr } = await tracklake(root, ["check"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/tracklake\.config\.ts:2:\d+ cannot be loaded/);
  });

  test("named by --config, in JavaScript, elsewhere", async () => {
    const root = folder({ "app/settings.mjs": config, "app/schemas/a.ts": planChanged });
    expect(await tracklake(root, ["check", "--config", "app/settings.mjs"])).toMatchObject({ code: 0 });
    const missing = await tracklake(root, ["check", "--config", "app/nowhere.mjs"]);
    expect(missing).toMatchObject({ code: 2 });
    expect(missing.stderr).toContain("app/nowhere.mjs");
  });
});

describe("schemas that cannot be loaded", () => {
  test("every broken file is listed with its place, and nothing is written", async () => {
    const root = project({
      "schemas/broken.ts": "export default {\n  a: 1\n  b: 2\n};\n",
      "schemas/thrown.ts": "interface A {\n  a: 1;\n}\nexport default (undefined as unknown as A[]).length;\n",
      "schemas/wrong.ts":
        'import { defineEvent } from "@tracklake/schema";\n\nexport default defineEvent({ name: "" });\n',
      "schemas/import.ts": 'import x from "./nowhere.js";\nexport default x;\n',
    });
    const { code, stderr, stdout } = await tracklake(root, ["generate", "--json"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/schemas\/broken\.ts:3:3 {2}Unexpected token/);
    expect(stderr).toMatch(/schemas\/thrown\.ts:4:\d+ {2}TypeError: Cannot read properties/);
    expect(stderr).toMatch(/schemas\/wrong\.ts:3:\d+ {2}a definition of an event has no name/);
    expect(stderr).toMatch(/schemas\/import\.ts:1:\d+ {2}Cannot find module '\.\/nowhere\.js'/);
    expect(stderr).not.toContain("    at ");
    expect((await tracklake(root, ["check"])).stderr).not.toContain("written");
    expect(JSON.parse(stdout).error.problems).toHaveLength(4);
  });

  test("what is wrong with a context is said of the file that exports it", async () => {
    const root = project({
      "schemas/z.ts": `import { defineContext, Type } from "@tracklake/schema";
export const device = defineContext({ name: "device", properties: Type.Object({ os: Type.Any(), Bad: Type.String() }) });
`,
      "schemas/a.ts": `import { defineEvent } from "@tracklake/schema";
import { device } from "./z.js";
export default defineEvent({ name: "a_done", contexts: [device] });
`,
    });
    const { stdout } = await tracklake(root, ["generate", "--json"]);
    const { findings } = JSON.parse(stdout).error as { findings: { path: string; file: string }[] };
    const files = findings.filter(({ path }) => path.startsWith("device")).map(({ file }) => file);
    expect(new Set(files)).toEqual(new Set(["schemas/z.ts"]));
    expect(files.length).toBeGreaterThan(1);
  });

  test("--debug shows the stack", async () => {
    const { stderr } = await tracklake(folder(), ["check", "--debug"]);
    expect(stderr).toContain("    at ");
  });

  test("a missing folder is said to be missing", async () => {
    const { code, stderr } = await tracklake(folder({ "tracklake.config.ts": config }), ["check"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/There is no folder .*schemas/);
  });

  test("history, tests, declarations and what only re-exports are not taken twice", async () => {
    const root = project({
      "schemas/index.ts": 'export { default as planChanged } from "./plan-changed.js";\nexport const other = 1;\n',
      "schemas/plan.test.ts": "throw new Error('a test');\n",
      "schemas/types.d.ts": "declare const x: number;\n",
      "schemas/nested/.keep": "",
    });
    expect(await tracklake(root, ["check"])).toMatchObject({ code: 0, stderr: "" });
  });
});

test("an error with --json is JSON on stdout too", async () => {
  for (const argv of [
    ["check", "--json"],
    ["nothing", "--json"],
    ["curate", "--json"],
  ]) {
    const { stdout, code } = await tracklake(folder(), argv);
    expect(JSON.parse(stdout)).toMatchObject({ error: { message: expect.any(String) } });
    expect(code).toBe(2);
  }
});

test("colours are for terminals, and NO_COLOR turns them off", async () => {
  const start = "\u001b[";
  expect((await tracklake(folder(), ["check"])).stderr).not.toContain(start);
  expect((await tracklake(folder(), ["check"], { terminal: 80 })).stderr).toContain(start);
  expect((await tracklake(folder(), ["check"], { terminal: 80, env: { NO_COLOR: "1" } })).stderr).not.toContain(start);
});
