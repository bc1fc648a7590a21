// What a lake refuses, and what it leaves out and tells: bad queries, unknown names, writes, broken files.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isLocalError, type LocalLake } from "../src/index.js";
import { type LakeFixture, lakeFixture, line } from "./lake-fixture.js";

let fixture: LakeFixture;
let local: LocalLake;
beforeAll(async () => {
  fixture = await lakeFixture();
  await fixture.put("2026-01-01", "a.ndjson", line("a", "2026-01-01 01:00:00.000", { plan: "free" }));
  local = await fixture.open({
    users: {
      load: async () => ({
        columns: [
          { name: "id", type: "bigint" },
          { name: "signed_up", type: "timestamp" },
        ],
        rows: [[1n, "2026-01-01 00:00:00"]],
      }),
    },
    broken: { load: () => Promise.reject(new Error("connection refused")) },
  });
});
afterAll(() => fixture.remove());

async function refusal(sql: string): Promise<[string, string]> {
  try {
    await local.query(sql);
  } catch (error) {
    if (isLocalError(error)) return [error.code, error.message];
    throw error;
  }
  throw new Error(`answered: ${sql}`);
}

describe("refused with code and words", () => {
  test.each([
    ["an unknown table", "SELECT 1 FROM order_plcaed", "table-unknown", "did you mean order_placed"],
    ["an unknown database", "SELECT 1 FROM other.order_placed", "table-unknown", "acme and acme_store"],
    ["a table of the other database", "SELECT 1 FROM order_placed_v1", "table-unknown", "acme_store.order_placed_v1"],
    ["an unknown column", "SELECT plann FROM order_placed", "column-unknown", "did you mean plan"],
    ["an unknown column of an alias", "SELECT o.plann FROM order_placed o", "column-unknown", "did you mean plan"],
    [
      "a context's field as if it were a struct's",
      "SELECT order__plan FROM order_placed",
      "column-unknown",
      "mean plan",
    ],
    ["a write", "DELETE FROM order_placed", "read-only", "SELECT"],
    ["a copy", "COPY order_placed TO 'x.csv'", "read-only", "COPY"],
    ["a hidden write", "WITH a AS (SELECT 1) INSERT INTO b SELECT * FROM a", "read-only", "read"],
    ["a setting", "SET lock_configuration = false", "read-only", "SET"],
    ["a file", "SELECT * FROM read_json('/etc/hostname')", "function-not-supported", "read_json"],
    ["a file by name", "SELECT * FROM '/etc/hostname'", "table-unknown", "There is no table"],
    ["a file by quoted name", 'SELECT * FROM "/etc/hostname.csv"', "table-unknown", "There is no table"],
    ["a cast that fails", "SELECT CAST('x' AS bigint)", "query-failed", "Could not convert string 'x'"],
    ["a call with other types", "SELECT date_add('day', 1, 'x')", "query-failed", "Macro date_add() does not support"],
    ["a dimension that fails", "SELECT * FROM broken", "dimension-failed", "connection refused"],
    ["two statements", "SELECT 1; SELECT 2", "syntax", "one statement"],
    ["no statement", "  -- nothing", "syntax", "no query"],
  ])("%s", async (_, sql, code, words) => {
    const [gotCode, message] = await refusal(sql);
    expect([gotCode, message]).toEqual([code, expect.stringContaining(words)]);
  });

  test("an unknown column points at its place", async () => {
    const [, message] = await refusal("SELECT count(*),\n  plann FROM order_placed");
    expect(message).toBe("line 2:3: There is no column plann; did you mean plan?\n    plann FROM order_placed\n    ^");
  });
});

describe("SHOW and DESCRIBE", () => {
  test.each([
    [
      "SHOW TABLES",
      ["all_events", "broken", "dead_letters", "delivery_errors", "order_placed", "order_placed__items", "users"].map(
        (name) => [name],
      ),
    ],
    ["SHOW TABLES LIKE 'order*'", [["order_placed"], ["order_placed__items"]]],
    ["SHOW TABLES IN acme_store", ["dead_letters", "delivery_errors", "order_placed_v1"].map((name) => [name])],
    ["SHOW DATABASES", [["acme"], ["acme_store"]]],
    ["SHOW COLUMNS FROM users", [["id"], ["signed_up"]]],
    [
      "DESCRIBE users",
      [
        ["id", "bigint", ""],
        ["signed_up", "timestamp(3)", ""],
      ],
    ],
  ])("%s", async (sql, want) => {
    expect((await local.query(sql)).rows).toEqual(want);
  });

  test("DESCRIBE gives descriptions", async () => {
    expect((await local.query("DESCRIBE order_placed")).rows).toContainEqual(["plan", "string", "The plan."]);
  });
});

describe("broken files", () => {
  test("are left out, counted and told; the rest is answered", async () => {
    const damaged = await lakeFixture();
    const good = line("a", "2026-01-01 01:00:00.000", { plan: "free" });
    await damaged.put("2026-01-01", "cut.ndjson", `${good}{"event_id":"b","pl\n[1]\n${good.slice(0, 40)}`);
    await damaged.put("2026-01-01", "good.ndjson.gz", line("c", "2026-01-01 01:00:00.000", { plan: "pro" }));
    await damaged.put("2026-01-01", "_SUCCESS", "not json");
    await damaged.put("2026-01-01", "half.ndjson.tmp", "not json");
    const opened = await damaged.open();
    const { rows, warnings } = await opened.query("SELECT plan FROM order_placed ORDER BY 1");
    expect(rows).toEqual([["free"], ["pro"]]);
    expect(warnings).toEqual([expect.stringMatching(/^order_placed_v1: 3 broken lines left out, in .*cut\.ndjson$/)]);
    await damaged.remove();
  });

  test("a line without event_id is no broken one, and is left out under its own name", async () => {
    const damaged = await lakeFixture();
    const good = line("a", "2026-01-01 01:00:00.000", { plan: "free" });
    await damaged.put(
      "2026-01-01",
      "mixed.ndjson",
      `${good}{"plan":"pro"}\n{"event_id":null,"plan":"pro"}\n{"x":1}\n{"pl\n`,
    );
    await damaged.put("2026-01-01", "single.ndjson", `{"plan":"pro"}\n`);
    const opened = await damaged.open();
    const { rows, warnings } = await opened.query("SELECT plan FROM order_placed ORDER BY 1");
    expect(rows).toEqual([["free"]]);
    expect(warnings).toEqual([
      expect.stringMatching(/^order_placed_v1: 1 broken line left out, in \S*mixed\.ndjson$/),
      expect.stringMatching(
        /^order_placed_v1: 4 lines without event_id left out, in \S*mixed\.ndjson, \S*single\.ndjson$/,
      ),
    ]);
    await damaged.remove();
  });

  test("a file that is not what its name says is left out by itself", async () => {
    const damaged = await lakeFixture();
    await damaged.put("2026-01-01", "good.ndjson", line("a", "2026-01-01 01:00:00.000", { plan: "free" }));
    await damaged.put("2026-01-01", "plain.gz.copy", "");
    const opened = await damaged.open();
    const { writeFile } = await import("node:fs/promises");
    const { join } = await import("node:path");
    const folder = join(damaged.directory, "events/order_placed_v1/dt=2026-01-01");
    await writeFile(join(folder, "lies.gz"), "this is no gzip\n");
    const { rows, warnings } = await opened.query("SELECT plan FROM order_placed");
    expect(rows).toEqual([["free"]]);
    expect(warnings).toEqual([expect.stringMatching(/lies\.gz left out, it cannot be read/)]);
    await damaged.remove();
  });
});
