// The parts of the demo by themselves: a real PostgreSQL, a real server, real child processes, and how each one fails.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { PassThrough } from "node:stream";
import { translateQuery } from "@tracklake/local";
import { afterEach, describe, expect, test } from "vitest";
import { deliverAll } from "../src/demo/deliver.js";
import { deliveries } from "../src/demo/deliveries.js";
import { instanceOf, lakeCounts } from "../src/demo/lake-counts.js";
import { startPostgres } from "../src/demo/postgres.js";
import { questions } from "../src/demo/questions.js";
import { screenOn } from "../src/demo/screen.js";
import { tracklakeOf } from "../src/demo/tracklake.js";
import { seedUsers } from "../src/demo/users.js";
import { accounts } from "../src/payload/account.js";
import { moment } from "../src/payload/moment.js";

test("deliveries differ from run to run, and within one", () => {
  const [one, two] = [deliveries("a"), deliveries("b")].map((list) => list.map(({ delivery }) => delivery));
  expect(new Set([...(one ?? []), ...(two ?? [])]).size).toBe(2 * 329);
});

describe("PostgreSQL", () => {
  test("starts twice at once, holds the users of the payloads, and goes without a trace", async () => {
    const [postgres, other] = await Promise.all([startPostgres(), startPostgres()]);
    try {
      expect(postgres.url).not.toBe(other.url);
      expect(await seedUsers(postgres, deliveries("run"))).toBe(14);
      await expect(postgres.run("INSERT INTO users SELECT * FROM users")).rejects.toThrow(/duplicate key/);
      await expect(other.run("SELECT * FROM users")).rejects.toThrow(/does not exist/);
    } finally {
      await Promise.all([postgres.stop(), other.stop()]);
    }
    await expect(postgres.run("SELECT 1")).rejects.toThrow();
  });
});

describe("sending", () => {
  const server = createServer();
  afterEach(() => {
    server.removeAllListeners("request");
    server.close();
    server.closeAllConnections();
  });

  test.each<[string, number, string | undefined]>([
    ["each delivery is sent once", 202, undefined],
    ["a refusal is an error that names the delivery", 500, "answered 500 to"],
  ])("%s", async (_name, status, want) => {
    const seen: string[] = [];
    server.on("request", (request, response) => {
      seen.push(String(request.headers["x-github-delivery"]));
      request.resume().once("end", () => response.writeHead(status).end());
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const sent = deliveries("run").slice(0, 20);
    const progress: number[] = [];
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`;
    const sending = deliverAll(url, sent, (count) => progress.push(count));
    if (want !== undefined) return expect(sending).rejects.toThrow(want);
    await sending;
    expect(seen.sort()).toEqual(sent.map(({ delivery }) => delivery).sort());
    expect(progress).toEqual(sent.map((_, index) => index + 1));
  });
});

describe("asking", () => {
  test.each(questions("a-b").map(({ asks, sql, remark }) => [asks, sql, remark]))(
    "%s is Athena's SQL",
    (_asks, sql, remark) => {
      expect(translateQuery(sql).tables.length).toBeGreaterThan(0);
      expect(sql).not.toMatch(/json_extract|unnest/i);
      expect(remark.length).toBeGreaterThan(20);
    },
  );

  test("a delivery that the lake does not hold is an error", async () => {
    await expect(instanceOf(async () => [], "gone")).rejects.toThrow("does not hold the delivery gone");
  });

  test("lines and events are counted in the tables, rows in the views", async () => {
    const asked: string[] = [];
    const answers = [{ line_count: 12n, event_count: 10n }, { row_count: "10" }];
    const ask = async (sql: string) => [answers[asked.push(sql) - 1] ?? {}];
    expect(await lakeCounts(ask, "acme", "run", ["a", "b"])).toEqual({ lines: 12, events: 10, shown: 10 });
    expect(asked[0]).toContain("FROM acme_store.a_v1 UNION ALL SELECT event_id, instance_id FROM acme_store.b_v1");
    expect(asked[1]).toContain("FROM acme.a UNION ALL SELECT event_id, instance_id FROM acme.b");
  });

  test("a command that cannot run says which", async () => {
    await expect(tracklakeOf("/nowhere")(["query", "SELECT 1"])).rejects.toThrow();
  });
});

describe("the screen", () => {
  function printed(isTTY: boolean, env: NodeJS.ProcessEnv): string {
    const stream = Object.assign(new PassThrough(), { isTTY }) as unknown as NodeJS.WriteStream & PassThrough;
    const screen = screenOn(stream, env);
    screen.step("Begin");
    screen.progress("1 of 2");
    screen.command("npx tracklake query");
    screen.line("a\n\nb");
    screen.good("fine");
    screen.bad("not fine");
    return (stream.read() as Buffer).toString();
  }

  test("is plain where there is no terminal, without what overwrites itself", () => {
    const text = printed(false, {});
    expect(text).toBe("\n1. Begin (0.0 s)\n   $ npx tracklake query\n   a\n\n   b\n   ✓ fine\n   ✗ not fine\n");
  });

  test("shows progress on a terminal, and colours unless NO_COLOR is set", () => {
    expect(printed(true, { NO_COLOR: "1" })).toContain("\r\u001b[K   1 of 2\r\u001b[K   $ npx");
    expect(printed(true, { NO_COLOR: "1" })).not.toContain("\u001b[36m");
  });
});

describe("payloads", () => {
  test.each<[string, string | number | null | undefined, string | undefined]>([
    ["RFC 3339", "2019-05-15T15:20:57Z", "2019-05-15T15:20:57.000Z"],
    ["epoch seconds", 1557933657, "2019-05-15T15:20:57.000Z"],
    ["null", null, undefined],
    ["missing", undefined, undefined],
  ])("a time that is %s", (_name, given, want) => {
    expect(moment(given)?.toISOString()).toBe(want);
  });

  test("teams among reviewers are no accounts", () => {
    const octocat = { id: 1, login: "octocat", type: "User", site_admin: false };
    expect(accounts([octocat, { id: 2, slug: "reviewers" }])).toEqual([{ id: 1, login: "octocat", type: "User" }]);
  });
});
