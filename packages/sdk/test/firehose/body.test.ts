// Law of the body that is written by hand: it is the JSON that the AWS SDK would write, wherever the lines of a record were
// cut into parts, on this thread and on the other one.
import { createHash } from "node:crypto";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { bodyBytes, bodyHead, writeBody } from "../../src/firehose/body.js";
import { BodyMaker } from "../../src/firehose/body-maker.js";

const STREAM = "acme-events";
const head = bodyHead(STREAM);

/** The same by JSON.stringify. */
function plainly(records: readonly (readonly Buffer[])[]): string {
  const Records = records.map((parts) => ({ Data: Buffer.concat(parts).toString("base64") }));
  return JSON.stringify({ DeliveryStreamName: STREAM, Records });
}

function outgoing(parts: readonly Buffer[]) {
  return { parts, lines: 1, bytes: parts.reduce((sum, { length }) => sum + length, 0) };
}

function written(records: readonly (readonly Buffer[])[]): string {
  const target = Buffer.alloc(bodyBytes(head, records.map(outgoing)));
  return target.toString("latin1", 0, writeBody(head, records, target));
}

/** Bytes that differ from place to place. */
function bytes(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, i) => (i * 7919 + (i >> 8)) & 0xff));
}

/** The same in shared memory, where the SDK has its lines. */
function shared(buffer: Buffer): Buffer {
  const memory = Buffer.from(new SharedArrayBuffer(buffer.length));
  buffer.copy(memory);
  return memory;
}

const cuts: [string, number[][]][] = [
  ["one part", [[887]]],
  ["parts of a multiple of three", [[3, 6, 9]]],
  [
    "parts that leave one or two bytes over",
    [
      [1, 1, 1, 1],
      [2, 2, 2],
      [4, 5, 1],
      [2, 1, 5],
    ],
  ],
  [
    "an empty part in between",
    [
      [2, 0, 2],
      [0, 1],
      [1, 0],
    ],
  ],
  ["two records, each padded by itself", [[1], [2]]],
  ["a slice and a byte less and more", [[24_576], [24_575], [24_577], [1, 24_576]]],
  ["a full record", [[1_024_000]]],
];

describe("writeBody", () => {
  test.each(cuts)("%s", (_, records) => {
    const parts = records.map((record) => record.map(bytes));
    expect(written(parts)).toBe(plainly(parts));
  });

  test("is what JSON.stringify gives, wherever the parts are cut", () => {
    const part = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
    const record = fc.array(part, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 5 }), (records) => {
        expect(written(records)).toBe(plainly(records));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("BodyMaker", () => {
  const bodies = new BodyMaker(STREAM);
  afterAll(() => bodies.close());

  test.each<[string, (buffer: Buffer) => Buffer, number[]]>([
    ["at once", shared, [887, 1]],
    ["on the other thread", shared, [60_001, 59_999, 24_577]],
    ["here in slices, where the memory is not shared", (buffer) => buffer, [60_001, 59_999, 24_577]],
  ])("makes the same body and its hash %s", async (_, place, lengths) => {
    const parts = lengths.map((length) => place(bytes(length)));
    const want = plainly([parts, parts]);
    const body = await bodies.make([outgoing(parts), outgoing(parts)]);
    expect(body.bytes.toString("latin1")).toBe(want);
    expect(body.sha256).toBe(createHash("sha256").update(want).digest("hex"));
    body.done();
  });
});
