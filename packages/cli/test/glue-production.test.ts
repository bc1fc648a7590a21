// plan and apply against a catalogue that is not on this machine: what is not published stays out unless it is asked for.
// The catalogue is a real one over the wire; only the name of its host is answered here instead of by a name server.
import dns from "node:dns";
import { join } from "node:path";
import { CreateDatabaseCommand, CreateTableCommand, GetTablesCommand, GlueClient } from "@aws-sdk/client-glue";
import { type LocalStack, startLocalStack } from "@tracklake/local";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { glueTarget } from "../src/glue/glue-client.js";
import { config, planChanged, project, tracklake, write } from "./harness.js";

const HOST = "glue.ap-northeast-1.test";
const planLeft = `import { defineEvent, Type } from "@tracklake/schema";
export default defineEvent({ name: "plan_left", description: "d", answers: ["a"], properties: Type.Object({}) });
`;
const withReason = planChanged.replace(
  "plan:",
  'reason: Type.Optional(Type.String({ description: "Why." })),\n    plan:',
);

let root: string;
let stack: LocalStack;
let endpoint: string;
let env: Record<string, string>;

beforeEach(async () => {
  root = project();
  expect(await tracklake(root, ["publish"])).toMatchObject({ code: 0 });
  // From here on there is a draft of each kind: a new event, and a new property of a published one.
  write(root, { "schemas/plan-left.ts": planLeft, "schemas/plan-changed.ts": withReason });
  stack = await startLocalStack({ directory: join(root, "lake"), log: () => {} });
  endpoint = `http://${HOST}:${new URL(stack.url).port}`;
  env = { AWS_ENDPOINT_URL_GLUE: endpoint, AWS_REGION: "ap-northeast-1" };
  // The AWS SDK itself reads these.
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  const lookup = dns.lookup as (...args: unknown[]) => void;
  vi.spyOn(dns, "lookup").mockImplementation(((name: string, ...rest: unknown[]) => {
    lookup(name === HOST ? "127.0.0.1" : name, ...rest);
  }) as typeof dns.lookup);
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await stack.close();
});

const client = () =>
  new GlueClient({
    endpoint: stack.url,
    region: "local",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });

async function columns(): Promise<Record<string, string[]>> {
  const glue = client();
  const { TableList = [] } = await glue.send(new GetTablesCommand({ DatabaseName: "acme_store" }));
  glue.destroy();
  return Object.fromEntries(
    TableList.map(({ Name, StorageDescriptor }) => [
      Name,
      (StorageDescriptor?.Columns ?? []).flatMap((one) => one.Name ?? []),
    ]),
  );
}

test("plan leaves drafts out and names them", async () => {
  const { code, stdout, stderr } = await tracklake(root, ["plan"], { env });
  expect(code).toBe(1);
  expect(stderr).toContain(
    "left out, not published yet: plan_changed, plan_left. Publish them, or take them with --drafts",
  );
  expect(stdout).toContain("+ table acme_store.plan_changed_v1");
  expect(stdout).not.toMatch(/plan_left|reason/);
});

test("apply makes what is published; --drafts takes the rest", async () => {
  expect(await tracklake(root, ["apply", "--yes"], { env })).toMatchObject({ code: 0 });
  const published = await columns();
  expect(Object.keys(published)).toEqual(expect.arrayContaining(["http_request_v1", "plan_changed_v1"]));
  expect(published).not.toHaveProperty("plan_left_v1");
  expect(published.plan_changed_v1).toContain("plan");
  expect(published.plan_changed_v1).not.toContain("reason");

  expect(await tracklake(root, ["apply", "--yes", "--drafts"], { env })).toMatchObject({ code: 0 });
  const all = await columns();
  expect(all).toHaveProperty("plan_left_v1");
  expect(all.plan_changed_v1).toContain("reason");

  // What went further stays: nothing is taken back by a plan without drafts.
  expect(await tracklake(root, ["apply", "--yes"], { env })).toMatchObject({ code: 0 });
  expect(await columns()).toEqual(all);
});

