// What failed, in SQL: letters that a tracker's store wrote, and records that Firehose could not sort, delivered by the
// endpoint to its error prefix; and all events in one view.
import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import type { EventRevision } from "@tracklake/registry";
import { defineEvent, fingerprint, Type, toEventModel } from "@tracklake/schema";
import { type DeadLetter, fileDeadLetters } from "@tracklake/sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LocalLake, openLake } from "../src/index.js";
import { type TestStack, testStack } from "./stack-clients.js";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
const revision = (name: string): EventRevision => {
  const properties = Type.Object({ plan: Type.Optional(Type.String()) });
  const { model } = toEventModel(defineEvent({ name, description: `${name}.`, properties }));
  return { model, revision: 1, fingerprint: fingerprint(model), predecessor: null };
};
const revisions = [revision("plan_changed"), revision("user_signed_in")];

const letter = (more: Partial<DeadLetter> = {}): DeadLetter => ({
  event_id: "l-1",
  event_name: "plan_changed",
  event_major: 1,
  event_revision: 2,
  // In Tokyo this is the next day.
  event_time: "2026-03-01 16:30:00.250",
  service: "billing",
  environment: "production",
  reason: "violation",
  violations: [
    { path: "/seats", reason: "must be integer" },
    { path: "/plan", reason: "must be string" },
  ],
  known: { plan: 'it\'s "pro"' },
  unknown: [{ path: "/seets", type: "number" }],
  ...more,
});
const line = (event: string, id: string, date: string) =>
  `${JSON.stringify({
    event_id: id,
    event_name: event,
    event_major: 1,
    event_revision: 1,
    event_time: `${date} 01:02:03.004`,
    event_date: date,
    service: "billing",
    environment: "test",
    instance_id: "i",
    event_sequence: 1,
    plan: "pro",
  })}\n`;

let at: TestStack;
let open: LocalLake;
let letters: string;
beforeEach(async () => {
  at = await testStack();
  letters = join(at.root, "dead-letters");
  open = await openLake({ directory: at.directory, lake, revisions });
});
afterEach(async () => {
  open.close();
  await at.stop();
});

async function put(...lines: string[]): Promise<void> {
  const Records = lines.map((text) => ({ Data: Buffer.from(text) }));
  await at.firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: at.stack.stream, Records }));
  await at.stack.flush();
}
async function rows(sql: string): Promise<Record<string, unknown>[]> {
  const { columns, rows: all } = await open.query(sql);
  return all.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])));
}

describe("dead letters", () => {
  test("each is a row, its first violation and its parts are columns", async () => {
    await fileDeadLetters({ directory: letters }).add(letter());
    expect(await rows("SELECT * FROM dead_letters")).toEqual([
      {
        dt: "2026-03-02",
        event_time_local: "2026-03-02 01:30:00.250",
        reason: "violation",
        event_name: "plan_changed",
        violation_path: "/seats",
        violation: "must be integer",
        violations: JSON.stringify(letter().violations),
        known: JSON.stringify(letter().known),
        contexts: null,
        unknown_fields: JSON.stringify(letter().unknown),
        cut: null,
        delivered_line: null,
        event_id: "l-1",
        event_major: 1n,
        event_revision: 2n,
        event_time: "2026-03-01 16:30:00.250",
        service: "billing",
        environment: "production",
      },
    ]);
  });

  test("what was redriven is none any more, what waits is one, and a broken line is told of", async () => {
    const store = fileDeadLetters({ directory: letters });
    await store.add(letter({ event_id: "sent" }));
    const [file] = (await import("node:fs")).readdirSync(letters);
    await mkdir(join(letters, "redriven"));
    await rename(join(letters, String(file)), join(letters, "redriven", String(file)));
    await fileDeadLetters({ directory: join(letters, "redriving") }).add(letter({ event_id: "waits" }));
    const { writeFile } = await import("node:fs/promises");
    await writeFile(join(letters, "broken.ndjson"), `${JSON.stringify(letter({ event_id: "whole" }))}\n{"event_id":\n`);
    const { rows: found, warnings } = await open.query("SELECT event_id FROM dead_letters ORDER BY 1");
    expect(found).toEqual([["waits"], ["whole"]]);
    expect(warnings).toEqual([expect.stringMatching(/^dead_letters: lines left out, 1 broken in .*broken\.ndjson$/)]);
  });

  test("there are none where there is no folder", async () => {
    expect(await rows("SELECT count(*) AS n FROM dead_letters")).toEqual([{ n: 0n }]);
  });
});

describe("what Firehose could not deliver", () => {
  test("is a row with the error, the record and the event that it began with", async () => {
    const good = line("plan_changed", "e-1", "2026-03-01");
    const unsorted = `${JSON.stringify({ event_id: "e-2", event_name: "plan_changed", service: "billing" })}\n`;
    await put(good, unsorted, "no json at all\n");
    const found = await rows(
      "SELECT dt, error_code, event_name, event_id, service, data, arrived_at, attempts FROM delivery_errors ORDER BY event_id",
    );
    expect(found).toMatchObject([
      { event_name: "plan_changed", event_id: "e-2", service: "billing", data: unsorted.trim(), attempts: 1n },
      { event_name: null, event_id: null, data: expect.stringContaining("no json at all") },
    ]);
    for (const { dt, error_code, arrived_at } of found) {
      expect(dt).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(String(arrived_at).slice(0, 10)).toBe(dt);
      expect(error_code).toMatch(/^DynamicPartitioning\./);
    }
  });

  test("bytes that are no text are no reason to fail", async () => {
    const Records = [{ Data: Buffer.from([0xff, 0xfe, 0x0a]) }];
    await at.firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: at.stack.stream, Records }));
    await at.stack.flush();
    expect(await rows("SELECT event_name FROM delivery_errors")).toEqual([{ event_name: null }]);
  });
});

describe("all events", () => {
  test("each once, of every kind, by day", async () => {
    const twice = line("plan_changed", "a", "2026-03-01");
    await put(twice, twice, line("user_signed_in", "b", "2026-03-01"), line("user_signed_in", "c", "2026-03-02"));
    expect(
      await rows(
        "SELECT dt, event_name, count(*) AS n FROM all_events GROUP BY dt, event_name ORDER BY dt, event_name",
      ),
    ).toEqual([
      { dt: "2026-03-01", event_name: "plan_changed", n: 1n },
      { dt: "2026-03-01", event_name: "user_signed_in", n: 1n },
      { dt: "2026-03-02", event_name: "user_signed_in", n: 1n },
    ]);
  });

  test("a filter on dt reads the files of that day alone", async () => {
    await put(line("plan_changed", "a", "2026-03-01"), line("user_signed_in", "b", "2026-03-02"));
    await put(line("user_signed_in", "c", "2026-03-01"));
    const { rows: plan } = await open.query("EXPLAIN SELECT count(*) FROM all_events WHERE dt = '2026-03-02'");
    const text = plan.map(([cell]) => String(cell)).join("\n");
    expect(text).toContain("Scanning Files: 0/0");
    expect(text).toContain("Scanning Files: 1/1");
    expect(text).not.toContain("2/2");
  });

  test("SHOW TABLES lists it, DESCRIBE its columns", async () => {
    const tables = await rows("SHOW TABLES");
    expect(tables.map(({ tab_name }) => tab_name)).toEqual([
      "all_events",
      "dead_letters",
      "delivery_errors",
      "plan_changed",
      "user_signed_in",
    ]);
    expect((await rows("DESCRIBE dead_letters"))[2]).toMatchObject({ col_name: "reason", data_type: "string" });
  });
});
