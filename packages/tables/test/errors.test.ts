import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isTablesError, TablesError, tablesErrorCodes } from "../src/index.js";

test("the README's table holds every code with its meaning", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const rows = [...readme.matchAll(/^\| `([a-z-]+)` \| (.+) \|$/gm)].map(([, code, meaning]) => [code, meaning]);
  expect(Object.fromEntries(rows)).toEqual(tablesErrorCodes);
});

test.each([
  ["its own", new TablesError("bad-ddl", "m"), true],
  ["another copy's", Object.assign(new Error("m"), { name: "TablesError", code: "bad-ddl" }), true],
  ["any error", new Error("m"), false],
  ["no error", { name: "TablesError", code: "bad-ddl" }, false],
])("isTablesError of %s", (_, given, want) => {
  expect(isTablesError(given)).toBe(want);
});

test("an error keeps its cause", () => {
  const cause = new Error("why");
  expect(new TablesError("live-unreadable", "m", { cause }).cause).toBe(cause);
});
