// One contract for both engines, over the wire: Athena through the real AWS client, Trino through its client protocol.
import { type AddressInfo, createServer } from "node:net";
import { AthenaClient } from "@aws-sdk/client-athena";
import { describe, expect, onTestFinished, test } from "vitest";
import { athenaEngine } from "../../src/engine/athena.js";
import type { Engine } from "../../src/engine/engine.js";
import { trinoEngine } from "../../src/engine/trino.js";
import { athenaDouble } from "./athena-double.js";
import type { Script, Seen } from "./double.js";
import { trinoDouble } from "./trino-double.js";

const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

interface Started {
  readonly engine: Engine;
  readonly seen: Seen;
}

function athenaClient(endpoint: string): AthenaClient {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new AthenaClient({ endpoint, region: "local", credentials });
  onTestFinished(() => client.destroy());
  return client;
}

/** Where nothing listens. */
async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

const engines: [string, (script: Script, busy?: number) => Promise<Started>][] = [
  [
    "Athena",
    async (script, throttled = 0) => {
      const { url, seen } = await athenaDouble(script, { throttled });
      return { engine: athenaEngine(athenaClient(url), { pause: soon }), seen };
    },
  ],
  [
    "Trino",
    async (script, busy = 0) => {
      const { url, seen } = await trinoDouble(script, { busy });
      return { engine: trinoEngine({ server: url, catalog: "hive", pause: soon }), seen };
    },
  ],
];

describe.each(engines)("%s", (name, start) => {
  test("gives the columns and all rows of a query, without its heading, and what it read", async () => {
    const rows = Array.from({ length: 8 }, (_, index) => [`d${index}`, index === 4 ? null : "x"]);
    const { engine, seen } = await start(() => ({ columns: ["dt", "plan"], rows, bytes: 12_345 }));
    const result = await engine.run("SELECT dt, plan FROM t");
    expect(result.columns.map((column) => column.name)).toEqual(["dt", "plan"]);
    expect(result.rows).toEqual(rows);
    expect(result.stats.bytesRead).toBe(12_345);
    expect(seen.statements).toEqual(["SELECT dt, plan FROM t"]);
  });

  test("keeps a first row that has as many values as there are columns", async () => {
    const { engine } = await start(() => ({ columns: ["name"], rows: [["name"], ["other"]] }));
    expect((await engine.run("SHOW TABLES")).rows).toEqual([["name"], ["other"]]);
  });

  test("gives no rows for a statement that has none", async () => {
    const { engine } = await start(() => ({ bytes: 7 }));
    const unload = await engine.run("UNLOAD (SELECT 1 AS one) TO 's3://b/x/' WITH (format = 'PARQUET')");
    expect(unload).toMatchObject({ columns: [], rows: [], stats: { bytesRead: 7 } });
  });

  test("says what the engine said, and the statement", async () => {
    const { engine } = await start(() => ({ error: "line 1:8: Column 'nope' cannot be resolved" }));
    await expect(engine.run("SELECT nope FROM t")).rejects.toMatchObject({
      code: "engine-failed",
      message: expect.stringMatching(
        new RegExp(`^${name}.*Column 'nope' cannot be resolved[\\s\\S]*SELECT nope FROM t`),
      ),
    });
  });

  test("asks again while the service is busy", async () => {
    const { engine } = await start(() => ({ columns: ["one"], rows: [["1"]] }), 2);
    expect((await engine.run("SELECT 1 AS one")).rows).toEqual([["1"]]);
  });

  test("cancels a statement that is interrupted, in the engine too", async () => {
    const { engine, seen } = await start(() => ({ endless: true }));
    const controller = new AbortController();
    let asked = 0;
    const onProgress = () => {
      if (++asked === 3) controller.abort();
    };
    const running = engine.run("SELECT 1", { signal: controller.signal, onProgress });
    await expect(running).rejects.toMatchObject({ code: "interrupted" });
    expect(seen.cancelled).toEqual(["SELECT 1"]);
  });

  test("starts nothing once it is interrupted", async () => {
    const { engine, seen } = await start(() => ({}));
    await expect(engine.run("SELECT 1", { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "interrupted",
    });
    expect(seen.statements).toEqual([]);
  });

  test("says of a server that is not there that it cannot be reached", async () => {
    const free = await freePort();
    const engine =
      name === "Trino"
        ? trinoEngine({ server: free, catalog: "hive", pause: soon })
        : athenaEngine(athenaClient(free), { pause: soon });
    await expect(engine.run("SELECT 1")).rejects.toMatchObject({
      code: "engine-failed",
      message: expect.stringContaining("ECONNREFUSED"),
    });
  });
});

describe("Athena", () => {
  test("is asked in the workgroup, database and result location that were named", async () => {
    const { url, seen } = await athenaDouble(() => ({}));
    const options = { workgroup: "etl", database: "acme", outputLocation: "s3://results/", pause: soon };
    await athenaEngine(athenaClient(url), options).run("CREATE OR REPLACE VIEW v AS SELECT 1 AS one");
    expect(seen.requests[0]).toMatchObject({
      WorkGroup: "etl",
      QueryExecutionContext: { Database: "acme" },
      ResultConfiguration: { OutputLocation: "s3://results/" },
    });
  });
});

describe("Trino", () => {
  test("is told the user, catalog, time zone and session properties", async () => {
    const { url, seen } = await trinoDouble(() => ({}));
    const session = { scale_writers: "true", "hive.target_max_file_size": "512 MB" };
    await trinoEngine({ server: url, catalog: "lake", schema: "acme", user: "me", session, pause: soon }).run(
      "SELECT 1",
    );
    expect(seen.requests[0]).toMatchObject({
      "x-trino-user": "me",
      "x-trino-catalog": "lake",
      "x-trino-schema": "acme",
      "x-trino-time-zone": "UTC",
      "x-trino-session": "scale_writers=true,hive.target_max_file_size=512%20MB",
    });
    expect(seen.requests[0]).not.toHaveProperty("authorization");
  });

  test.each<[string, Parameters<typeof trinoEngine>[0]]>([
    ["a server that is no URL", { server: "trino:8080", catalog: "hive" }],
    ["a password without https", { server: "http://trino:8080", catalog: "hive", password: "secret" }],
  ])("refuses %s", (_, options) => {
    expect(() => trinoEngine(options)).toThrow(expect.objectContaining({ code: "wrong-use" }));
  });
});
