// Law of the body that is written by hand: it is the JSON that the AWS SDK would write, wherever the lines of a record were
// cut into parts, on this thread and on the other one.
import { createHash } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BATCH } from "../../src/delivery/sender-options.js";
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

/** The body, written where its own lines stand at the end of the memory, as the other thread does it. */
function inPlace(records: readonly (readonly Buffer[])[], room: number): string {
  const lines = Buffer.concat(records.flat());
  const memory = Buffer.alloc(bodyBytes(head, records.map(outgoing)) + room);
  let at = memory.length - lines.length;
  lines.copy(memory, at);
  const parts = records.map((record) =>
    record.map(({ length }) => {
      at += length;
      return memory.subarray(at - length, at);
    }),
  );
  return memory.toString("latin1", 0, writeBody(head, parts, memory));
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
    expect(inPlace(parts, 0)).toBe(plainly(parts));
  });

  test("is what JSON.stringify gives, wherever the parts are cut", () => {
    const part = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
    const record = fc.array(part, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 5 }), fc.nat({ max: 9 }), (records, room) => {
        expect(written(records)).toBe(plainly(records));
        expect(inPlace(records, room)).toBe(plainly(records));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("BodyMaker", () => {
  const bodies = new BodyMaker(STREAM);
  const closed = new BodyMaker(STREAM);
  beforeAll(() => closed.close());
  afterAll(() => bodies.close());

  test.each<[string, BodyMaker, number[]]>([
    ["at once", bodies, [887, 1]],
    ["on the other thread", bodies, [60_001, 59_999, 24_577]],
    ["on the other thread, of a full batch", bodies, Array.from({ length: 8 }, () => BATCH / 16)],
    ["on the other thread, of more than a full batch", bodies, [1_024_000, 999_999]],
    ["here in slices, where there is no thread any more", closed, [60_001, 59_999, 24_577]],
  ])("makes the same body and its hash %s", async (_, maker, lengths) => {
    const parts = lengths.map(bytes);
    const want = plainly([parts, parts]);
    const body = await maker.make([outgoing(parts), outgoing(parts)]);
    expect(body.bytes.toString("latin1")).toBe(want);
    expect(body.sha256).toBe(createHash("sha256").update(want).digest("hex"));
    body.done();
  });

  test("uses no memory again before its call has been answered", async () => {
    const made = [];
    for (let i = 0; i < 5; i++) {
      const parts = [bytes(40_000 + i)];
      made.push({ body: await bodies.make([outgoing(parts)]), want: plainly([parts]) });
    }
    for (const { body, want } of made) expect(body.bytes.toString("latin1")).toBe(want);
    for (const { body } of made) body.done();
  });

  test("keeps no memory of calls that were never answered, on either thread", async () => {
    const parts = [bytes(100_000)];
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 40; i++) await bodies.make([outgoing(parts)]);
    collectGarbage();
    // One of them is 2.7 MiB.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
  });
});

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}
