// The command on AWS's services and on a Trino, over the wire: the real clients of Glue, S3 and Athena, Trino's
// protocol. What the engines do is done by DuckDB; what they are told is theirs.
import { join } from "node:path";
import { GlueClient } from "@aws-sdk/client-glue";
import { startLocalStack } from "@tracklake/local";
import { memoryStore, publish } from "@tracklake/registry";
import { defineEvent, Type, toEventModel } from "@tracklake/schema";
import { curationCatalogue, tableModels } from "@tracklake/tables";
import { describe, expect, onTestFinished, test } from "vitest";
import { athenaDouble } from "../engine/athena-double.js";
import type { Script, Seen } from "../engine/double.js";
import { trinoDouble } from "../engine/trino-double.js";
import { type Outcome, project, start, tracklake, write } from "../harness.js";
import { lakeEngine, viewText } from "./lake-engine.js";
import { s3Double } from "./s3-double.js";

const config = `import { defineConfig } from "tracklake";
export default defineConfig({ owner: "growth", lake: { name: "acme", bucket: "acme-lake", timeZone: "UTC" } });
`;
const line = (id: number, dt: string) =>
  `${JSON.stringify({ event_id: `e-${id}`, event_name: "plan_changed", event_major: 1, event_revision: 1, event_time: `${dt} 01:00:00.000`, event_date: dt, service: "s", environment: "test", instance_id: "i", event_sequence: id, plan: "pro", seats: id })}\n`;
const file = (dt: string, name: string) => `.tracklake/lake/events/plan_changed_v1/dt=${dt}/${name}`;

/** The models of the project's event. */
async function models() {
  const { model } = toEventModel(
    defineEvent({
      name: "plan_changed",
      description: "An organisation moved to another plan.",
      answers: ["Which?"],
      properties: Type.Object({
        plan: Type.Union([Type.Literal("free"), Type.Literal("pro")], { description: "The plan from now on." }),
        seats: Type.Optional(Type.Integer({ minimum: 1, description: "Paid seats." })),
      }),
    }),
  );
  const { published } = await publish(memoryStore(), [model], { now: new Date() });
  const lake = { name: "acme", bucket: "acme-lake", timeZone: "UTC" };
  const [delivered] = tableModels(published, lake);
  const [curated] = tableModels(published, lake, { format: "parquet" });
  if (!delivered || !curated) throw new Error("the event gives two tables");
  return { delivered, curated };
}

interface World {
  readonly root: string;
  readonly seen: Seen;
  readonly client: GlueClient;
  readonly removed: string[];
  /** The engine's server. */
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
  readonly curated: Awaited<ReturnType<typeof models>>["curated"];
  run(...argv: string[]): Promise<Outcome>;
  begin(...argv: string[]): ReturnType<typeof start>;
  rows(): Promise<string>;
}

/** A project whose lake is a bucket, with an engine. @param meddle - Comes before the engine. */
async function world(
  engine: "athena" | "trino",
  meddle?: (sql: string) => ReturnType<Script> | undefined,
): Promise<World> {
  const root = project({
    "tracklake.config.ts": config,
    [file("2026-03-01", "a.ndjson")]: line(1, "2026-03-01") + line(2, "2026-03-01") + line(2, "2026-03-01"),
    [file("2026-03-02", "a.ndjson")]: line(3, "2026-03-02"),
  });
  const directory = join(root, ".tracklake/lake");
  const stack = await startLocalStack({ directory, log: () => {} });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new GlueClient({ endpoint: stack.url, region: "local", credentials });
  onTestFinished(async () => {
    client.destroy();
    await stack.close();
  });
  const tables = await models();
  const lake = lakeEngine(directory, "acme-lake", tables, client);
  const script: Script = (sql) => meddle?.(sql) ?? lake(sql);
  const double = engine === "athena" ? await athenaDouble(script) : await trinoDouble(script);
  const s3 = await s3Double(directory, "acme-lake");
  const env = {
    AWS_ENDPOINT_URL_GLUE: stack.url,
    AWS_ENDPOINT_URL_S3: s3.url,
    ...(engine === "athena" ? { AWS_ENDPOINT_URL_ATHENA: double.url } : {}),
  };
  const by = engine === "athena" ? ["--workgroup", "etl"] : ["--trino-server", double.url];
  expect(await tracklake(root, ["publish"])).toMatchObject({ code: 0 });
  expect(await tracklake(root, ["apply", "--yes"], { env })).toMatchObject({ code: 0 });
  const argv = (more: readonly string[]) => ["curate", "plan_changed", "--engine", engine, ...by, ...more];
  return {
    root,
    seen: double.seen,
    client,
    removed: s3.removed,
    url: double.url,
    env,
    curated: tables.curated,
    run: (...more) => tracklake(root, argv(more), { env }),
    begin: (...more) => start(root, argv(more), { env }),
    rows: async () =>
      (await tracklake(root, ["query", "SELECT event_id, seats FROM plan_changed ORDER BY 1", "--format", "csv"]))
        .stdout,
  };
}

