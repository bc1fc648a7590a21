// What the design has and this version does not is said where people look: in the command's help and in the README.
// What is tried all the same ends with 2, and no flag is ignored.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { folder, project, tracklake } from "./harness.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8").split("## Not there yet")[1] ?? "";
const flat = (text: string) => text.replace(/\s+/g, " ");

describe.each<[string, readonly string[], readonly string[][]]>([
  [
    "generate",
    ["--from", "registry url", "the catalogue", "tracklake.lock"],
    [["--from", "https://registry.example.com"]],
  ],
  ["publish", ["--to"], [["--to", "https://registry.example.com"]]],
  [
    "ddl",
    ["trino", "duckdb"],
    [
      ["--format", "trino"],
      ["--format", "duckdb"],
    ],
  ],
  [
    "query",
    ["--engine", "athena", "trino"],
    [
      ["SELECT 1", "--engine", "athena"],
      ["SELECT 1", "--engine", "trino"],
    ],
  ],
  ["dev", ["the catalogue", "the live view of events"], []],
])("%s", (command, missing, tried) => {
  test.each(missing)("says in its help and in the README that %s is not there", async (what) => {
    const { stdout } = await tracklake(folder(), [command, "--help"]);
    const said = flat(stdout)
      .split(/(?<=\.) (?=[A-Z"-])/)
      .filter((sentence) => sentence.includes("not there yet"));
    expect(said.join(" ").toLowerCase()).toContain(what);
    expect(flat(readme)).toContain(what);
  });

  test.skipIf(tried.length === 0)("refuses it", async () => {
    for (const argv of tried) {
      const { code, stderr } = await tracklake(project(), [command, ...argv]);
      expect({ argv, code }).toEqual({ argv, code: 2 });
      expect(stderr).toMatch(/unknown option|Allowed choices|does not read yet/);
    }
  });
});

test("commands that are not there are those of the README", async () => {
  const { stdout } = await tracklake(folder(), ["--help"]);
  const listed = (/^Not there yet: (.*)\.$/m.exec(stdout)?.[1] ?? "").split(", ");
  const [commands = ""] = readme.split(";");
  expect(commands.match(/\w+/g)).toEqual(listed);
});