/** A table of somebody else's with the event's name. */
async function theirs(Name: string, ...keys: string[]): Promise<void> {
  const glue = client();
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: "acme_store" } }));
  const TableInput = {
    Name,
    PartitionKeys: keys.map((key) => ({ Name: key, Type: key === "hh" ? "int" : "string" })),
    StorageDescriptor: {
      Columns: [{ Name: "plan", Type: "string" }],
      Location: "s3://old/plans/",
      SerdeInfo: { SerializationLibrary: "org.openx.data.jsonserde.JsonSerDe" },
    },
  };
  await glue.send(new CreateTableCommand({ DatabaseName: "acme_store", TableInput }));
  glue.destroy();
}

test("adopt takes what is published as well, and apply has nothing to change in it afterwards", async () => {
  await theirs("plan_changed_v1", "dt");
  const draft = await tracklake(root, ["adopt", "plan_left"], { env });
  expect([draft.code, draft.stderr]).toEqual([2, expect.stringContaining("plan_left is not published yet")]);
  expect(await tracklake(root, ["adopt", "plan_changed", "--yes"], { env })).toMatchObject({ code: 0 });
  expect((await columns()).plan_changed_v1).not.toContain("reason");
  expect((await tracklake(root, ["plan"], { env })).stdout).not.toMatch(/plan_changed_v1|later revision/);
  expect(await tracklake(root, ["adopt", "plan_changed", "--yes", "--drafts"], { env })).toMatchObject({ code: 0 });
  expect((await columns()).plan_changed_v1).toContain("reason");
});

test("adopt compares with the keys of the delivery", async () => {
  const prefix =
    "events/!{partitionKeyFromQuery:event_name}_v!{partitionKeyFromQuery:event_major}/dt=!{partitionKeyFromQuery:event_date}/hh=!{timestamp:HH}/";
  const delivery = `delivery: { prefix: "${prefix}", keys: [{ name: "hh", type: "integer", range: [0, 23], digits: 2 }] },`;
  write(root, { "tracklake.config.ts": config.replace('owner: "growth",', `owner: "growth", ${delivery}`) });
  await theirs("plan_changed_v1", "dt", "hh");
  const { stdout } = await tracklake(root, ["adopt", "plan_changed"], { env });
  expect(stdout).toContain("acme_store.plan_changed_v1");
  expect(stdout).not.toContain("refused:");
  expect(stdout).not.toContain("it is partitioned by");
});

test("once published they are in the plan without being asked for", async () => {
  expect(await tracklake(root, ["publish"])).toMatchObject({ code: 0 });
  const { stdout, stderr } = await tracklake(root, ["plan"], { env });
  expect(stderr).not.toContain("left out");
  expect(stdout).toContain("+ table acme_store.plan_left_v1");
});

test.each<[string, boolean]>([
  ["http://localhost:4573", true],
  ["http://127.0.0.1:4573", true],
  ["http://127.1.2.3:4573", true],
  ["http://[::1]:4573", true],
  ["https://glue.ap-northeast-1.amazonaws.com", false],
  ["http://localhost.example.com:4573", false],
  ["http://127.0.0.1.example.com:4573", false],
  ["http://10.0.0.1:4573", false],
  ["http://0.0.0.0:4573", false],
])("%s is on this machine: %s", (address, want) => {
  const { client, local } = glueTarget({ endpoint: address, region: "x" }, { glue: {} }, { env: {} });
  client.destroy();
  expect(local).toBe(want);
});

test("AWS itself is not on this machine", () => {
  const { client, local, where } = glueTarget({}, { glue: {} }, { env: { AWS_REGION: "ap-northeast-1" } });
  client.destroy();
  expect({ local, where }).toEqual({ local: false, where: "ap-northeast-1" });
});
