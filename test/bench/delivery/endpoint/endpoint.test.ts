// The endpoint answers as the services do, counts what arrived exactly, and fails only as it is told to.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { FirehoseClient, PutRecordBatchCommand, PutRecordCommand } from "@aws-sdk/client-firehose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { localAws } from "../subject.js";
import { billedBytes, linesIn, recordsOf } from "./bodies.js";
import { Endpoint } from "./endpoint.js";
import { fateOf, healthy, randomFrom } from "./faults.js";
import { bodyOf, Memory } from "./memory.js";
import { Tally } from "./tally.js";

const DeliveryStreamName = "acme-events";
const line = (order: string) => `{"order_id":"${order}","note":"a \\"Data\\":\\" in a text"}\n`;
const data = (...orders: string[]) => Buffer.from(orders.map(line).join(""));

let endpoint: Endpoint;
let url: string;
let client: FirehoseClient;

beforeEach(async () => {
  endpoint = new Endpoint();
  endpoint.tally = new Tally(true);
  endpoint.server.listen(0, "127.0.0.1");
  await once(endpoint.server, "listening");
  url = `http://127.0.0.1:${(endpoint.server.address() as AddressInfo).port}`;
  client = new FirehoseClient({ ...localAws, endpoint: url, maxAttempts: 1 });
});

afterEach(() => {
  client.destroy();
  endpoint.server.closeAllConnections();
  endpoint.server.close();
});

describe("Firehose", () => {
  test("PutRecordBatch: a result for each record, every line counted, bytes billed by 5 KiB", async () => {
    const Records = [{ Data: data("a", "b") }, { Data: data("c") }];
    const { FailedPutCount, RequestResponses } = await client.send(
      new PutRecordBatchCommand({ DeliveryStreamName, Records }),
    );
    expect(FailedPutCount).toBe(0);
    expect(RequestResponses?.map(({ RecordId }) => typeof RecordId)).toEqual(["string", "string"]);
    expect(endpoint.tally.arrived()).toMatchObject({
      calls: 1,
      records: 2,
      events: 3,
      dataBytes: data("a", "b", "c").length,
      billedBytes: 10_240,
      orders: { a: 1, b: 1, c: 1 },
    });
  });

  test("PutRecord: an id", async () => {
    const Record = { Data: data("a") };
    const { RecordId } = await client.send(new PutRecordCommand({ DeliveryStreamName, Record }));
    expect(RecordId).toBeTypeOf("string");
    expect(endpoint.tally.arrived()).toMatchObject({ records: 1, events: 1 });
  });

  test("records that fail are not kept, and the answer says which", async () => {
    endpoint.faults = { ...healthy, failingRecords: 0.5 };
    const orders = Array.from({ length: 100 }, (_, i) => `o${i}`);
    const Records = orders.map((order) => ({ Data: data(order) }));
    const { FailedPutCount = 0, RequestResponses = [] } = await client.send(
      new PutRecordBatchCommand({ DeliveryStreamName, Records }),
    );
    const taken = orders.filter((_, i) => RequestResponses[i]?.ErrorCode === undefined);
    expect(taken.length).toBe(100 - FailedPutCount);
    expect(FailedPutCount).toBeGreaterThan(20);
    expect(Object.keys(endpoint.tally.arrived().orders)).toEqual(taken);
  });

  test.each<[string, Partial<typeof healthy>, number]>([
    ["down: 503, nothing kept", { down: true }, 0],
    ["failing: 503, nothing kept", { failing: 1 }, 0],
    ["silent: kept, and the connection is cut", { silent: 1, cutAfter: 1 }, 1],
  ])("%s", async (_, faults, events) => {
    endpoint.faults = { ...healthy, ...faults };
    const command = new PutRecordBatchCommand({ DeliveryStreamName, Records: [{ Data: data("a") }] });
    await expect(client.send(command)).rejects.toThrow();
    expect(endpoint.tally.arrived().events).toBe(events);
  });
});

