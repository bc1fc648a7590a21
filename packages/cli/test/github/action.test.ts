// action.yml, run as a runner would: its script in bash, inputs as variables, against the double of GitHub.
import { execFile } from "node:child_process";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { folder, write } from "../harness.js";

const text = readFileSync(fileURLToPath(new URL("../../../../action.yml", import.meta.url)), "utf8");
/** The lines of the script, and the variables that inputs become. */
const script = (/^ {6}run: \|\n((?: {8}.*\n)+)/m.exec(text)?.[1] ?? "").replace(/^ {8}/gm, "");
const variables = [...text.matchAll(/^ {8}(\w+): \$\{\{ inputs\.([\w-]+) \}\}$/gm)].map(([, name = "", input = ""]) => [
  name,
  input,
]);
const inputs = [...(/^inputs:\n([\s\S]*?)^runs:/m.exec(text)?.[1] ?? "").matchAll(/^ {2}([\w-]+):$/gm)].map(
  ([, name]) => name,
);

function ran(env: Record<string, string>): Promise<string[]> {
  // An npx that says what it was called with, one argument a line.
  const bin = folder();
  write(bin, { npx: '#!/usr/bin/env bash\nprintf "%s\\n" "$@"\n' });
  chmodSync(join(bin, "npx"), 0o755);
  return new Promise((resolve, reject) => {
    const world = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, ...env };
    execFile("bash", ["-e", "-c", script], { env: world }, (error, stdout) =>
      error ? reject(error) : resolve(stdout.trimEnd().split("\n")),
    );
  });
}

describe("the action", () => {
  test("is composite, of one step, and every input is used and documented", () => {
    expect(text).toContain("using: composite");
    expect(script).not.toContain("${{");
    const used = [...variables.map(([, input]) => input), "working-directory"];
    expect([...used].sort()).toEqual([...inputs].sort());
    const page = readFileSync(fileURLToPath(new URL("../../../../docs/ci.md", import.meta.url)), "utf8");
    for (const input of inputs) expect(page).toContain(`| \`${input}\` |`);
  });

  test.each<[string, Record<string, string>, string[]]>([
    ["by default", { TRACKLAKE_LABEL: "ok" }, ["--comment", "github", "--acknowledge-label", "ok"]],
    [
      "with all inputs",
      { TRACKLAKE_LABEL: "two words", TRACKLAKE_BASE: "origin/x", TRACKLAKE_NAME: "shop" },
      ["--comment", "github", "--acknowledge-label", "two words", "--base", "origin/x", "--name", "shop"],
    ],
    [
      "with text that would like to be a script",
      { TRACKLAKE_LABEL: '$(touch /tmp/x); "`id`"', TRACKLAKE_BASE: "a; b" },
      ["--comment", "github", "--acknowledge-label", '$(touch /tmp/x); "`id`"', "--base", "a; b"],
    ],
  ])("calls the command %s", async (_, given, want) => {
    const env = { TRACKLAKE_BASE: "", TRACKLAKE_NAME: "", ...given };
    expect(await ran(env)).toEqual(["--no-install", "tracklake", "review", ...want]);
  });

  test("the command that it calls has these options", async () => {
    const { tracklake } = await import("../harness.js");
    const { stdout } = await tracklake(folder(), ["review", "--help"]);
    for (const option of ["--comment", "--acknowledge-label", "--base", "--name"]) expect(stdout).toContain(option);
    expect(existsSync(fileURLToPath(new URL("../../../../action.yml", import.meta.url)))).toBe(true);
  });
});
