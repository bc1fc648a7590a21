// The views of the lake itself, written by `tracklake apply --views trino` and read by Trino: all events, what was refused, what
// could not be delivered, shared queries; and what apply puts beside a view in the catalogue afterwards.
import { GetTablesCommand, type Table, UpdateTableCommand } from "@aws-sdk/client-glue";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EngineProject, engineProject } from "./lake/engine-project.js";
import { richEvent } from "./lake/rich-event.js";

const days = ["2026-03-01", "2026-03-02"] as const;
const letter = {
  event_id: "l-1",
  event_name: richEvent.name,
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
  known: { plan: 'it\'s "pro", 漢字\n\u0001' },
  unknown: [{ path: "/seets", type: "number" }],
};
const data = `${JSON.stringify({ event_name: richEvent.name, event_id: "e-9", service: "billing", text: "漢字" })}\n`;
const undelivered = {
  attemptsMade: 1,
  arrivalTimestamp: Date.parse("2026-03-01T15:00:00.123Z"),
  attemptEndingTimestamp: Date.parse("2026-03-01T15:01:00.456Z"),
  errorCode: "DynamicPartitioning.MetadataExtractionFailed",
  errorMessage: "event_date is missing",
  rawData: Buffer.from(data).toString("base64"),
};

/** The parameter that keeps what was last written as a view. */
const VIEW_RECORD = "tracklake.view";
const queries = {
  "queries/stored_by_plan.sql":
    "-- How many were stored, by day and plan.\n" +
    `SELECT dt, plan, count(*) AS stored FROM ${richEvent.name} WHERE dt >= '2026-01-01' GROUP BY dt, plan\n`,
  "queries/plans.sql": "-- Plans that were ever stored.\nSELECT DISTINCT plan FROM stored_by_plan\n",
};

let project: EngineProject;
let bytesOfDay: number;

beforeAll(async () => {
  project = await engineProject("wide", queries);
  for (const [index, dt] of days.entries()) {
    const line = { sequence: index + 1, plan: "pro", text: dt, items: [{ sku: "a" }] };
    bytesOfDay = await project.put(dt, "a", [line, line]);
  }
  await project.engine.put("dead-letters/dt=2026-03-02/a.ndjson", `${JSON.stringify(letter)}\nnot JSON at all\n`);
  const lines = [undelivered, { ...undelivered, rawData: "%%%" }].map((line) => `${JSON.stringify(line)}\n`);
  await project.engine.put("errors/dt=2026-03-01/processing-failed-acme-1", lines.join(""));
  await project.fine("apply", "--yes", "--views", "trino");
});
afterAll(() => project?.close());

const ask = async (sql: string) => (await project.engine.ask(sql)).rows;

test("apply writes them all, and there is nothing to do after it", async () => {
  await project.fine("plan", "--views", "trino");
  const names = (await views()).map(({ Name }) => Name);
  expect(names).toEqual(expect.arrayContaining(["all_events", "dead_letters", "delivery_errors", richEvent.name]));
  expect(names).toEqual(expect.arrayContaining(["plans", "stored_by_plan", `${richEvent.name}__items__discounts`]));
  console.info(`${names.length} views written by Trino, and none of them again`);
});

test("without the record of what was written, the SELECT is compared with the engine's own words", async () => {
  for (const view of await views()) {
    const { [VIEW_RECORD]: _, ...Parameters } = view.Parameters ?? {};
    const TableInput = { ...writable(view), Parameters };
    await project.engine.glue.send(new UpdateTableCommand({ DatabaseName: project.lake.name, TableInput }));
  }
  const { stdout } = await project.run("plan", "--views", "trino", "--format", "json");
  const { steps } = JSON.parse(stdout) as { steps: { kind: string; table?: string }[] };
  const anew = steps.filter(({ kind }) => kind === "write-view").map(({ table }) => table);
  // A field named percent, without AS before its own name, is what the parser takes for something else.
  expect(anew).toEqual([`${richEvent.name}__items__discounts`]);
  await project.fine("apply", "--yes", "--views", "trino");
  await project.fine("plan", "--views", "trino");
});

test("descriptions stand beside the views, and Trino reads them as before", async () => {
  const found = await views();
  // In parameters: a Description of its own takes a view from Trino.
  for (const { Name, Description, Parameters } of found) {
    const about = Parameters?.["tracklake.description"];
    expect({ Name, Description, about }).toEqual({ Name, Description: undefined, about: expect.stringMatching(/./) });
  }
  for (const { Name } of found) await ask(`SELECT * FROM ${Name} WHERE false`);
});

test("all_events shows each once, and a day is that day's file", async () => {
  expect(
    await ask("SELECT dt, event_name, event_id, event_time_local FROM all_events WHERE dt > '2026' ORDER BY dt"),
  ).toEqual(
    days.map((dt, index) => ({
      dt,
      event_name: richEvent.name,
      event_id: `e-${index + 1}`,
      event_time_local: `${dt} 10:02:03.004`,
    })),
  );
  const { bytes } = await project.engine.ask(`SELECT count(DISTINCT event_id) FROM all_events WHERE dt = '${days[1]}'`);
  expect(bytes).toBe(bytesOfDay);
});

test("dead_letters reads columns out of what was refused, whole lines of whatever else", async () => {
  expect(await ask("SELECT * FROM dead_letters WHERE dt > '2026' ORDER BY event_id NULLS LAST")).toMatchObject([
    {
      dt: "2026-03-02",
      event_time_local: "2026-03-02 01:30:00.250",
      reason: "violation",
      event_name: richEvent.name,
      violation_path: "/seats",
      violation: "must be integer",
      violations: JSON.stringify(letter.violations),
      known: JSON.stringify(letter.known),
      unknown_fields: JSON.stringify(letter.unknown),
      contexts: null,
      cut: null,
      event_id: "l-1",
      event_major: "1",
      event_revision: "2",
      event_time: "2026-03-01 16:30:00.250",
    },
    { dt: "2026-03-02", reason: null, event_name: null, event_id: null, event_time: null },
  ]);
});

test("delivery_errors shows what Firehose could not deliver, and its first line", async () => {
  expect(await ask("SELECT * FROM delivery_errors WHERE dt > '2026' ORDER BY event_id NULLS LAST")).toMatchObject([
    {
      dt: "2026-03-01",
      arrived_at_local: "2026-03-02 00:00:00.123",
      arrived_at: "2026-03-01 15:00:00.123",
      ended_at: "2026-03-01 15:01:00.456",
      error_code: "DynamicPartitioning.MetadataExtractionFailed",
      error_message: "event_date is missing",
      attempts: "1",
      event_name: richEvent.name,
      event_id: "e-9",
      service: "billing",
      data,
    },
    { dt: "2026-03-01", attempts: "1", event_name: null, event_id: null, data: null },
  ]);
});

test("shared queries read events, and each other", async () => {
  expect(await ask("SELECT * FROM stored_by_plan ORDER BY dt")).toEqual(
    days.map((dt) => ({ dt, plan: "pro", stored: "1" })),
  );
  expect(await ask("SELECT * FROM plans")).toEqual([{ plan: "pro" }]);
});

async function views() {
  const { TableList = [] } = await project.engine.glue.send(new GetTablesCommand({ DatabaseName: project.lake.name }));
  return TableList;
}

/** What may be sent again of a table that was read. */
function writable({ Name, TableType, ViewOriginalText, ViewExpandedText, StorageDescriptor, Description }: Table) {
  return { Name, TableType, ViewOriginalText, ViewExpandedText, StorageDescriptor, Description, PartitionKeys: [] };
}
