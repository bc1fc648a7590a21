import {
  envelopeColumns,
  objectName,
  partitionFolder,
  reservedColumnNames,
  reservedEventName,
  splitLines,
  storeDatabase,
  streamErrorPrefix,
  streamPrefix,
  tableLocation,
  tableName,
  viewDatabase,
} from "@tracklake/envelope";
import { expect, test } from "vitest";

test("a line's table, partition and databases", () => {
  const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
  expect(tableName("plan_changed", 2)).toBe("plan_changed_v2");
  expect(tableLocation(lake, "plan_changed_v2")).toBe("s3://acme-lake/events/plan_changed_v2/");
  expect(partitionFolder("plan_changed_v2", "2026-01-01")).toBe("events/plan_changed_v2/dt=2026-01-01/");
  expect([storeDatabase(lake), viewDatabase(lake)]).toEqual(["acme_store", "acme"]);
});

test("the stream's prefix is the partition's folder with Firehose's keys in it", () => {
  const evaluated = streamPrefix
    .replace("!{partitionKeyFromQuery:event_name}", "plan_changed")
    .replace("!{partitionKeyFromQuery:event_major}", "2")
    .replace("!{partitionKeyFromQuery:event_date}", "2026-01-01");
  expect(evaluated).toBe(partitionFolder("plan_changed_v2", "2026-01-01"));
  expect(streamErrorPrefix).toContain("!{firehose:error-output-type}");
});

test("an object's name is what Firehose writes", () => {
  const name = objectName("acme-events", 1, Date.parse("2026-01-02T03:04:05.678Z"), "u", ".gz");
  expect(name).toBe("acme-events-1-2026-01-02-03-04-05-u.gz");
});

test("every envelope column is reserved, and so are the lake's own names", () => {
  for (const { name } of envelopeColumns) expect(reservedColumnNames.has(name)).toBe(true);
  expect(reservedEventName("order_v1")).toMatch(/majors/);
  expect(reservedEventName("dead_letters")).toMatch(/view/);
  expect(reservedEventName("order_placed")).toBeUndefined();
});

test("lines end at newlines only", () => {
  expect(splitLines('{"a":"x\\n"}\n{"b":2}\n')).toEqual(['{"a":"x\\n"}', '{"b":2}']);
});
