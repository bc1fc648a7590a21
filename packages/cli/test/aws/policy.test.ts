// The policies that doctor prints, against the calls that commands really make, seen on the wire: every call is allowed,
// and nothing is allowed that no command calls.
import { join } from "node:path";
import {
  BatchCreatePartitionCommand,
  CreateDatabaseCommand,
  CreateTableCommand,
  GlueClient,
} from "@aws-sdk/client-glue";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { type LocalStack, startLocalStack } from "@tracklake/local";
import { createRuntime, type Sink } from "@tracklake/sdk";
import { firehoseSink } from "@tracklake/sdk/firehose";
import { s3Sink } from "@tracklake/sdk/s3";
import { accessPurposes, type PolicyDocument } from "@tracklake/tables";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { labelledEvent } from "../../../../test/labelled-event.js";
import { motoClient, startMoto } from "../../../../test/python/moto.js";
import { withoutPythonTools } from "../../../../test/python/python-tools.js";
import { keepView } from "../curate/lake-engine.js";
import { athenaDouble } from "../engine/athena-double.js";
import { planChanged, project, tracklake, write } from "../harness.js";
import { allows } from "./allows.js";
import type { AwsCall } from "./aws-call.js";
import { type OwnAnswer, type RecordingProxy, recordingProxy } from "./recording-proxy.js";

const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const HERE = ["--account", "123456789012", "--region", "us-east-1"];
/** IAM User Guide: GetCallerIdentity takes no permission. */
const FREE = "sts:GetCallerIdentity";
/** Enough that tables are read by pages. */
const many = Object.fromEntries(
  Array.from({ length: 25 }, (_, i) => [`schemas/e${i}.ts`, planChanged.replace("plan_changed", `plan_${i}_changed`)]),
);
const wider = planChanged.replace("plan:", 'reason: Type.Optional(Type.String({ description: "Why." })),\n    plan:');

/** What the first look at many partitions answers when the service is busy: they are looked up one by one then. */
const unprocessed: OwnAnswer = { status: 200, body: JSON.stringify({ UnprocessedKeys: [{ Values: ["2026-01-01"] }] }) };

let stack: LocalStack;
let busy: boolean;
let proxy: RecordingProxy;
let root: string;
let env: Record<string, string>;

beforeEach(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  root = project();
  stack = await startLocalStack({ directory: join(root, "lake"), stream: "acme-events", log: () => {} });
  busy = false;
  proxy = await recordingProxy(stack.url, {
    answer({ action }) {
      if (!busy || action !== "glue:BatchGetPartition") return undefined;
      busy = false;
      return unprocessed;
    },
  });
  env = { AWS_ENDPOINT_URL: proxy.url, AWS_REGION: "us-east-1" };
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await proxy.close();
  await stack.close();
});

async function run(...argv: string[]): Promise<void> {
  const { code, stderr } = await tracklake(root, argv, { env });
  if (code > 1) throw new Error(`tracklake ${argv.join(" ")} ended with ${code}: ${stderr}`);
}

