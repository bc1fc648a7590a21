// No personal value leaves a tracker as it was: not in a line, on disk or on the wire, not in a dead letter, a notice, a
// report, a receipt or a metric, whatever becomes of its event. With the encoders that codegen writes.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStore, publish } from "@tracklake/registry";
import { defineContext, defineEvent, Type, toEventModel } from "@tracklake/schema";
import { createRuntime, type Definitions, fileDeadLetters, type Sink, type TrackerOptions } from "@tracklake/sdk";
import { memorySink } from "@tracklake/sdk/memory";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { definitionsIn, generated } from "./client.js";

const person = defineContext({
  name: "person",
  properties: Type.Object({
    person_mail: Type.Optional(Type.String({ pii: "hash", maxLength: 60 })),
    person_age: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
});
const signedUp = defineEvent({
  name: "signed_up",
  contexts: [person],
  properties: Type.Object({
    plan: Type.Union([Type.Literal("free"), Type.Literal("pro")]),
    mail: Type.String({ pii: "hash", minLength: 5, maxLength: 60 }),
    nick: Type.Optional(Type.String({ pii: "mask", pattern: "^[a-z-]+$" })),
    note: Type.Optional(Type.String({ pii: "drop" })),
    guests: Type.Optional(Type.Array(Type.Object({ mail: Type.String({ pii: "hash" }), seat: Type.Integer() }))),
    filler: Type.Optional(Type.String()),
  }),
});

let client: { directory: string; remove(): Promise<void> };
let definitions: Definitions;
beforeAll(async () => {
  const { published } = await publish(memoryStore(), [toEventModel(signedUp).model]);
  client = await generated(published.map((event) => ({ ...event, status: "published" as const })));
  definitions = await definitionsIn(client.directory);
});
afterAll(() => client.remove());

const secrets = ["mail", "nick", "note", "guest", "person"].map((what) => `verysecret-${what}`);
const values = {
  plan: "pro",
  mail: secrets[0],
  nick: secrets[1],
  note: secrets[2],
  guests: [{ mail: secrets[3], seat: 1 }],
};
const context = { person: { person_mail: secrets[4] } };

/** Everything that a tracker leaves anywhere. */
async function traces(event: object, set: object, options: Partial<TrackerOptions>): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), "tracklake-privacy-"));
  const said: unknown[] = [];
  const memory = memorySink();
  const runtime = createRuntime(definitions, {
    service: "billing",
    environment: "production",
    sink: memory,
    durability: "process",
    spool: { directory: join(root, "spool") },
    deadLetters: fileDeadLetters({ directory: join(root, "dead-letters") }),
    logger: { warn: (message) => said.push(message) },
    onViolation: (report) => said.push(report),
    pii: { keys: [{ id: "k1", key: "a-key-of-the-tests-0123456789" }] },
    ...options,
  });
  const receipt = runtime.withContext(set as never, () => runtime.track("signed_up", event));
  said.push(await receipt.stored);
  const onDisk = filesBelow(root);
  const counts = await runtime.close({ deadline: 200 });
  said.push(counts);
  const lines = memory.lines.map(({ text }) => text);
  const all = [...lines, ...onDisk, ...filesBelow(root), ...said.map((each) => JSON.stringify(each))].join("\n");
  rmSync(root, { recursive: true, force: true });
  return all;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, "latin1"));
}

const stuck: Sink = { ...memorySink(), level: "delivered", send: () => new Promise<never>(() => {}) };
const refusing: Sink = {
  ...memorySink(),
  level: "delivered",
  send: async (records) => records.map(() => ({ ok: false, code: "InvalidArgumentException", message: "no" })),
};
const throwing = Object.defineProperty({ ...values }, "plan", {
  enumerable: true,
  get: () => {
    throw new Error("a bug of the host");
  },
});

describe("no raw value", () => {
  test.each<[string, object, object, Partial<TrackerOptions>]>([
    ["of an event that is tracked", values, context, {}],
    ["in the spool, while the service is down", values, context, { sink: stuck }],
    ["of an event that the service refuses", values, context, { sink: refusing }],
    ["of one that does not fit", { ...values, plan: "gold" }, context, {}],
    [
      "of one whose personal values do not fit",
      { ...values, nick: `${secrets[1]}!!`, mail: `${secrets[0]}`.repeat(9) },
      context,
      {},
    ],
    ["of one whose context does not fit", values, { person: { ...context.person, person_age: -1 } }, {}],
    ["of one with unknown properties", { ...values, other: secrets[0], deeper: { mail: secrets[1] } }, context, {}],
    ["of one that is refused for them", { ...values, other: secrets[0] }, context, { unknown: "refuse" }],
    ["of one that is too large", { ...values, filler: "x".repeat(1_100_000) }, context, {}],
    ["of one that throws", throwing, context, {}],
    ["of one in a development's warnings", { ...values, plan: "gold" }, context, { mode: "development" }],
    ["without a key", values, context, { pii: undefined as never }],
    ["of one that does not fit, without a key", { ...values, plan: "gold" }, context, { pii: undefined as never }],
    ["held in memory alone", values, context, { sink: stuck, durability: "memory" }],
  ])("%s", async (_, event, set, options) => {
    const all = await traces(event, set, options);
    expect(all).toContain("signed_up");
    expect(all).not.toContain("verysecret");
  });
});

test("the key's name stands in every line and letter of an event that hashes", async () => {
  expect(await traces(values, context, {})).toMatch(/"pii_key_id":"k1"/);
  expect(await traces({ ...values, plan: "gold" }, context, {})).toMatch(/"pii_key_id":"k1"/);
});

test("without a key values are left out, counted and told of once", async () => {
  const all = await traces(values, context, { pii: undefined as never });
  expect(all).toMatch(/"hashesWithoutKey":3/);
  expect(all.match(/no key/g)).toHaveLength(1);
  expect(all).not.toContain("pii_key_id");
});
