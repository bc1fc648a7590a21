// curate's policy against its calls of Glue, S3 and Athena, seen on the wire: none is missing, and of what it allows only
// what Athena does with a statement is not called by the command itself.
import { join } from "node:path";
import { GlueClient } from "@aws-sdk/client-glue";
import { startLocalStack } from "@tracklake/local";
import { memoryStore, publish } from "@tracklake/registry";
import { defineEvent, Type, toEventModel } from "@tracklake/schema";
import { type PolicyDocument, tableModels } from "@tracklake/tables";
import { expect, onTestFinished, test, vi } from "vitest";
import { lakeEngine } from "../curate/lake-engine.js";
import { s3Double } from "../curate/s3-double.js";
import { athenaDouble } from "../engine/athena-double.js";
import type { Script } from "../engine/double.js";
import { config, project, start, tracklake, write } from "../harness.js";
import { allows } from "./allows.js";
import { recordingProxy } from "./recording-proxy.js";

const line = (id: number, dt: string) =>
  `${JSON.stringify({ event_id: `e-${id}`, event_name: "plan_changed", event_major: 1, event_revision: 1, event_time: `${dt} 01:00:00.000`, event_date: dt, service: "s", environment: "test", instance_id: "i", event_sequence: id, plan: "pro", seats: id })}\n`;
const file = (dt: string, name: string) => `.tracklake/lake/events/plan_changed_v1/dt=${dt}/${name}`;

/** What Athena calls under the caller's rights, and no command by itself. */
const throughAthena = [
  "glue:BatchGetPartition",
  "s3:AbortMultipartUpload",
  "s3:GetBucketLocation",
  "s3:GetObject",
  "s3:ListMultipartUploadParts",
  "s3:PutObject",
];

test("the policy is what curate calls, and what Athena calls for it", { timeout: 120_000 }, async () => {
  const root = project({
    "tracklake.config.ts": config.replace("Asia/Tokyo", "UTC"),
    [file("2026-03-01", "a.ndjson")]: line(1, "2026-03-01"),
  });
  const directory = join(root, ".tracklake/lake");
  const stack = await startLocalStack({ directory, log: () => {} });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new GlueClient({ endpoint: stack.url, region: "local", credentials });
  const properties = Type.Object({ plan: Type.String(), seats: Type.Optional(Type.Integer()) });
  const { model } = toEventModel(defineEvent({ name: "plan_changed", description: "A plan.", properties }));
  const { published } = await publish(memoryStore(), [model], { now: new Date() });
  const lake = { name: "acme", bucket: "acme-lake", timeZone: "UTC" };
  const [[delivered], [curated]] = [tableModels(published, lake), tableModels(published, lake, { format: "parquet" })];
  if (!delivered || !curated) throw new Error("the event gives two tables");
  const engine = lakeEngine(directory, "acme-lake", { delivered, curated }, client);
  let interrupt: (() => void) | undefined;
  const script: Script = (sql) => {
    if (interrupt === undefined) return engine(sql);
    setImmediate(interrupt);
    return { endless: true };
  };
  const services = [stack, await s3Double(directory, "acme-lake"), await athenaDouble(script)];
  const proxies = await Promise.all(services.map(({ url }) => recordingProxy(url)));
  onTestFinished(async () => {
    client.destroy();
    for (const proxy of proxies) await proxy.close();
    await stack.close();
  });
  const [glue, s3, athena] = proxies.map(({ url }) => url);
  const env = {
    AWS_ENDPOINT_URL_GLUE: glue ?? "",
    AWS_ENDPOINT_URL_S3: s3 ?? "",
    AWS_ENDPOINT_URL_ATHENA: athena ?? "",
  };
  const argv = ["curate", "plan_changed", "--engine", "athena", "--workgroup", "acme"];
  expect(await tracklake(root, ["publish"])).toMatchObject({ code: 0 });

  // Before apply there is nothing that Athena could read: it says so, and changes nothing.
  const early = await tracklake(root, argv, { env });
  expect(early).toMatchObject({ code: 3, stdout: expect.stringContaining("npx tracklake apply") });
  expect(await tracklake(root, ["apply", "--yes"], { env: { AWS_ENDPOINT_URL_GLUE: stack.url } })).toMatchObject({
    code: 0,
  });

  // The first run; one with late lines, whose old run is removed later; one that is interrupted.
  expect(await tracklake(root, argv, { env })).toMatchObject({ code: 0 });
  write(root, { [file("2026-03-01", "b.ndjson")]: line(2, "2026-03-01") });
  const again = [...argv, "--from", "2026-03-01", "--again", "--grace", "1h"];
  expect(await tracklake(root, again, { env })).toMatchObject({ code: 0 });
  // Two hours later, when nobody reads the first run any more.
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2 * 60 * 60 * 1000 });
  onTestFinished(() => void vi.useRealTimers());
  expect(await tracklake(root, [...argv, "--grace", "1h"], { env })).toMatchObject({ code: 0 });
  const running = start(root, again, { env });
  interrupt = running.interrupt;
  expect(await running.outcome).toMatchObject({ code: 3 });

  const { stdout } = await tracklake(root, [
    ...["doctor", "--json", "--policy", "curate"],
    ...["--account", "123456789012", "--region", "us-east-1"],
  ]);
  const policy = JSON.parse(stdout) as PolicyDocument;
  const calls = proxies.flatMap((proxy) => proxy.calls);
  for (const call of calls) {
    for (const arn of call.resources) {
      expect({ call, arn, allowed: allows(policy, call.action, arn) }).toMatchObject({ allowed: true });
    }
  }
  const called = new Set(calls.map(({ action }) => action));
  const more = new Set(policy.Statement.flatMap(({ Action }) => Action).filter((action) => !called.has(action)));
  expect([...more].sort()).toEqual(throughAthena);
});
