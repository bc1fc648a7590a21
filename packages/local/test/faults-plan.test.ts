// Faults are as many as were asked for, the same for the same seed, and never lose what was accepted.
import { PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { expect, test } from "vitest";
import { faultPlan } from "../src/faults/fault-plan.js";
import { parseFaults } from "../src/index.js";
import { line, objects, refusal, testStack } from "./stack-clients.js";

test("a text names each fault", () => {
  expect(parseFaults("records=0.1, timeouts=0.1,latency=50,resets=0.05,throttles=1,timeoutMs=5,seed=1")).toEqual({
    records: 0.1,
    timeouts: 0.1,
    latency: 50,
    resets: 0.05,
    throttles: 1,
    timeoutMs: 5,
    seed: 1,
  });
  expect(parseFaults("")).toEqual({});
});

test.each([
  "record=0.1",
  "records",
  "records=",
  "records=x",
  "records=1.1",
  "records=-1",
  "latency=60001",
  "seed=1.5",
  "seed=1,seed=2",
  "records=1=2",
  "toString=1",
])("%s is refused", (text) => {
  expect(() => parseFaults(text)).toThrow(expect.objectContaining({ code: "faults-invalid" }));
});

test("the same seed gives the same faults, and about as many as asked for", () => {
  const drawn = (seed: number) => {
    const plan = faultPlan({ records: 0.1, timeouts: 0.1, resets: 0.05, seed });
    return Array.from({ length: 2_000 }, () => [plan.call(), plan.record()].join());
  };
  expect(drawn(7)).toEqual(drawn(7));
  expect(drawn(7)).not.toEqual(drawn(8));
  expect(drawn(7).filter((one) => one.endsWith("true")).length / 2_000).toBeCloseTo(0.1, 1);
});

const put = (at: Awaited<ReturnType<typeof testStack>>, records: number) =>
  at.firehose.send(
    new PutRecordBatchCommand({
      DeliveryStreamName: at.stack.stream,
      Records: Array.from({ length: records }, (_, n) => ({ Data: Buffer.from(line("e", "2026-01-01", { n })) })),
    }),
  );

test("records that fail are named in their place, and are not written", async () => {
  const at = await testStack({ faults: { records: 0.3, seed: 3 } });
  const answer = await put(at, 200);
  const failed = answer.RequestResponses?.flatMap(({ ErrorCode }, n) => (ErrorCode ? [n] : [])) ?? [];
  expect(answer.FailedPutCount).toBe(failed.length);
  expect(failed.length).toBeGreaterThan(30);
  await at.stack.flush();
  const [text = ""] = (await objects(at.directory)).values();
  const written = text
    .trim()
    .split("\n")
    .map((one) => (JSON.parse(one) as { n: number }).n);
  expect([...written, ...failed].sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, n) => n));
  expect(at.stack.stats().faults).toMatchObject({ records: failed.length, seed: 3 });
  await at.stop();
});

const calls: [string, object, string | RegExp, number][] = [
  ["written, then timed out", { timeouts: 1, timeoutMs: 10 }, /ECONNRESET|Error/, 1],
  ["reset before it is written", { resets: 1 }, /ECONNRESET|Error/, 0],
  ["throttled", { throttles: 1 }, "ServiceUnavailableException", 0],
];

test.each(calls)("a call that is %s", async (_, faults, want, written) => {
  const at = await testStack({ faults });
  expect(await refusal(put(at, 1))).toMatch(want);
  await at.stack.flush();
  expect(at.stack.stats().eventsWritten).toBe(written);
  await at.stop();
});

test("latency delays each call", async () => {
  const at = await testStack({ faults: { latency: 60 } });
  const begun = Date.now();
  await put(at, 1);
  expect(Date.now() - begun).toBeGreaterThanOrEqual(55);
  expect(at.stack.stats().faults.delayed).toBe(1);
  await at.stop();
});