/** What a command really calls, over everything that it can meet. */
const scenarios: Readonly<Record<string, () => Promise<readonly AwsCall[]>>> = {
  async plan() {
    await run("plan");
    await tracklake(root, ["apply", "--yes"], { env: { ...env, AWS_ENDPOINT_URL: stack.url } });
    await curated();
    await run("plan");
    write(root, many);
    await run("plan");
    return proxy.calls;
  },
  async apply() {
    await run("apply", "--yes");
    await curated();
    write(root, { "schemas/plan-changed.ts": wider });
    busy = true;
    await run("apply", "--yes");
    write(root, many);
    await run("apply", "--yes");
    return proxy.calls;
  },
  async "athena-views"() {
    const client = new GlueClient({ endpoint: stack.url, region: "local", credentials });
    const athena = await athenaDouble(async (sql) => (await keepView(client, sql)) ?? { error: `no view: ${sql}` });
    const beside = await recordingProxy(athena.url);
    env = { ...env, AWS_ENDPOINT_URL_ATHENA: beside.url };
    await run("apply", "--yes", "--views", "athena", "--workgroup", "acme");
    write(root, { "schemas/plan-changed.ts": wider });
    await run("apply", "--yes", "--views", "athena", "--workgroup", "acme");
    client.destroy();
    await beside.close();
    const written = athena.seen.statements.filter((sql) => sql.startsWith("CREATE OR REPLACE VIEW"));
    expect(new Set(written).size).toBeGreaterThan(4);
    return [...proxy.calls, ...beside.calls];
  },
  async "prune-versions"() {
    await scenarios.apply?.();
    const before = proxy.calls.length;
    await run("apply", "--yes", "--prune-versions", "1");
    return proxy.calls.slice(before);
  },
  async drift() {
    await run("apply", "--yes");
    await curated();
    const before = proxy.calls.length;
    await run("drift");
    return proxy.calls.slice(before);
  },
  async adopt() {
    const glue = new GlueClient({ endpoint: stack.url, region: "local", credentials });
    await foreignTable(glue, "logs", "orders");
    await curated();
    await run("adopt", "plan_changed", "--table", "logs.orders", "--yes");
    write(root, { "schemas/plan-changed.ts": wider });
    busy = true;
    // And one of the right name, which is changed in place, among many.
    write(root, many);
    await foreignTable(glue, "acme_store", "plan_3_changed_v1");
    await run("plan", "--adopt");
    await run("apply", "--adopt", "--yes");
    glue.destroy();
    return proxy.calls;
  },
  async redrive() {
    const letter = {
      event_id: "0190163d-8694-739b-aea5-966c26f8ad91",
      event_name: "plan_changed",
      event_major: 1,
      event_time: "2026-01-01 23:59:00.000",
      service: "shop",
      environment: "test",
      reason: "violation",
      known: { plan: "pro" },
    };
    write(root, { ".tracklake/dead-letters/a.ndjson": `${JSON.stringify(letter)}\n` });
    await run("publish");
    await run("redrive", "--stream", "acme-events", "--endpoint", proxy.url);
    return proxy.calls;
  },
  async producer() {
    await tracked(firehoseSink({ stream: "acme-events", endpoint: proxy.url }));
    return proxy.calls;
  },
};
const againstMoto: Readonly<Record<string, () => Promise<readonly AwsCall[]>>> = {
  async doctor() {
    await run("apply", "--yes");
    const before = proxy.calls.length;
    write(root, { "schemas/plan-changed.ts": planChanged.replace('name: "plan', 'retention: 9,\n  name: "plan') });
    await tracklake(root, ["publish"]);
    await run("doctor", "--aws");
    return proxy.calls.slice(before);
  },
  async fallback() {
    await tracked(s3Sink({ bucket: "acme-lake", endpoint: proxy.url }));
    return proxy.calls;
  },
};
/** What is asked for as an option of apply, and needs what apply needs. */
const besideApply: ReadonlySet<string> = new Set(["prune-versions", "athena-views"]);
/** What Athena calls under the caller's rights, and no command by itself. */
const throughAthena: Readonly<Record<string, readonly string[]>> = {
  "athena-views": [
    "s3:AbortMultipartUpload",
    "s3:GetBucketLocation",
    "s3:GetObject",
    "s3:ListBucket",
    "s3:ListMultipartUploadParts",
    "s3:PutObject",
  ],
};
/** Made by AWS itself: no command, and no test here, calls for them. */
const ofServices = ["reader", "firehose"];
/** Looked at in a test of its own, with an engine. */
const elsewhere = ["curate"];

test.each(Object.entries(scenarios))("%s: the policy is what is called, no less and no more", async (name, calls) => {
  await holds(name, await calls());
});

describe.skipIf(withoutPythonTools("policies of what calls S3 and STS"))("against moto", () => {
  test.each(Object.entries(againstMoto))(
    "%s: the policy is what is called",
    { timeout: 120_000 },
    async (name, calls) => {
      const moto = await startMoto();
      const s3 = new S3Client({ ...motoClient(moto), forcePathStyle: true });
      await s3.send(new CreateBucketCommand({ Bucket: "acme-lake" }));
      s3.destroy();
      await proxy.close();
      proxy = await recordingProxy(moto.url);
      env = { AWS_ENDPOINT_URL: proxy.url, AWS_REGION: "us-east-1" };
      try {
        await holds(name, await calls());
      } finally {
        await moto.stop();
      }
    },
  );
});

test("every purpose is looked at, or is a service's own; the help names them all", async () => {
  const names = accessPurposes.map(({ name }) => name).sort();
  expect([...Object.keys(scenarios), ...Object.keys(againstMoto), ...ofServices, ...elsewhere].sort()).toEqual(names);
  const help = (await tracklake(root, ["doctor", "--help"])).stdout.replace(/\s+/g, " ");
  for (const name of names) expect(help).toMatch(new RegExp(`these need: [^.]*\\b${name}\\b`));
});

