// `tracklake queries` over folders of SQL, and the globs that name a project's own queries.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkConfig } from "../src/config/check-config.js";
import { matchesGlob } from "../src/queries/glob.js";
import { readQueryFiles } from "../src/queries/query-files.js";
import { folder, project, tracklake } from "./harness.js";

const sql = `SELECT json_extract_scalar(body, '$.plan') AS plan, count(*) FROM logs WHERE dt >= '{{ start }}' GROUP BY 1;
-- The same.
select count(*), json_extract_scalar(l.body, '$.plan') from logs l where l.dt >= '2026-01-01' group by 1;
SELECT split_part(path, '/', 2) FROM logs;
`;

test("what is parsed, the column that replaces it, and queries that ask the same", async () => {
  const { code, stdout, stderr } = await tracklake(project({ "sql/a.sql": sql }), ["queries", "sql"]);
  expect(stderr).toContain("Reading 1 file of SQL…");
  expect(stdout).toBe(
    [
      "3 queries in 1 file.",
      "",
      "What they take apart:",
      "     2 × body plan  (json_extract_scalar)  a.sql:1 and 1 more  → plan_changed.plan",
      "     1 × path split_part '/' 2  (split_part)  a.sql:4",
      "",
      "Queries that ask the same thing:",
      "  a.sql:1  a.sql:3",
      "",
    ].join("\n"),
  );
  expect(code).toBe(0);
});

test.each<[string, number[], (text: string) => Buffer]>([
  ["UTF-16, little end first", [0xff, 0xfe], (text) => Buffer.from(text, "utf16le")],
  ["UTF-16, big end first", [0xfe, 0xff], (text) => Buffer.from(text, "utf16le").swap16()],
  ["UTF-8 with a mark", [0xef, 0xbb, 0xbf], (text) => Buffer.from(text)],
])("a file in %s is read as the others are", async (_, mark, encode) => {
  const root = project({ "queries/a.sql": "" });
  const query = "SELECT split_part('é', '/', 2), seats FROM plan_changed";
  writeFileSync(join(root, "queries/a.sql"), Buffer.concat([Buffer.from(mark), encode(query)]));
  expect(readQueryFiles({ root, queries: ["queries/*.sql"] })).toEqual([{ file: "queries/a.sql", sql: query }]);
  expect((await tracklake(root, ["queries", "queries"])).stdout).toContain("1 query in 1 file.");
});

test("outside of a project there are no columns to offer; what cannot be read ends with 1", async () => {
  const root = folder({ "deep/b.SQL": `${sql}SELECT FROM;`, "node_modules/c.sql": sql });
  const { code, stdout } = await tracklake(root, ["queries", ".", "--json"]);
  const report = JSON.parse(stdout);
  expect(code).toBe(1);
  expect(report).toMatchObject({ files: 1, statements: 3, unread: [{ file: "deep/b.SQL", line: 5 }] });
  expect(report.paths[0]).toMatchObject({ source: "body", path: "plan", count: 2, columns: [] });
  expect(report.same).toHaveLength(1);
});

test("long lists are cut, and say how to see all", async () => {
  const { stdout } = await tracklake(folder({ "a.sql": sql }), ["queries", ".", "--most", "1"]);
  expect(stdout).toContain("1 more: --most 2 lists them all.");
});

test("a folder that is not there is wrong use", async () => {
  const { code, stderr } = await tracklake(folder(), ["queries", "none"]);
  expect(code).toBe(2);
  expect(stderr).toContain("There is no folder");
});

describe("the project's own queries", () => {
  test.each<[string, string, boolean]>([
    ["queries/a.sql", "queries/**/*.sql", true],
    ["queries/b/c/a.sql", "queries/**/*.sql", true],
    ["other/a.sql", "queries/**/*.sql", false],
    ["queries/a.sql.txt", "queries/**/*.sql", false],
    ["queries/a.sql", "./queries/*.sql", true],
    ["queries/b/a.sql", "queries/*.sql", false],
    ["a/b/c.sql", "**", true],
    ["a/c.sql", "{a,b}/?.sql", true],
    ["c/c.sql", "{a,b}/?.sql", false],
    ["a+b/x.sql", "a+b/*.sql", true],
  ])("%s and %s", (path, pattern, want) => {
    expect(matchesGlob(path, pattern)).toBe(want);
  });

  test("are read by their globs, sorted, and never from hidden folders", () => {
    const root = folder({
      "queries/b.sql": "B",
      "queries/a/a.sql": "A",
      "queries/.old/c.sql": "C",
      "queries/d.txt": "D",
    });
    mkdirSync(join(root, "queries/empty"));
    expect(readQueryFiles({ root, queries: ["queries/**/*.sql"] })).toEqual([
      { file: "queries/a/a.sql", sql: "A" },
      { file: "queries/b.sql", sql: "B" },
    ]);
  });

  test.each<[string, unknown, readonly string[] | undefined]>([
    ["unless said", undefined, ["queries/**/*.sql"]],
    ["one glob", "sql/*.sql", ["sql/*.sql"]],
    ["several", ["a/*.sql", "b/*.sql"], ["a/*.sql", "b/*.sql"]],
    ["none", [], undefined],
    ["outside", "../a.sql", undefined],
    ["no text", 1, undefined],
  ])("configured: %s", (_, queries, want) => {
    const checked = checkConfig({ queries, lake: { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" } });
    if (want === undefined) expect(checked).toMatchObject({ problems: [expect.stringContaining("queries is ")] });
    else expect(checked).toMatchObject({ config: { queries: want } });
  });
});
