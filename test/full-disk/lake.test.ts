// A lake on a disk that is really full: what was accepted waits for room, and nothing is ever there in part.
import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { CreateDatabaseCommand, CreateTableCommand, GetTableCommand, UpdateTableCommand } from "@aws-sdk/client-glue";
import { afterAll, afterEach, describe, expect, onTestFinished, test } from "vitest";
import { line, objects, refusal, testStack } from "../../packages/local/test/stack-clients.js";
import { smallDisk } from "./small-disk.js";

const disk = smallDisk();
afterEach(() => disk?.free());
afterAll(() => disk?.unmount());

const files = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

describe.skipIf(!disk)("a full disk", () => {
  test.each([
    ["has not a byte left", 0],
    ["has room for a part of an object", 16 * 1024],
  ])("under the lake, which %s: events and dead letters wait and arrive", async (_, room) => {
    const directory = join(disk?.folder() ?? "", "lake");
    const log: string[] = [];
    const at = await testStack({ directory, buffering: { seconds: 0.02 }, log: (text) => log.push(text) });
    onTestFinished(() => at.stop());
    disk?.fill(room);
    const large = line("plan_changed", "2026-01-02", { text: randomBytes(48 * 1024).toString("base64") });
    const refused = `{"event_name":7,"text":"${randomBytes(48 * 1024).toString("base64")}"}`;
    const answer = await at.firehose.send(
      new PutRecordBatchCommand({
        DeliveryStreamName: at.stack.stream,
        Records: [large, `${refused}\n`].map((record) => ({ Data: Buffer.from(record) })),
      }),
    );
    expect(answer.FailedPutCount).toBe(0);

    await expect.poll(() => log).toEqual([expect.stringMatching(/cannot be written, trying again: ENOSPC/)]);
    const held = at.stack.stats().heldBytes;
    expect(held).toBeGreaterThan(large.length + refused.length);
    await expect(at.stack.flush()).rejects.toMatchObject({
      code: "lake-unwritable",
      message: expect.stringMatching(new RegExp(`no space left.*${held} bytes are kept in memory.*free space`)),
    });
    expect(at.stack.stats()).toMatchObject({ objects: 0, eventsWritten: 0, heldBytes: held });
    expect(files(directory)).toEqual([]);

    disk?.free();
    await expect.poll(() => at.stack.stats().heldBytes, { timeout: 20_000 }).toBe(0);
    expect(log).toHaveLength(2);
    expect(log[1]).toContain("can be written again");
    const found = [...(await objects(directory))].sort();
    expect(found.map(([key]) => key.split("/")[0])).toEqual(["errors", "events"]);
    expect(found[1]?.[1]).toBe(large);
    const { rawData } = JSON.parse(found[0]?.[1] ?? "") as { rawData: string };
    expect(Buffer.from(rawData, "base64").toString()).toBe(refused);
  });

  test("under the catalogue: a change is refused, and the table stays as it was", async () => {
    const root = disk?.folder() ?? "";
    const options = { directory: join(root, "lake"), glueDirectory: join(root, "glue") };
    const at = await testStack(options);
    const table = (Description: string, Name = "t") => ({ DatabaseName: "d", TableInput: { Name, Description } });
    await at.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "d" } }));
    await at.glue.send(new CreateTableCommand(table("before")));
    const before = files(options.glueDirectory);
    const shown = async (glue = at.glue) => {
      const { Table } = await glue.send(new GetTableCommand({ DatabaseName: "d", Name: "t" }));
      return [Table?.Description, Table?.VersionId];
    };

    disk?.fill();
    expect(await refusal(at.glue.send(new UpdateTableCommand(table("after"))))).toBe("InternalServiceException");
    expect(await refusal(at.glue.send(new CreateTableCommand(table("new", "u"))))).toBe("InternalServiceException");
    expect(await shown()).toEqual(["before", "0"]);
    expect(files(options.glueDirectory)).toEqual(before);
    disk?.free();
    await at.stop();

    // What is on the disk is what was answered.
    const again = await testStack(options);
    onTestFinished(() => again.stop());
    expect(await shown(again.glue)).toEqual(["before", "0"]);
    await again.glue.send(new UpdateTableCommand(table("after")));
    expect(await shown(again.glue)).toEqual(["after", "1"]);
  });
});
