// What the real Firehose client puts in comes out of the lake: keys, bytes, partitions, the error output.
import { PutRecordBatchCommand, PutRecordCommand } from "@aws-sdk/client-firehose";
import { afterEach, expect, test } from "vitest";
import { line, objects, type TestStack, testStack } from "./stack-clients.js";

let running: TestStack | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

async function started(options: Parameters<typeof testStack>[0] = {}): Promise<TestStack> {
  running = await testStack(options);
  return running;
}

const put = (at: TestStack, ...records: string[]) =>
  at.firehose.send(
    new PutRecordBatchCommand({
      DeliveryStreamName: at.stack.stream,
      Records: records.map((record) => ({ Data: Buffer.from(record) })),
    }),
  );

test("packed events land in their table's partition, one newline after each", async () => {
  const at = await started();
  const answer = await put(
    at,
    line("plan_changed") + line("signed_in") + line("plan_changed", "2026-01-03"),
    line("plan_changed", "2026-01-02", { note: "日本" }),
  );
  expect(answer.FailedPutCount).toBe(0);
  expect(answer.RequestResponses?.map(({ RecordId }) => typeof RecordId)).toEqual(["string", "string"]);
  await at.stack.flush();
  const found = await objects(at.directory);
  const byFolder = Object.fromEntries([...found].map(([key, text]) => [key.slice(0, key.lastIndexOf("/")), text]));
  expect(byFolder).toEqual({
    "events/plan_changed_v1/dt=2026-01-02": line("plan_changed") + line("plan_changed", "2026-01-02", { note: "日本" }),
    "events/plan_changed_v1/dt=2026-01-03": line("plan_changed", "2026-01-03"),
    "events/signed_in_v1/dt=2026-01-02": line("signed_in"),
  });
  for (const key of found.keys())
    expect(key.split("/").pop()).toMatch(/^tracklake-events-1-\d{4}(-\d\d){5}-[0-9a-f-]{36}\.gz$/);
  expect(at.stack.stats()).toMatchObject({ recordsIn: 2, eventsWritten: 4, objects: 3, errors: 0, heldBytes: 0 });
});

test("PutRecord takes one record, and buffers are written by time", async () => {
  const at = await started({ buffering: { seconds: 0.05 } });
  const record = { Data: Buffer.from(line("signed_in")) };
  const answer = await at.firehose.send(new PutRecordCommand({ DeliveryStreamName: at.stack.stream, Record: record }));
  expect(answer.RecordId).toMatch(/^[0-9a-f-]{36}$/);
  await expect.poll(() => at.stack.stats().objects).toBe(1);
});

const bad: [string, string, RegExp][] = [
  ["no JSON", "hello\n", /Non JSON/],
  ["a key is missing", '{"event_name":"x"}\n', /null or empty/],
  ["a key is empty", line(""), /null or empty/],
  ["a key is no string", '{"event_name":7,"event_major":1,"event_date":"2026-01-01"}\n', /no string/],
  ["an event is no object", "[1]\n", /cannot index/],
  ["a key leaves the lake", line("x", "../../../../etc"), /no path/],
  ["a key is an empty folder", line("/"), /no path/],
  ["the prefix is too long", line("a".repeat(500)), /512/],
  ["a folder is too long", line("a".repeat(300)), /too long/],
];

test.each(bad)("%s: the event goes to the error output, its neighbours do not", async (_, event, why) => {
  const at = await started();
  await put(at, line("signed_in") + event + line("signed_in"));
  await at.stack.flush();
  const found = [...(await objects(at.directory))];
  const errors = found.filter(([key]) => key.startsWith("errors/"));
  expect(errors.map(([key]) => key)).toEqual([
    expect.stringMatching(/^errors\/dt=\d{4}-\d\d-\d\d\/processing-failed-/),
  ]);
  const [error] = errors.map(([, text]) => JSON.parse(text) as Record<string, unknown>);
  expect(error).toMatchObject({
    attemptsMade: 1,
    arrivalTimestamp: expect.any(Number),
    errorMessage: expect.stringMatching(why),
  });
  expect(Buffer.from(String(error?.rawData), "base64").toString()).toBe(event.trimEnd());
  expect(found.filter(([key]) => key.startsWith("events/")).map(([, text]) => text)).toEqual([
    line("signed_in").repeat(2),
  ]);
  expect(at.stack.stats()).toMatchObject({ errors: 1, eventsWritten: 2 });
});

test.each([
  [500, 0],
  [501, 1],
])("a record of %i events makes %i errors", async (events, errors) => {
  const at = await started();
  await put(at, line("signed_in").repeat(events));
  await at.stack.flush();
  expect(at.stack.stats()).toMatchObject({ errors, eventsWritten: errors === 0 ? events : 0 });
});

test("at most 500 partitions are active; what comes after goes to the error output", async () => {
  const at = await started();
  await put(at, ...Array.from({ length: 500 }, (_, index) => line(`e${index}`)));
  await put(at, line("e0"), line("one_more"));
  await at.stack.flush();
  expect(at.stack.stats()).toMatchObject({ errors: 1, eventsWritten: 501, objects: 501 });
});

test("what was accepted before close is written by it", async () => {
  const at = await started();
  await put(at, line("signed_in"));
  expect(at.stack.stats().heldBytes).toBeGreaterThan(0);
  await at.stack.close();
  expect([...(await objects(at.directory)).values()]).toEqual([line("signed_in")]);
});
