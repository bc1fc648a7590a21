// Views from the command line: planned by their SQL, written through Athena and Trino over the wire, published queries
// among them; the catalogue is the local endpoint, and both engines keep views in it as the real ones do.
import { CreateTableCommand, GetTableCommand, GlueClient, UpdateTableCommand } from "@aws-sdk/client-glue";
import { type LocalStack, startLocalStack } from "@tracklake/local";
import { encodeView } from "@tracklake/tables";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { athenaDouble } from "./engine/athena-double.js";
import type { Double, Scripted } from "./engine/double.js";
import { trinoDouble } from "./engine/trino-double.js";
import { config, project, tracklake, write } from "./harness.js";

const queries = {
  "queries/plans_by_day.sql":
    "-- How many moved to each plan, by day.\nSELECT dt, plan, count(*) AS moves\nFROM plan_changed\nGROUP BY dt, plan;\n",
  "queries/top_plans.sql":
    "/* The plans by their moves. */\nSELECT plan, sum(moves) AS moves FROM plans_by_day GROUP BY plan",
  "queries/mine.sql": "SELECT nonsense FROM nowhere",
};

let root: string;
let stack: LocalStack;
let glue: GlueClient;
beforeEach(async () => {
  root = project(queries);
  stack = await startLocalStack({ directory: `${root}/.tracklake/lake`, log: () => {} });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  glue = new GlueClient({ endpoint: stack.url, region: "local", credentials });
  // The AWS SDK itself reads these.
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  glue.destroy();
  await stack.close();
});

/** Keeps a view as an engine does; every column of a query of people is a bigint here. */
async function keep(sql: string): Promise<Scripted> {
  const [, database = "", name = "", select = ""] =
    /^CREATE OR REPLACE VIEW (\w+)\.(\w+) AS\n([\s\S]*)$/.exec(sql) ?? [];
  if (name === "") return { error: `line 1:1: ${sql}` };
  const columns = ["dt", "plan", "moves"].map((column) => ({ name: column, type: "bigint" }));
  const TableInput = {
    Name: name,
    TableType: "VIRTUAL_VIEW",
    ViewOriginalText: encodeView({ database, columns }, select.replace(/\s+/g, " ")),
    Parameters: { presto_view: "true", comment: "Presto View" },
    StorageDescriptor: { Columns: columns.map((column) => ({ Name: column.name, Type: column.type })) },
  };
  const of = { DatabaseName: database, TableInput };
  try {
    await glue.send(new CreateTableCommand(of));
  } catch {
    await glue.send(new UpdateTableCommand(of));
  }
  return {};
}
const engines: [string, () => Promise<Double>, (url: string) => { argv: string[]; env: Record<string, string> }][] = [
  [
    "athena",
    () => athenaDouble(keep),
    (url) => ({ argv: ["--workgroup", "acme"], env: { AWS_ENDPOINT_URL_ATHENA: url } }),
  ],
  ["trino", () => trinoDouble(keep), (url) => ({ argv: ["--trino-server", url], env: {} })],
];

