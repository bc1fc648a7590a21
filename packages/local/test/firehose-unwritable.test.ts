// A lake that cannot be written: calls are refused once the buffers are full, nothing accepted is lost, said once.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { expect, test } from "vitest";
import { line, objects, refusal, testStack } from "./stack-clients.js";

test("what was accepted waits until the lake can be written again", async () => {
  const log: string[] = [];
  const at = await testStack({
    buffering: { seconds: 0.02, holdBytes: 8 * 1024 * 1024 },
    log: (text) => log.push(text),
  });
  // A file where the folder of the tables belongs: mkdir fails for every user, root too.
  await mkdir(at.directory, { recursive: true });
  await writeFile(join(at.directory, "events"), "");

  const big = line("e", "2026-01-01", { text: "x".repeat(900_000) });
  const put = () =>
    at.firehose.send(
      new PutRecordBatchCommand({
        DeliveryStreamName: at.stack.stream,
        Records: Array.from({ length: 4 }, () => ({ Data: Buffer.from(big) })),
      }),
    );
  expect([await refusal(put()), await refusal(put()), await refusal(put())]).toEqual([
    "none",
    "none",
    "ServiceUnavailableException",
  ]);
  await expect(at.stack.flush()).rejects.toMatchObject({ code: "lake-unwritable" });
  await expect.poll(() => log.length).toBe(1);
  expect(at.stack.stats()).toMatchObject({ recordsIn: 8, eventsWritten: 0, heldBytes: 8 * Buffer.byteLength(big) });

  await rm(join(at.directory, "events"));
  await expect.poll(() => at.stack.stats().heldBytes, { timeout: 10_000 }).toBe(0);
  expect(log).toEqual([expect.stringContaining("cannot be written"), expect.stringContaining("written again")]);
  expect([...(await objects(at.directory)).values()].join("")).toBe(big.repeat(8));
  await at.stop();
});

test("close refuses while bytes are held, and writes them when it is called again", async () => {
  const at = await testStack();
  await writeFile(join(at.directory, "events"), "");
  await at.firehose.send(
    new PutRecordBatchCommand({ DeliveryStreamName: at.stack.stream, Records: [{ Data: Buffer.from(line("e")) }] }),
  );
  await expect(at.stack.close()).rejects.toMatchObject({ code: "lake-unwritable" });
  await rm(join(at.directory, "events"));
  await at.stack.close();
  expect([...(await objects(at.directory)).values()]).toEqual([line("e")]);
  await at.stop();
});
