// Buffering hints: an object is written when its buffer is full, or when its oldest record is old enough.
// A buffer written too early would leave two objects where these tests want one, so nothing has to wait for silence.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateDeliveryStreamCommand, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { defaultStream } from "../src/firehose/default-stream.js";
import { DeliveryStream } from "../src/firehose/delivery-stream.js";
import { streamConfig } from "../src/firehose/stream-config.js";
import type { Members } from "../src/stack/members.js";
import { line, objects, testStack } from "./stack-clients.js";

const MEBIBYTE = 1024 * 1024;
const destination = { RoleARN: "arn:aws:iam::000000000000:role/test", BucketARN: "arn:aws:s3:::test" };

afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ["1 MiB", { SizeInMBs: 1 }, MEBIBYTE],
  ["3 MiB", { SizeInMBs: 3 }, 3 * MEBIBYTE],
  ["5 MiB when only seconds are said", {}, 5 * MEBIBYTE],
])("SizeInMBs: a buffer is written at %s and not a byte before", async (_, hints, full) => {
  const at = await testStack();
  onTestFinished(() => at.stop());
  await at.firehose.send(
    new CreateDeliveryStreamCommand({
      DeliveryStreamName: "sized",
      ExtendedS3DestinationConfiguration: {
        ...destination,
        Prefix: "raw/",
        BufferingHints: { ...hints, IntervalInSeconds: 900 },
      },
    }),
  );
  const put = (...sizes: number[]) =>
    at.firehose.send(
      new PutRecordBatchCommand({
        DeliveryStreamName: "sized",
        Records: sizes.map((size) => ({ Data: Buffer.alloc(size, "x") })),
      }),
    );
  for (let left = full - 1; left > 0; left -= MEBIBYTE / 2) await put(Math.min(left, MEBIBYTE / 2));
  expect(at.stack.stats()).toMatchObject({ heldBytes: full - 1, objects: 0 });

  await put(1);
  await put(7);
  await expect.poll(() => at.stack.stats().heldBytes).toBe(7);
  expect([...(await objects(at.directory)).values()].map((text) => text.length)).toEqual([full]);

  await at.stack.flush();
  const sizes = [...(await objects(at.directory)).values()].map((text) => text.length);
  expect(sizes.sort((a, b) => b - a)).toEqual([full, 7]);
});

test("each partition has a buffer of its own", async () => {
  const root = await mkdtemp(join(tmpdir(), "tracklake-buffering-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const { stream, stats } = delivering(root, streamConfig(defaultStream("all")), 900);
  const half = line("large", "2026-01-02", { text: "x".repeat(500_000) });
  const records = Math.ceil((64 * MEBIBYTE) / Buffer.byteLength(half));
  stream.accept([Buffer.from(line("small"))]);
  for (let index = 0; index < records; index++) stream.accept([Buffer.from(half)]);
  await expect.poll(() => stats.objects, { timeout: 20_000 }).toBe(1);
  expect(stats.eventsWritten).toBe(records);
  expect(stream.held).toBe(Buffer.byteLength(line("small")));
  stream.stop();
});

const intervals: [string, Members, number, number][] = [
  ["as the hint says", { IntervalInSeconds: 60 }, 900, 60_000],
  ["at the greatest hint", { IntervalInSeconds: 900 }, 900, 900_000],
  ["after 300 s when only a size is said", { SizeInMBs: 1 }, 900, 300_000],
  ["sooner, as the local stack is told", { IntervalInSeconds: 60 }, 1, 1_000],
];

test.each(intervals)(
  "IntervalInSeconds: a buffer is written %s, not a millisecond before",
  async (_, hints, most, due) => {
    const root = await mkdtemp(join(tmpdir(), "tracklake-buffering-"));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
    const config = streamConfig({
      DeliveryStreamName: "timed",
      ExtendedS3DestinationConfiguration: { ...destination, Prefix: "raw/", BufferingHints: hints },
    });
    const { stream, stats } = delivering(root, config, most);
    stream.accept([Buffer.from("oldest ")]);
    vi.advanceTimersByTime(due - 1);
    // The oldest record decides: one that has just come goes with it.
    stream.accept([Buffer.from("newest")]);
    expect(stats.objects).toBe(0);
    vi.advanceTimersByTime(1);
    vi.useRealTimers();
    await expect.poll(() => stats.objects).toBe(1);
    expect([...(await objects(root)).values()]).toEqual(["oldest newest"]);
    expect(stream.held).toBe(0);
    stream.stop();
  },
);

function delivering(directory: string, config: ReturnType<typeof streamConfig>, seconds: number) {
  const stats = { recordsIn: 0, eventsWritten: 0, objects: 0, errors: 0 };
  const holdBytes = 256 * MEBIBYTE;
  return { stats, stream: new DeliveryStream(config, { directory, seconds, holdBytes, stats, log: () => {} }) };
}