describe.each(engines)("through %s", (name, start, options) => {
  test("every view is written once, in an order in which each finds what it reads, and nothing again", async () => {
    const { url, seen } = await start();
    const { argv, env } = options(url);
    const all = ["--endpoint", stack.url, "--views", name, ...argv];
    const planned = await tracklake(root, ["plan", ...all], { env });
    expect(planned.code).toBe(1);
    expect(planned.stdout).toContain("+ view acme.plans_by_day");
    expect(planned.stderr).toContain("not published, it has no comment at its head: queries/mine.sql");
    const applied = await tracklake(root, ["apply", "--yes", ...all], { env });
    expect(applied.stderr).not.toContain("Some steps");
    expect(applied.code).toBe(0);
    const written = seen.statements.map((sql) => /VIEW acme\.(\w+)/.exec(sql)?.[1]);
    expect(new Set(written).size).toBe(written.length);
    for (const [first, then] of [
      ["plan_changed", "all_events"],
      ["plan_changed", "plans_by_day"],
      ["plans_by_day", "top_plans"],
    ]) {
      expect(written.indexOf(first)).toBeGreaterThanOrEqual(0);
      expect(written.indexOf(first)).toBeLessThan(written.indexOf(then));
    }
    const of = { DatabaseName: "acme", Name: "plans_by_day" };
    const { Table } = await glue.send(new GetTableCommand(of));
    expect(Table?.Parameters?.["tracklake.description"]).toBe("How many moved to each plan, by day.");
    // A Description hides a view from Trino, which reads it in place of its own parameter.
    expect(Table?.Description).toBe(undefined);
    const again = await tracklake(root, ["plan", ...all], { env });
    expect(again).toMatchObject({ code: 0 });
    expect(again.stdout).toContain("Nothing to do");
    expect(seen.statements).toHaveLength(written.length);
  });

  test("an engine that refuses is the result of its view; exit 3", async () => {
    const refusing = async (sql: string): Promise<Scripted> =>
      sql.includes("acme.plan_changed AS") ? { error: "line 3:5: Column 'plan' cannot be resolved" } : keep(sql);
    const { url } = name === "athena" ? await athenaDouble(refusing) : await trinoDouble(refusing);
    const { argv, env } = options(url);
    const all = ["--endpoint", stack.url, "--views", name, ...argv];
    const { code, stdout } = await tracklake(root, ["apply", "--yes", ...all], { env });
    expect(code).toBe(3);
    expect(stdout).toMatch(/failed {4}view acme\.plan_changed\n.*Column 'plan' cannot be resolved/);
    expect(stdout).toContain("skipped   view acme.plans_by_day");
    expect(stdout).toContain("created   view acme.dead_letters");
  });
});

test("by the configuration, and left out by --views none", async () => {
  const { url, seen } = await trinoDouble(keep);
  const more = `views: { engine: "trino" }, trino: { server: "${url}", catalog: "lake" },`;
  write(root, { "tracklake.config.ts": config.replace('owner: "growth",', `owner: "growth", ${more}`) });
  expect(await tracklake(root, ["apply", "--yes", "--endpoint", stack.url, "--views", "none"])).toMatchObject({
    code: 0,
  });
  expect(seen.statements).toEqual([]);
  expect(await tracklake(root, ["apply", "--yes", "--endpoint", stack.url])).toMatchObject({ code: 0 });
  expect(seen.statements.length).toBeGreaterThan(5);
  expect(seen.requests[0]).toMatchObject({ "x-trino-catalog": "lake", "x-trino-schema": "acme" });
});

test("a query that does not fit is refused with file, line and column; all else goes on", async () => {
  write(root, { "queries/wrong.sql": "-- Wrong.\nSELECT dt,\n  plam\nFROM plan_changed" });
  const { url } = await trinoDouble(keep);
  const all = ["--endpoint", stack.url, "--views", "trino", "--trino-server", url];
  const { code, stdout } = await tracklake(root, ["apply", "--yes", ...all]);
  expect(code).toBe(1);
  expect(stdout).toContain(
    "refused   view acme.wrong\n  queries/wrong.sql:3:3: no table of the query has a column plam. Did you mean plan?",
  );
  expect(stdout).toContain("created   view acme.top_plans");
  const asked = await tracklake(root, ["query", "SELECT * FROM wrong"]);
  expect(asked.code).not.toBe(0);
  expect(asked.stderr).toContain("wrong is no view: queries/wrong.sql:3:3");
});

