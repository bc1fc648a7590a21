// Majors of one event with different types, through the view: text of an older one read as a moment, whatever the session's
// zone; and rows without an id, which are no copies of each other.
import { tableFolder, tableName } from "@tracklake/envelope";
import type { RegisteredEvent } from "@tracklake/registry";
import { defineEvent, fingerprint, Type, toEventModel } from "@tracklake/schema";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lineText } from "./evolution/line.js";
import { type EngineLake, engineLake } from "./lake/engine-lake.js";

const day = "2026-03-01";
const name = "export_finished";
const moments: readonly (readonly [string, string | null])[] = [
  ["2026-03-01T10:00:00Z", "2026-03-01 10:00:00.000"],
  ["2026-03-01T10:00:00.123Z", "2026-03-01 10:00:00.123"],
  ["2026-03-01T10:00:00+09:00", "2026-03-01 01:00:00.000"],
  ["2026-03-01T00:30:00.5-0130", "2026-03-01 02:00:00.500"],
  ["2026-03-01 10:00:00+09", "2026-03-01 01:00:00.000"],
  ["2026-03-01T10:00:00", "2026-03-01 10:00:00.000"],
  ["2026-03-01 10:00", "2026-03-01 10:00:00.000"],
  ["2026-03-01", "2026-03-01 00:00:00.000"],
  ["2026-02-30T10:00:00Z", null],
  ["2026-03-01 10:00:00 +09:00", null],
  ["yesterday", null],
  ["", null],
];

const at = (type: ReturnType<typeof Type.String>, major: number): RegisteredEvent => {
  const definition = defineEvent({
    name,
    major,
    description: "A report was exported.",
    properties: Type.Object({ finished_at: type }),
  });
  const { model } = toEventModel(definition);
  return { model, revision: 1, fingerprint: fingerprint(model), predecessor: null, status: "published" };
};
const description = "When it was finished.";
const events = [at(Type.String({ description }), 1), at(Type.String({ description, format: "date-time" }), 2)];

let lake: EngineLake;
beforeAll(async () => {
  lake = await engineLake("majors");
  await lake.applyTables(events);
  await lake.writeViews(events);
  const line = (index: number, more: Readonly<Record<string, unknown>>) =>
    lineText({ event_time: `${day} 00:00:00.000`, event_date: day, event_sequence: index, ...more });
  const texts = moments.map(([text], index) => line(index, { event_id: `v1-${index}`, finished_at: text }));
  const withoutId = [1, 2, 3].map(() => line(100, { event_id: null, finished_at: "2026-03-01T11:00:00Z" }));
  const folder = (major: number) => `${tableFolder(tableName(name, major))}dt=${day}/lines`;
  await lake.put(folder(1), [...texts, ...texts, ...withoutId].join("\n"));
  await lake.put(folder(2), line(0, { event_id: "v2-0", finished_at: "2026-03-01 12:00:00.000" }));
});
afterAll(() => lake?.close());

test.each(moments)("%j is %s", async (text, want) => {
  const index = moments.findIndex(([given]) => given === text);
  const { rows } = await lake.ask(
    `SELECT CAST(finished_at AS varchar) AS at FROM majors.${name} WHERE dt = '${day}' AND event_id = 'v1-${index}'`,
  );
  expect(rows).toEqual([{ at: want }]);
});

test("the newer major's moments are as they were, and each row without an id is there", async () => {
  const { rows } = await lake.ask(
    `SELECT event_id, CAST(finished_at AS varchar) AS at FROM majors.${name}
     WHERE dt = '${day}' AND (event_id IS NULL OR event_id = 'v2-0') ORDER BY finished_at`,
  );
  const one = { event_id: null, at: "2026-03-01 11:00:00.000" };
  expect(rows).toEqual([one, one, one, { event_id: "v2-0", at: "2026-03-01 12:00:00.000" }]);
});
