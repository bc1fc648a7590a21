// dev: what is put to it is found by query, tables by plan and apply, and how it ends.
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { planChanged, project, start, tracklake, write } from "./harness.js";

const address = /listen on (http:\/\/[^ ]+)/;

async function running(root: string, ...more: string[]) {
  const run = start(root, ["dev", "--port", "0", ...more]);
  await vi.waitFor(() => expect(run.complained()).toContain("watching"), 20_000);
  return { run, url: address.exec(run.printed())?.[1] ?? "" };
}

const planLeft = `import { defineEvent, Type } from "@tracklake/schema";
export default defineEvent({ name: "plan_left", description: "d", answers: ["a"], properties: Type.Object({}) });
`;

const line = (sequence: number) => ({
  event_id: `0190163d-8694-739b-aea5-966c26f8ad0${sequence}`,
  event_name: "plan_changed",
  event_major: 1,
  event_revision: 1,
  event_time: "2026-01-01 15:30:00.000",
  event_date: "2026-01-02",
  service: "billing",
  environment: "test",
  instance_id: "i",
  event_sequence: sequence,
  plan: "pro",
});

/** PutRecord in the protocol that the AWS SDK speaks. */
function put(url: string, stream: string, event: object): Promise<Response> {
  const Data = Buffer.from(`${JSON.stringify(event)}\n`).toString("base64");
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "Firehose_20150804.PutRecord" },
    body: JSON.stringify({ DeliveryStreamName: stream, Record: { Data } }),
  });
}

test("delivers what is put to the stream of the project; Ctrl-C delivers the rest and ends with 0", async () => {
  const root = project();
  const { run, url } = await running(root);
  expect(run.printed()).toContain(`export TRACKLAKE_STREAM=acme-events TRACKLAKE_FIREHOSE_ENDPOINT=${url}`);
  for (const sequence of [1, 2, 3]) expect((await put(url, "acme-events", line(sequence))).status).toBe(200);
  run.interrupt();
  const { code, stderr } = await run.outcome;
  expect(code).toBe(0);
  expect(stderr).toContain("3 records in, 3 events in 1 files");
  const { stdout } = await tracklake(root, [
    "query",
    "SELECT count(*) AS n FROM plan_changed WHERE dt = '2026-01-02'",
    "--json",
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ rows: [{ n: 3 }] });
});

test("plan, apply, and plan again: nothing more to do; a new property is one column", async () => {
  const root = project();
  const { run, url } = await running(root);
  const before = await tracklake(root, ["plan", "--endpoint", url]);
  expect(before.code).toBe(1);
  expect(before.stdout).toContain("+ table acme_store.plan_changed_v1");
  const applied = await tracklake(root, ["apply", "--yes", "--endpoint", url]);
  expect(applied.code).toBe(0);
  expect(applied.stdout).toContain("created   table acme_store.plan_changed_v1");
  expect(await tracklake(root, ["plan", "--endpoint", url])).toMatchObject({ code: 0 });
  expect(await tracklake(root, ["apply", "--yes", "--json"], { env: { AWS_ENDPOINT_URL_GLUE: url } })).toMatchObject({
    code: 0,
  });

  write(root, { "schemas/plan-left.ts": planLeft });
  const more = await tracklake(root, ["plan", "--endpoint", url, "--json"]);
  expect(more.code).toBe(1);
  const { steps } = JSON.parse(more.stdout) as { steps: { kind: string; table?: string }[] };
  expect(steps.filter(({ kind }) => kind !== "unchanged")).toMatchObject([
    { kind: "create-table", table: "plan_left_v1" },
  ]);
  run.interrupt();
  expect(await run.outcome).toMatchObject({ code: 0 });
});

test("generates at the start and again when a schema changes; what does not compile is said and leaves the client", async () => {
  const root = project();
  const { run } = await running(root);
  const generated = (path: string) => {
    const file = join(root, "gen", path);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  };
  expect(generated("index.d.ts")).toContain("planChanged(");
  expect(generated("index.d.ts")).not.toContain("seat_count");

  const more = planChanged.replace("plan:", 'seat_count: Type.Integer({ description: "Seats." }),\n    plan:');
  write(root, { "schemas/plan-changed.ts": more });
  await vi.waitFor(() => expect(generated("index.d.ts")).toContain("seat_count: number"), 20_000);
  await vi.waitFor(() => expect(generated("athena/plan_changed_v1.sql")).toContain("seat_count bigint"), 20_000);

  write(root, { "schemas/plan-left.ts": "export default {" });
  await vi.waitFor(() => expect(run.complained()).toContain("does not compile"), 20_000);
  expect(generated("index.d.ts")).toContain("seat_count: number");

  write(root, { "schemas/plan-left.ts": planLeft });
  await vi.waitFor(() => expect(generated("index.d.ts")).toContain("planLeft("), 20_000);
  run.interrupt();
  expect(await run.outcome).toMatchObject({ code: 0 });
});

test("faults are injected and said", async () => {
  const { run, url } = await running(project(), "--faults", "throttles=1,seed=7");
  expect(run.complained()).toContain("faults are on: throttles=1,seed=7 (seed 7)");
  expect((await put(url, "acme-events", line(1))).status).toBe(500);
  run.interrupt();
  expect(await run.outcome).toMatchObject({ code: 0 });
});

test("a port in use ends with 3 and says what to do", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
  const { port } = taken.address() as AddressInfo;
  const { code, stderr } = await tracklake(project(), ["dev", "--port", String(port)]);
  taken.close();
  expect(code).toBe(3);
  expect(stderr).toContain(`Port ${port} is in use by another process. Stop it, or choose another with --port`);
});

test("a lake that cannot be written ends with 3 and names it", async () => {
  const root = project({ taken: "a file" });
  const { code, stderr } = await tracklake(root, ["dev", "--port", "0", "--lake", "taken"]);
  expect(code).toBe(3);
  expect(stderr).toContain(join(root, "taken"));
  expect(stderr).not.toContain("    at ");
});

test("has no JSON result and says so", async () => {
  const { code, stdout } = await tracklake(project(), ["dev", "--json"]);
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: "wrong-use" } });
});