test("the local lake has all of them", async () => {
  const { stdout } = await tracklake(root, ["query", "--format", "csv", "SHOW TABLES"]);
  expect(stdout.trim().split("\n").slice(1)).toEqual([
    ...["all_events", "dead_letters", "delivery_errors", "http_request", "plan_changed", "plans_by_day", "top_plans"],
    ...["tracklake_heartbeat", "tracklake_heartbeat__sequences"],
  ]);
  expect(await tracklake(root, ["query", "--format", "csv", "SELECT * FROM top_plans"])).toMatchObject({
    code: 0,
    stdout: "plan,moves\n",
  });
  const described = await tracklake(root, ["query", "--format", "csv", "DESCRIBE plans_by_day"]);
  expect(described.stdout).toContain("moves,bigint,");
});

describe("ddl", () => {
  test("--views prints all views, those of one event alone when it is named", async () => {
    const all = await tracklake(root, ["ddl", "--views"]);
    for (const name of ["plan_changed", "all_events", "dead_letters", "delivery_errors", "top_plans"]) {
      expect(all.stdout).toContain(`CREATE OR REPLACE VIEW acme.${name} AS`);
    }
    const one = await tracklake(root, ["ddl", "plan_changed", "--views"]);
    expect(one.stdout.match(/CREATE [^\n]*/g)).toEqual([
      "CREATE EXTERNAL TABLE IF NOT EXISTS acme_store.plan_changed_v1 (",
      "CREATE OR REPLACE VIEW acme.plan_changed AS",
    ]);
  });

  test("Iceberg: created with its upkeep, changed with --from", async () => {
    expect(await tracklake(root, ["publish"])).toMatchObject({ code: 0 });
    const created = await tracklake(root, ["ddl", "plan_changed", "--format", "iceberg"]);
    expect(created.stdout).toContain("CREATE TABLE IF NOT EXISTS acme_store.plan_changed_v1");
    expect(created.stdout).toContain("EventBridge Scheduler: cron(15 3 * * ? *) in Asia/Tokyo\nOPTIMIZE");
    const { planChanged } = await import("./harness.js");
    const reason = 'reason: Type.Optional(Type.String({ description: "Why." })),\n    plan:';
    write(root, { "schemas/plan-changed.ts": planChanged.replace("plan:", reason) });
    const changed = await tracklake(root, ["ddl", "plan_changed", "--format", "iceberg", "--from", "."]);
    expect(changed.stdout.trim()).toBe(
      "ALTER TABLE acme_store.plan_changed_v1 ADD COLUMNS (\n  reason string COMMENT 'Why.'\n);",
    );
    expect(await tracklake(root, ["ddl", "--from", "."])).toMatchObject({ code: 2 });
  });
});

test("personal fields are left out where the configuration says so", async () => {
  const personal = 'email: Type.Optional(Type.String({ pii: "hash", description: "Mail." })),\n    plan:';
  const { planChanged } = await import("./harness.js");
  write(root, {
    "schemas/plan-changed.ts": planChanged.replace("plan:", personal),
    "tracklake.config.ts": config.replace('owner: "growth",', 'owner: "growth", views: { personal: "left-out" },'),
  });
  const { stdout } = await tracklake(root, ["query", "--format", "csv", "DESCRIBE plan_changed"]);
  expect(stdout).toContain("plan,string");
  expect(stdout).not.toContain("email");
  expect((await tracklake(root, ["query", "DESCRIBE acme_store.plan_changed_v1"])).stdout).toContain("email");
});

test("a stream that writes elsewhere than where the tables look is an error of the configuration", async () => {
  const delivery =
    'delivery: { prefix: "events/!{partitionKeyFromQuery:event_name}_v!{partitionKeyFromQuery:event_major}/dt=!{timestamp:yyyy-MM-dd}/" },';
  write(root, { "tracklake.config.ts": config.replace('owner: "growth",', `owner: "growth", ${delivery}`) });
  const { code, stderr } = await tracklake(root, ["ddl"]);
  expect(code).toBe(2);
  expect(stderr).toContain("dt is a day of Asia/Tokyo, and the prefix writes days of UTC");
});