test("several are one policy of this account and region, or of any", async () => {
  const policy = await policyOf("plan", "redrive");
  expect(policy.Statement.map(({ Action }) => Action)).toEqual([
    ["glue:GetDatabase", "glue:GetPartitions", "glue:GetTable", "glue:GetTables"],
    ["firehose:PutRecordBatch"],
  ]);
  const { stdout, stderr } = await tracklake(root, ["doctor", "--policy", "plan"]);
  expect(stdout).toContain("arn:aws:glue:*:*:table/acme_store/*");
  expect(stderr).toContain("--account narrows it");
  const china = await tracklake(root, ["doctor", "--policy", "plan", "--region", "cn-north-1"]);
  expect(china.stdout).toContain("arn:aws-cn:glue:cn-north-1");
});

test.each<[string, string[], string]>([
  ["what calls nothing", ["--policy", "generate"], "prune-versions"],
  ["no account", ["--policy", "plan", "--account", "12"], "twelve digits"],
  ["a table without its database", ["--policy", "adopt", "--table", "orders"], "database.table"],
  ["two questions", ["--policy", "plan", "--aws"], "one at a time"],
])("%s is wrong use", async (_, argv, said) => {
  const { code, stderr } = await tracklake(root, ["doctor", ...argv]);
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(said) });
});

async function policyOf(...names: string[]): Promise<PolicyDocument> {
  const table = names.includes("adopt") ? ["--table", "logs.orders"] : [];
  const { stdout } = await tracklake(root, ["doctor", "--json", ...HERE, ...table, "--policy", ...names]);
  return JSON.parse(stdout) as PolicyDocument;
}

async function holds(name: string, calls: readonly AwsCall[]): Promise<void> {
  const policies = await policyOf(...(besideApply.has(name) ? ["apply", name] : [name]));
  const counted = calls.filter(({ action }) => action !== FREE);
  expect(counted.length).toBeGreaterThan(0);
  for (const call of counted) {
    for (const arn of call.resources)
      expect({ call, arn, allowed: allows(policies, call.action, arn) }).toMatchObject({ allowed: true });
  }
  const called = new Set(counted.map(({ action }) => action));
  const own = new Set((await policyOf(name)).Statement.flatMap(({ Action }) => Action));
  expect([...own].filter((action) => !called.has(action)).sort()).toEqual(throughAthena[name] ?? []);
}

/** A curated table with a registered partition, as curate makes it: its columns are to follow those of the schemas. */
async function curated(): Promise<void> {
  const line = { event_id: "e-1", event_time: "2026-01-01 01:00:00.000", event_date: "2026-01-01", plan: "pro" };
  write(root, { "lake/events/plan_changed_v1/dt=2026-01-01/a.ndjson": `${JSON.stringify(line)}\n` });
  const argv = ["curate", "plan_changed", "--engine", "local", "--lake", "lake", "--endpoint", stack.url];
  expect(await tracklake(root, argv)).toMatchObject({ code: 0 });
}

async function foreignTable(glue: GlueClient, DatabaseName: string, Name: string): Promise<void> {
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } })).catch((error: Error) => {
    if (error.name !== "AlreadyExistsException") throw error;
  });
  const StorageDescriptor = {
    Columns: [{ Name: "plan", Type: "string" }],
    Location: "s3://b/t/",
    SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
  };
  const TableInput = { Name, PartitionKeys: [{ Name: "dt", Type: "string" }], StorageDescriptor };
  await glue.send(new CreateTableCommand({ DatabaseName, TableInput }));
  const partition = {
    Values: ["2026-01-01"],
    StorageDescriptor: { ...StorageDescriptor, Location: "s3://b/t/dt=2026-01-01" },
  };
  await glue.send(new BatchCreatePartitionCommand({ DatabaseName, TableName: Name, PartitionInputList: [partition] }));
}

async function tracked(sink: Sink): Promise<void> {
  vi.stubEnv("AWS_REGION", "us-east-1");
  const tracker = createRuntime(labelledEvent("page_viewed").definitions, {
    service: "web",
    environment: "test",
    sink,
    durability: "memory",
  });
  tracker.track("page_viewed", { label: "a" });
  expect(await tracker.close()).toMatchObject({ delivered: 1 });
}
