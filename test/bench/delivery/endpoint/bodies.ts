// What is in the bodies that the endpoint is sent, of every library that is measured: how many events, and which.
// Counting looks for one name that each event has once; only the table of losses reads the bodies as JSON.
import { Buffer } from "node:buffer";
import { gunzipSync } from "node:zlib";

/** One way of being sent events. */
export interface Protocol {
  /** Whether a path is of this protocol. */
  readonly path: RegExp;
  /** The events of a body. */
  count(body: Buffer): number;
  /** What the events of a body carry as `order_id`. */
  orders(body: Buffer): string[];
}

/** What stands before the data of each record, as the AWS SDK and Tracklake write it. */
const DATA = Buffer.from('"Data":"');
const QUOTE = 0x22;
const NEWLINE = 0x0a;

interface Event {
  readonly order_id: string;
}

/** How often a text occurs. */
export function occurrences(body: Buffer, text: Buffer): number {
  let count = 0;
  for (let at = body.indexOf(text); at !== -1; at = body.indexOf(text, at + text.length)) count++;
  return count;
}

/** How many records a body of PutRecordBatch or PutRecord has. */
export function recordsOf(body: Buffer): number {
  return occurrences(body, DATA);
}

/** The data of each record. */
export function* dataOf(body: Buffer): Generator<Buffer> {
  for (let at = body.indexOf(DATA); at !== -1; ) {
    const end = body.indexOf(QUOTE, at + DATA.length);
    yield Buffer.from(body.toString("latin1", at + DATA.length, end), "base64");
    at = body.indexOf(DATA, end);
  }
}

/** Bytes that Firehose bills for a record: rounded up to 5 KiB. Source: Firehose pricing, Direct PUT. */
export function billedBytes(bytes: number): number {
  return Math.ceil(bytes / 5120) * 5120;
}

/** How many lines there are. */
export function linesIn(data: Buffer): number {
  let lines = 0;
  for (let at = data.indexOf(NEWLINE); at !== -1; at = data.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}

function counting(path: RegExp, name: string, orders: (body: Buffer) => Event[]): Protocol {
  const text = Buffer.from(name);
  return {
    path,
    count: (body) => occurrences(unzipped(body), text),
    orders: (body) => orders(unzipped(body)).map(({ order_id }) => order_id),
  };
}

function batchOf(body: Buffer): Event[] {
  const { batch } = JSON.parse(body.toString()) as { batch: { properties: Event }[] };
  return batch.map(({ properties }) => properties);
}

/** A body that is gzip says so by its first two bytes. */
function unzipped(body: Buffer): Buffer {
  return body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body;
}

/** What the lines of a record carry as `order_id`. */
export function ordersIn(data: Buffer): string[] {
  const lines = data.toString().split("\n");
  return lines.filter((line) => line !== "").map((line) => (JSON.parse(line) as Event).order_id);
}

/** PutRecord and PutRecordBatch, which have one path for all. */
export const firehose: Protocol = {
  path: /^\/$/,
  count: (body) => [...dataOf(body)].reduce((sum, data) => sum + linesIn(data), 0),
  orders: (body) => [...dataOf(body)].flatMap(ordersIn),
};

/** Every protocol. */
export const protocols: readonly Protocol[] = [
  firehose,
  // Segment and RudderStack.
  counting(/^\/v1\/batch/, '"messageId"', batchOf),
  // PostHog.
  counting(/^\/batch/, '"order_id"', batchOf),
  // Snowplow; the event is a text in a text.
  counting(/^\/com\.snowplowanalytics/, '"eid"', (body) =>
    (JSON.parse(body.toString()) as { data: { ue_pr: string }[] }).data.map(
      ({ ue_pr }) => (JSON.parse(ue_pr) as { data: { data: Event } }).data.data,
    ),
  ),
  // OTLP as JSON; which events they are is not asked of it.
  counting(/^\/v1\/logs/, '"order_id"', () => []),
];