const both = "event_id,seats\ne-1,1\ne-2,2\ne-3,3\n";

describe.each(["athena", "trino"] as const)("%s", (engine) => {
  test("is asked where the configuration says, unless an option says otherwise", async () => {
    const { root, seen, url, env } = await world(engine);
    const settings =
      engine === "athena"
        ? 'athena: { workgroup: "acme", outputLocation: "s3://results/" }'
        : `trino: { server: "${url}", catalog: "lake", user: "curator" }`;
    write(root, { "tracklake.config.ts": config.replace('owner: "growth",', `owner: "growth", ${settings},`) });
    const argv = ["curate", "plan_changed", "--engine", engine];
    expect(await tracklake(root, argv, { env })).toMatchObject({ code: 0 });
    const configured =
      engine === "athena"
        ? { WorkGroup: "acme", ResultConfiguration: { OutputLocation: "s3://results/" } }
        : { "x-trino-catalog": "lake", "x-trino-user": "curator" };
    expect(seen.requests.length).toBeGreaterThan(2);
    for (const request of seen.requests) expect(request).toMatchObject(configured);
    const before = seen.requests.length;
    const named = engine === "athena" ? ["--workgroup", "etl"] : ["--catalog", "hive"];
    const again = ["--from", "2026-03-01", "--to", "2026-03-01", "--again"];
    expect(await tracklake(root, [...argv, ...named, ...again], { env })).toMatchObject({ code: 0 });
    const wanted =
      engine === "athena" ? { WorkGroup: "etl" } : { "x-trino-catalog": "hive", "x-trino-user": "curator" };
    expect(seen.requests.length).toBeGreaterThan(before);
    for (const request of seen.requests.slice(before)) expect(request).toMatchObject(wanted);
  });

  test("writes each day, moves the boundary, and replaces the view last", async () => {
    const { run, seen, client, curated, rows } = await world(engine);
    const first = await run("--json");
    expect(first).toMatchObject({ code: 0 });
    const report = JSON.parse(first.stdout) as { events: { tables: unknown[]; views: string[] }[]; bytes_read: number };
    expect(report.events).toMatchObject([
      {
        event: "plan_changed",
        views: ["plan_changed"],
        tables: [
          {
            table: "plan_changed_v1",
            boundary: { was: null, is: "2026-03-02" },
            days: [
              { dt: "2026-03-01", why: "new", files: 1 },
              { dt: "2026-03-02", why: "new", files: 1 },
            ],
          },
        ],
      },
    ]);
    expect(report.bytes_read).toBeGreaterThan(0);
    // The files are real: the local query reads them, for views of the local lake stand on the same catalogue.
    expect(await rows()).toBe(both);
    const days = await curationCatalogue(client).partitions(curated);
    expect([...days.keys()]).toEqual(["2026-03-01", "2026-03-02"]);
    expect(seen.statements.at(-1)).toMatch(/^CREATE OR REPLACE VIEW acme\.plan_changed/);
    expect(await viewText(client, "acme", "plan_changed")).toContain("dt <= '2026-03-02'");
    const writes = seen.statements.filter((sql) => /^(UNLOAD|CREATE TABLE)/.test(sql));
    expect(writes).toHaveLength(2);
    if (engine === "trino") expect(seen.statements.filter((sql) => sql.startsWith("DROP TABLE"))).toHaveLength(2);

    const second = await run();
    expect(second).toMatchObject({ code: 0, stdout: "Nothing to curate: every day is up to date.\n" });
    expect(seen.statements.filter((sql) => /^(UNLOAD|CREATE)/.test(sql))).toHaveLength(3);
  });

  test("goes on after a statement failed, and says which", async () => {
    let failures = 1;
    const { run, rows } = await world(engine, (sql) =>
      sql.includes("'2026-03-02'") && /^(UNLOAD|CREATE TABLE)/.test(sql) && failures-- > 0
        ? { error: "EXCEEDED_MEMORY_LIMIT" }
        : undefined,
    );
    const broken = await run();
    expect(broken.code).toBe(3);
    expect(broken.stdout).toMatch(/failed {4}plan_changed\n {2}engine-failed: .*EXCEEDED_MEMORY_LIMIT/);
    expect(await rows()).toBe(both);
    const again = await run();
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("2026-03-02 (new)") });
    expect(again.stdout).not.toContain("2026-03-01 (");
    expect(await rows()).toBe(both);
  });

  test("cancels the statement at Ctrl-C; the next run finishes", async () => {
    let held = true;
    let interrupt = () => {};
    const { run, begin, seen, rows } = await world(engine, (sql) => {
      if (!held || !/^(UNLOAD|CREATE TABLE)/.test(sql)) return undefined;
      setImmediate(() => interrupt());
      return { endless: true };
    });
    const running = begin();
    interrupt = running.interrupt;
    const stopped = await running.outcome;
    expect(stopped).toMatchObject({ code: 3, stderr: expect.stringContaining("Run the command again") });
    expect(seen.cancelled).toHaveLength(1);
    held = false;
    expect(await run()).toMatchObject({ code: 0 });
    expect(await rows()).toBe(both);
  });

  test("brings a view up to date that was left behind, and leaves one that is not ours", async () => {
    let [lost, foreign] = [true, false];
    const { run, client, seen } = await world(engine, (sql) => {
      if (!sql.startsWith("CREATE OR REPLACE VIEW")) return undefined;
      if (foreign) throw new Error("somebody else's view was replaced");
      return lost ? { error: "the view could not be written" } : undefined;
    });
    expect(await run()).toMatchObject({ code: 3, stdout: expect.stringContaining("the view could not be written") });
    lost = false;
    expect(await run()).toMatchObject({ code: 0, stdout: expect.stringContaining("replaced  view plan_changed") });
    expect(await viewText(client, "acme", "plan_changed")).toContain("dt > '2026-03-02'");
    const live = await curationCatalogue(client).table({ database: "acme", name: "plan_changed" });
    const theirs = Buffer.from(JSON.stringify({ originalSql: "SELECT 1 AS one" })).toString("base64");
    await client.send(
      new (await import("@aws-sdk/client-glue")).UpdateTableCommand({
        DatabaseName: "acme",
        TableInput: {
          Name: "plan_changed",
          TableType: live?.TableType,
          ViewOriginalText: `/* Presto View: ${theirs} */`,
        },
      }),
    );
    foreign = true;
    const left = await run();
    expect(left).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(
        "acme.plan_changed was left as it is: a view of this name is there that Tracklake did not write",
      ),
    });
    expect(seen.statements.filter((sql) => sql.startsWith("CREATE OR REPLACE")).length).toBe(2);
  });

  test("keeps what was curated when its delivered files are gone and more come", async () => {
    const { root, run, rows } = await world(engine);
    expect(await run()).toMatchObject({ code: 0 });
    (await import("node:fs")).rmSync(join(root, file("2026-03-02", "a.ndjson")));
    write(root, { [file("2026-03-02", "b.ndjson")]: line(4, "2026-03-02") });
    const again = await run("--from", "2026-03-02");
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("rows of files that are gone were kept") });
    expect(await rows()).toBe("event_id,seats\ne-1,1\ne-2,2\ne-3,3\ne-4,4\n");
  });
});
