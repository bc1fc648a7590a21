// init: what it writes in every kind of project, what it leaves alone, and names that are hostile.
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { lakeNameFrom } from "../src/init/answers.js";
import { config, folder, planChanged, tracklake } from "./harness.js";

const read = (root: string, path: string) => readFileSync(join(root, path), "utf8");
const manifest = (more: object) => ({ "package.json": JSON.stringify({ name: "shop", version: "1.0.0", ...more }) });

describe("in a project that is empty", () => {
  test("writes three files and the client, and says what to do next", async () => {
    const root = folder(manifest({ type: "module" }));
    const { code, stdout, stderr } = await tracklake(root, ["init", "--yes", "--time-zone", "Asia/Tokyo"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(read(root, "tracklake.config.ts")).toContain(
      'lake: { name: "shop", bucket: "shop-lake", timeZone: "Asia/Tokyo" }',
    );
    expect(read(root, ".gitignore")).toBe("gen/\n.tracklake/\n");
    expect(existsSync(join(root, "gen/index.js"))).toBe(true);
    expect(stdout).toContain('tracker.userSignedIn({ user_id: "u_1", method: "password" });');
    expect(stdout).toContain("npm install @tracklake/sdk @tracklake/schema");
    const query = /npx tracklake query "(.*)"/.exec(stdout)?.[1] ?? "";
    expect(await tracklake(root, ["query", query])).toMatchObject({ code: 0 });
    expect(await tracklake(root, ["check"])).toMatchObject({ code: 0, stderr: "" });
    expect(await tracklake(root, ["publish"])).toMatchObject({ code: 0, stderr: "" });
  });

  test.each<[string, Record<string, string>, boolean]>([
    ["a JavaScript project", {}, false],
    ["a TypeScript project", { "tsconfig.json": "{}" }, true],
    ["one that has them", { "tsconfig.json": "{}", "node_modules/@types/node/package.json": "{}" }, false],
  ])("Node's types are asked for where they are needed: %s", async (_, files, want) => {
    const root = folder({ ...manifest({ type: "module" }), ...files });
    const { stdout } = await tracklake(root, ["init", "--yes", "--json"]);
    const { missing } = JSON.parse(stdout) as { missing: string[] };
    expect(missing.includes("@types/node")).toBe(want);
  });

  test.each<[string, object, Record<string, string>, string, RegExp]>([
    [
      "JavaScript, ES modules",
      { type: "module" },
      {},
      "src/tracker.js",
      /import { createTracker } from "..\/gen\/index.js"/,
    ],
    ["JavaScript, CommonJS", {}, {}, "src/tracker.js", /const { createTracker } = require\("..\/gen\/index.js"\)/],
    ["TypeScript", { type: "module" }, { "tsconfig.json": "{}" }, "src/tracker.ts", /^export const tracker/m],
    [
      "TypeScript, CommonJS",
      { devDependencies: { typescript: "5" } },
      {},
      "src/tracker.ts",
      /require\("@tracklake\/sdk\/firehose"\)/,
    ],
  ])("%s: the tracker fits", async (_, more, files, path, want) => {
    const root = folder({ ...manifest(more), ...files });
    expect(await tracklake(root, ["init", "--yes"])).toMatchObject({ code: 0 });
    expect(read(root, path)).toMatch(want);
    expect(read(root, path)).toMatch(/closeOnSignal.*"@tracklake\/sdk"[\s\S]*^closeOnSignal\(tracker, /m);
  });

  test("without package.json takes the folder's name", async () => {
    const root = folder();
    expect(await tracklake(root, ["init", "--yes"])).toMatchObject({ code: 0 });
    expect(read(root, "tracklake.config.ts")).toContain(`name: "${lakeNameFrom(basename(root))}"`);
  });
});

describe("what is there", () => {
  test("a second init writes nothing and says what it left alone", async () => {
    const root = folder(manifest({}));
    await tracklake(root, ["init", "--yes"]);
    const paths = ["tracklake.config.ts", "schemas/user-signed-in.ts", "src/tracker.js", ".gitignore"];
    const before = paths.map((path) => read(root, path));
    const { code, stdout } = await tracklake(root, ["init", "--yes", "--name", "other"]);
    expect(code).toBe(0);
    expect(paths.map((path) => read(root, path))).toEqual(before);
    for (const path of ["tracklake.config.ts", "schemas/", "src/tracker.js"])
      expect(stdout).toContain(`kept   ${path}`);
  });

  test("an existing configuration decides the folders; existing schemas get no first event", async () => {
    const root = folder({
      ...manifest({}),
      "tracklake.config.mjs": config.replace("owner:", 'output: "client",\n  owner:'),
      "schemas/plan-changed.ts": planChanged,
      ".gitignore": "node_modules\n/client\n.tracklake",
    });
    const { code, stdout } = await tracklake(root, ["init", "--yes"]);
    expect(code).toBe(0);
    expect(existsSync(join(root, "schemas/user-signed-in.ts"))).toBe(false);
    expect(read(root, "src/tracker.js")).toContain('require("../client/index.js")');
    expect(read(root, ".gitignore")).toBe("node_modules\n/client\n.tracklake");
    expect(stdout).toContain("tracker.planChanged({");
  });

  test("a line is added to a .gitignore that has no newline at its end", async () => {
    const root = folder({ ...manifest({}), ".gitignore": "node_modules" });
    await tracklake(root, ["init", "--yes"]);
    expect(read(root, ".gitignore")).toBe("node_modules\ngen/\n.tracklake/\n");
  });
});

describe("hostile names", () => {
  test.each([
    ['"; process.exit(1); //', "process_exit_1"],
    ["$" + "{process.exit(1)}", "process_exit_1"],
    ["*/ `x` \\", "x"],
    ["株式会社", "app"],
    ["🚀", "app"],
    ["123-shop", "shop"],
    ["@acme/Shop.API", "shop_api"],
    ["__proto__", "proto"],
    ["a".repeat(214), "a".repeat(40)],
    ["line\u2028break\n", "line_break"],
  ])("%j becomes a lake that works", async (name, lake) => {
    const root = folder({ "package.json": JSON.stringify({ name, type: "module" }) });
    const { code, stderr } = await tracklake(root, ["init", "--yes", "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(read(root, "tracklake.config.ts")).toContain(`name: "${lake}"`);
    expect(await tracklake(root, ["check"])).toMatchObject({ code: 0 });
    expect(read(root, "src/tracker.js")).toMatch(/createTracker\({ service: "(?:[^"\\]|\\.)*", sink }\);/);
  });

  test.each([
    ["--name", "Shop", /--name is "Shop"/],
    ["--bucket", "B", /--bucket is "B"/],
    ["--time-zone", "Mars/Base", /--time-zone is "Mars\/Base"/],
    ["--owner", " ", /--owner is/],
  ])("an option that does not fit is refused before anything is written: %s", async (option, value, want) => {
    const root = folder(manifest({}));
    const { code, stderr } = await tracklake(root, ["init", "--yes", option, value]);
    expect(code).toBe(2);
    expect(stderr).toMatch(want);
    expect(existsSync(join(root, "tracklake.config.ts"))).toBe(false);
  });

  test("a package.json that is no JSON is said", async () => {
    const { code, stderr } = await tracklake(folder({ "package.json": "{" }), ["init", "--yes"]);
    expect(code).toBe(2);
    expect(stderr).toContain("package.json is not JSON");
  });
});

test("--json says what was done", async () => {
  const { stdout } = await tracklake(folder(manifest({})), ["init", "--yes", "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({
    written: ["tracklake.config.ts", "schemas/user-signed-in.ts", "src/tracker.js", ".gitignore"],
    kept: [],
    query: expect.stringContaining("FROM user_signed_in"),
  });
});
