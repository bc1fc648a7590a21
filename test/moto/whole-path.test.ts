// From track() to a table's files over AWS's own protocols, against moto: the template makes the bucket, the SDK's sinks
// deliver by the real clients, apply makes the table in Glue, and what lies at its location is what was tracked.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { CreateDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { GetTableCommand, GlueClient } from "@aws-sdk/client-glue";
import { GetBucketEncryptionCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { streamDestination, streamPrefix } from "@tracklake/envelope";
import { createRuntime, type Sink } from "@tracklake/sdk";
import { firehoseSink } from "@tracklake/sdk/firehose";
import { s3Sink } from "@tracklake/sdk/s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { config, folder, tracklake } from "../../packages/cli/test/harness.js";
import { labelledEvent } from "../labelled-event.js";
import { type Moto, motoClient, startMoto } from "../python/moto.js";
import { pythonTool, withoutPythonTools } from "../python/python-tools.js";

const schema = `import { defineEvent, Type } from "@tracklake/schema";
export default defineEvent({
  name: "page_viewed",
  description: "Something happened.",
  answers: ["What?"],
  retention: 90,
  properties: Type.Object({ label: Type.String({ description: "What, in words." }) }),
});
`;
const BUCKET = "acme-lake";
const STREAM = "acme-events";
const EVENTS = 1_200;

describe.skipIf(withoutPythonTools("the whole path against moto"))("the whole path against moto", () => {
  let moto: Moto;
  let s3: S3Client;
  let firehose: FirehoseClient;
  let glue: GlueClient;

  beforeAll(async () => {
    moto = await startMoto();
    s3 = new S3Client({ ...motoClient(moto), forcePathStyle: true });
    firehose = new FirehoseClient(motoClient(moto));
    glue = new GlueClient(motoClient(moto));
  }, 120_000);
  afterAll(async () => {
    for (const client of [s3, firehose, glue]) client?.destroy();
    await moto?.stop();
  });

  test("track, Firehose, S3, Glue", { timeout: 180_000 }, async () => {
    const root = folder({ "tracklake.config.ts": config, "schemas/page-viewed.ts": schema });
    const env = { AWS_ENDPOINT_URL: moto.url, AWS_REGION: "us-east-1" };
    expect(await tracklake(root, ["publish"])).toMatchObject({ code: 0 });

    // The infrastructure: what moto's CloudFormation knows of it.
    expect(await tracklake(root, ["infra", "cloudformation", "--out", "lake.yaml"])).toMatchObject({ code: 0 });
    const script = join(import.meta.dirname, "deploy-template.py");
    const deployed = execFileSync(pythonTool("python"), [script, moto.url, join(root, "lake.yaml")], {
      encoding: "utf8",
    });
    expect(deployed).toBe("CREATE_COMPLETE\n");
    // Of a bucket's properties moto's CloudFormation takes the encryption alone; the rest is cfn-lint's to look at.
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket: BUCKET }));
    const [rule] = ServerSideEncryptionConfiguration?.Rules ?? [];
    expect(rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe("AES256");
    await firehose.send(
      new CreateDeliveryStreamCommand({
        DeliveryStreamName: STREAM,
        ExtendedS3DestinationConfiguration: {
          RoleARN: "arn:aws:iam::123456789012:role/delivery",
          BucketARN: `arn:aws:s3:::${BUCKET}`,
          ...(streamDestination as object),
        },
      }),
    );

    // The table, before the code that writes to it.
    expect(await tracklake(root, ["plan"], { env })).toMatchObject({ code: 1 });
    expect(await tracklake(root, ["apply", "--yes"], { env })).toMatchObject({ code: 0 });
    expect(await tracklake(root, ["plan"], { env })).toMatchObject({ code: 0 });
    const { Table } = await glue.send(new GetTableCommand({ DatabaseName: "acme_store", Name: "page_viewed_v1" }));
    const location = String(Table?.StorageDescriptor?.Location);
    expect(location).toBe(`s3://${BUCKET}/events/page_viewed_v1/`);

    // Firehose: every event once, whatever moto does with its place.
    await tracked(firehoseSink({ stream: STREAM, client: new FirehoseClient(motoClient(moto)) }), "firehose");
    const delivered = await objects("events/");
    expect(labels([...delivered.values()])).toEqual(wanted("firehose"));
    // Known gaps of moto's Firehose, each still one: prefixes are left as they are, nothing is zipped.
    for (const [key, bytes] of delivered) {
      expect(key).toContain(streamPrefix);
      expect(bytes.subarray(0, 2)).not.toEqual(Buffer.from([0x1f, 0x8b]));
    }

    // The fallback puts lines where the table says that they lie, under the day of the lake's time zone.
    await tracked(s3Sink({ bucket: BUCKET, client: s3 }), "s3");
    const ofTable = await objects(location.replace(`s3://${BUCKET}/`, ""));
    const days = new Set([...ofTable.keys()].map((key) => key.split("/")[2]));
    expect(days).toEqual(new Set(["dt=2026-01-01", "dt=2026-01-02"]));
    const template = String(Table?.Parameters?.["storage.location.template"]);
    for (const key of ofTable.keys()) {
      const [, dt = ""] = /dt=([^/]+)/.exec(key) ?? [];
      expect(`s3://${BUCKET}/${key}`.startsWith(template.replace("${dt}", dt))).toBe(true);
    }
    expect(labels([...ofTable.values()].map((bytes) => gunzipSync(bytes)))).toEqual(wanted("s3"));
  });

  async function tracked(sink: Sink, name: string): Promise<void> {
    // Midnight in Tokyo lies in the middle of them.
    let now = Date.parse("2026-01-01T15:00:00Z") - EVENTS / 2;
    const { definitions } = labelledEvent("page_viewed");
    const options = { service: "web", environment: "test", sink, durability: "memory" as const, clock: () => now++ };
    const tracker = createRuntime(definitions, options);
    for (let i = 0; i < EVENTS; i++) tracker.track("page_viewed", { label: `${name} ${i}` });
    expect(await tracker.close()).toMatchObject({ delivered: EVENTS });
  }

  async function objects(prefix: string): Promise<Map<string, Buffer>> {
    const found = new Map<string, Buffer>();
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: prefix }));
    for (const { Key = "" } of Contents) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
      found.set(Key, Buffer.from((await Body?.transformToByteArray()) ?? []));
    }
    return found;
  }
});

/** The labels of all lines, heartbeats left out. */
function labels(contents: readonly Uint8Array[]): string[] {
  return contents
    .flatMap((bytes) => Buffer.from(bytes).toString("utf8").trimEnd().split("\n"))
    .map((line) => JSON.parse(line) as { event_name: string; label: string })
    .flatMap(({ event_name, label }) => (event_name === "page_viewed" ? [label] : []))
    .sort();
}

function wanted(name: string): string[] {
  return Array.from({ length: EVENTS }, (_, i) => `${name} ${i}`).sort();
}
