// The README's table of codes is the code's, and its example runs.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { localErrorCodes, openLake } from "../src/index.js";
import { lake } from "./lake-fixture.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("every code stands in the README with its meaning, and no other", () => {
  const table = readme.slice(readme.indexOf("| code of `LocalError`"));
  const rows = [...table.matchAll(/^\| `([a-z-]+)` \| (.+) \|$/gm)].map(([, code, meaning]) => [code, meaning]);
  expect(Object.fromEntries(rows)).toEqual(localErrorCodes);
});

test("the example's query gives the example's answer", async () => {
  const sql = /lake\.query\("([^"]+)"\)/.exec(readme)?.[1] ?? "";
  const users = { load: async () => ({ columns: [{ name: "id", type: "bigint" as const }], rows: [[7n]] }) };
  const opened = await openLake({ directory: "nowhere", lake, revisions: [], dimensions: { users } });
  const { columns, rows, warnings } = await opened.query(sql);
  opened.close();
  expect([columns, rows, warnings]).toEqual([[{ name: "id", type: "bigint" }], [[7n]], []]);
});
