// docs/lint.md and the rules say the same: every id with its purpose and severity, a reason and a way out, in order.
import { readFileSync } from "node:fs";
import { athenaLimits, glueLimits, lineLimits } from "@tracklake/envelope";
import { lintRules, unmappedRules } from "@tracklake/schema";
import { expect, test } from "vitest";

const page = readFileSync(new URL("../../../docs/lint.md", import.meta.url), "utf8");
const rows = [...page.matchAll(/^\| `([a-z-]+)` \| (.+) \|$/gm)].map(([, id = "", cells = ""]) => [
  id,
  ...cells.split(" | "),
]);

test("the page lists the rules of reading, in their order", () => {
  const listed = rows.filter((row) => row.length === 4).map(([id, asks]) => [id, asks]);
  expect(listed).toEqual(Object.entries(unmappedRules));
});

test("the page lists the rules of lint with their severities, in their order", () => {
  const listed = rows.filter((row) => row.length === 5).map(([id, severity, asks]) => [id, severity, asks]);
  const want = lintRules.map(({ id, purpose, severity }) => {
    const [generate, publish] = [severity("generate"), severity("publish")];
    return [id, generate === publish ? generate : `${generate}, ${publish} in publish`, purpose];
  });
  expect(listed).toEqual(want);
});

test("every rule has a reason and a way out, and no row is left over", () => {
  expect(rows).toHaveLength(lintRules.length + Object.keys(unmappedRules).length);
  for (const row of rows) for (const cell of row) expect(cell.trim(), row[0]).not.toBe("");
});

test("the limits on the page are those of the services", () => {
  for (const limit of [
    `takes ${glueLimits.nameCharacters} characters`,
    `${lineLimits.depth} levels`,
    `${lineLimits.columns.toLocaleString("en")} columns`,
    `${glueLimits.columnTypeCharacters.toLocaleString("en")} characters`,
    `1 to ${athenaLimits.decimalPrecision} digits`,
  ])
    expect(page).toContain(limit);
});