const snowplowEvent = (order: string) => JSON.stringify({ data: { data: { order_id: order } } });
const protocols: [string, string, string | Buffer, string[]][] = [
  [
    "Segment and RudderStack",
    "/v1/batch",
    JSON.stringify({ batch: ["a", "b"].map((order) => ({ messageId: "m", properties: { order_id: order } })) }),
    ["a", "b"],
  ],
  ["PostHog, gzip", "/batch/", gzipSync('{"batch":[{"properties":{"order_id":"a"}}]}'), ["a"]],
  [
    "Snowplow",
    "/com.snowplowanalytics.snowplow/tp2",
    JSON.stringify({ data: ["a", "b"].map((order) => ({ eid: "e", ue_pr: snowplowEvent(order) })) }),
    ["a", "b"],
  ],
];

test.each(protocols)("%s: the same events whether they are counted or told apart", async (_, path, body, orders) => {
  for (const apart of [false, true]) {
    endpoint.tally = new Tally(apart);
    const answer = await fetch(url + path, { method: "POST", body: new Uint8Array(Buffer.from(body)) });
    expect(answer.status).toBe(200);
    const arrived = endpoint.tally.arrived();
    expect(arrived.events).toBe(orders.length);
    expect(Object.keys(arrived.orders)).toEqual(apart ? orders : []);
  }
});

test("an event that comes twice is told as such", async () => {
  const command = new PutRecordBatchCommand({ DeliveryStreamName, Records: [{ Data: data("a") }] });
  await client.send(command);
  await client.send(command);
  expect(endpoint.tally.arrived().orders).toEqual({ a: 2 });
});

test("bodies are kept in the memory that was there beforehand, and beside it when that is full", async () => {
  endpoint.memory = new Memory(1_000);
  const orders = Array.from({ length: 20 }, (_, i) => `o${i}`);
  for (const order of orders) {
    const command = new PutRecordBatchCommand({ DeliveryStreamName, Records: [{ Data: data(order) }] });
    await client.send(command);
  }
  expect(Object.keys(endpoint.tally.arrived().orders)).toEqual(orders);
});

test("memory is given out once until it is cleared", () => {
  const memory = new Memory(10);
  const headers = (length: string) => ({ headers: { "content-length": length } });
  const body = bodyOf(headers("6"), memory);
  const beside = bodyOf(headers("6"), memory);
  const unknown = bodyOf({ headers: {} }, memory);
  for (const part of ["abc", "def"]) for (const each of [body, beside, unknown]) each.add(Buffer.from(part));
  for (const each of [body, beside, unknown]) expect(each.bytes().toString()).toBe("abcdef");
  expect(memory.take(5)).toBeUndefined();
  memory.clear();
  expect(memory.take(10)).toHaveLength(10);
});

test("a path that nobody has is not found", async () => {
  expect((await fetch(`${url}/v2/nothing`, { method: "POST", body: "{}" })).status).toBe(404);
});

test.each([
  [0, 0],
  [1, 5_120],
  [5_120, 5_120],
  [5_121, 10_240],
])("of a record of %i bytes %i are billed", (bytes, want) => {
  expect(billedBytes(bytes)).toBe(want);
});

test.each<[string, number, number]>([
  ['{"Records":[]}', 0, 0],
  ['{"Records":[{"Data":"YQ=="},{"Data":"Yg=="}]}\n', 2, 1],
])("%s has %i records and %i lines", (body, records, lines) => {
  expect(recordsOf(Buffer.from(body))).toBe(records);
  expect(linesIn(Buffer.from(body))).toBe(lines);
});

test("a seed repeats the same fates, and shares are what they say", () => {
  const faults = { ...healthy, failing: 0.1, silent: 0.2 };
  const fates = (seed: number) => {
    const random = randomFrom(seed);
    return Array.from({ length: 10_000 }, () => fateOf(faults, random));
  };
  const all = fates(1);
  expect(fates(1)).toEqual(all);
  const share = (fate: string) => all.filter((one) => one === fate).length / all.length;
  expect(share("failed")).toBeCloseTo(0.1, 1);
  expect(share("silent")).toBeCloseTo(0.2, 1);
});
