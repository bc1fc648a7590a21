// History is append-only, so nothing may enter it over HTTP that the command would refuse, or that a query, a client or a
// table could not be made of. What was refused is listed with its reason, and the history stays as it was.
import { generateClient } from "@tracklake/codegen";
import { judgeEvent } from "@tracklake/compat";
import { openLake } from "@tracklake/local";
import {
  allRevisions,
  loadRegistry,
  memoryStore,
  publish,
  type RegisteredEvent,
  type RegistryStore,
} from "@tracklake/registry";
import { registryServer } from "@tracklake/registry-server";
import type { ContextModel, EventModel, FieldModel, TypeModel } from "@tracklake/schema";
import fc from "fast-check";
import request from "supertest";
import { expect, test } from "vitest";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
const text: TypeModel = { kind: "string" };
const field = (name: string, type: TypeModel = text): FieldModel => ({ name, type, required: true, description: "D." });
const event = (name: string, properties: readonly FieldModel[] = [], more: Partial<EventModel> = {}): EventModel => ({
  name,
  major: 1,
  description: "D.",
  owner: "growth",
  answers: ["Why?"],
  contexts: [],
  properties,
  ...more,
});
const user = (...names: string[]): ContextModel => ({
  name: "user",
  description: "Who.",
  fields: names.map((name) => field(name)),
});

const poster = (store: RegistryStore) => {
  const app = registryServer({ store, lake, publishToken: "secret", publishesPerMinute: 10_000 });
  return (body: object | string) =>
    request(app).post("/api/publish").set("Authorization", "Bearer secret").type("json").send(body);
};

/** What the history holds before each refusal. */
const before = [
  event("e_done", [field("count", { kind: "integer" })], { contexts: [user("id")] }),
  event("f_done", [], { contexts: [user("id")] }),
];

test.each<[string, EventModel, string, RegExp]>([
  [
    "another type within a major",
    event("e_done", [field("count")], { contexts: [user("id")] }),
    "TYPE_CHANGED",
    /Breaks STORAGE/,
  ],
  ["a name whose method is another event's", event("edone"), "name-collision", /method.*"e_done"/],
  ["a decimal that no column holds", event("g", [field("n", { kind: "decimal", precision: 38, scale: 39 })]), "", /./],
  ["a struct of nothing", event("g", [field("s", { kind: "struct", fields: [] })]), "", /./],
  ["an enum of nothing", event("g", [field("s", { kind: "enum", values: [] })]), "", /./],
  ["an enum with a text twice", event("g", [field("s", { kind: "enum", values: ["a", "a"] })]), "bounds", /"a".*twice/],
  ["a pattern that does not compile", event("g", [field("s", { kind: "string", pattern: "(" })]), "bounds", /compile/],
  [
    "a context that others bring in another form",
    event("g", [], { contexts: [user("id", "plan")] }),
    "context-conflict",
    /"e_done".*user\.plan/,
  ],
  ["a built-in event", event("http_request"), "reserved-name", /itself/],
  ["a retention of no days", event("g", [], { retention: 0 }), "bounds", /whole number of days/],
  ["a day that is none", event("g", [], { expires: "2026-02-30" }), "bounds", /YYYY-MM-DD/],
])("%s is refused and the history stays", async (_, model, rule, message) => {
  const store = memoryStore();
  await publish(store, before);
  const answer = await poster(store)({ events: [model] });
  if (rule === "") {
    expect([answer.status, answer.body.error.code]).toEqual([400, "not-a-model"]);
  } else {
    const findings = answer.body.error.findings as { rule: string; message: string }[];
    expect([answer.status, findings.map((finding) => finding.rule)]).toEqual([422, [rule]]);
    expect(findings[0]?.message).toMatch(message);
  }
  expect(await store.entries()).toHaveLength(1);
});

/** A day within the year for which an acknowledgement may hold. */
function inAMonth(): string {
  return new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
}

test("a context changes where every event that lists it is posted, or is retired", async () => {
  const store = memoryStore();
  await publish(store, before);
  const post = poster(store);
  const changed = event("e_done", before[0]?.properties, { contexts: [user("id", "plan")] });
  expect((await post({ events: [changed] })).status).toBe(422);
  const retire = [{ name: "f_done", major: 1 }];
  const answer = await post({ events: [changed], retire });
  expect([answer.status, answer.body.retired]).toEqual([201, [{ name: "f_done", major: 1, revision: 1 }]]);
  const again = await post({ events: [changed], retire });
  expect([again.status, again.body.error.code]).toEqual([409, "nothing-to-retire"]);
  const both = before.map((model) => ({ ...model, contexts: [user("id")] }));
  expect((await post({ events: both })).status).toBe(201);
  expect((await loadRegistry(store)).current().map(({ model, revision }) => [model.name, revision])).toEqual([
    ["e_done", 3],
    ["f_done", 2],
  ]);
});

test("a break for readers is let in with its acknowledgement, and named with the command that adds it", async () => {
  const store = memoryStore();
  const plan = (...values: string[]) => event("g_done", [field("plan", { kind: "enum", values })]);
  await publish(store, [plan("free", "pro")]);
  const post = poster(store);
  const refused = await post({ events: [plan("free")] });
  const [finding] = refused.body.error.findings as { rule: string; suggestion: string; was: string }[];
  expect([refused.status, finding?.rule, finding?.was]).toEqual([422, "ENUM_VALUE_REMOVED", "pro"]);
  expect(finding?.suggestion).toMatch(/npx tracklake acknowledge [0-9a-f]{12} --reason "why"$/);
  const [judgement] = judgeEvent([{ revision: 1, model: plan("free", "pro") }], plan("free")).judgements;
  const { fingerprint, rule, event: name, path } = judgement ?? {};
  const given = { fingerprint, rule, event: name, path, reason: "Unused.", author: "Ann", expires: inAMonth() };
  const broken = await post({ events: [plan("free")], acknowledgements: [{ ...given, expires: "soon" }] });
  expect([broken.status, broken.body.error.code]).toEqual([400, "acknowledgements-unreadable"]);
  const other = await post({ events: [plan("pro")], acknowledgements: [given] });
  expect(other.status).toBe(422);
  expect((await post({ events: [plan("free")], acknowledgements: [given] })).status).toBe(201);
});

test.each<[string, unknown]>([
  ["a text", "f_done"],
  ["a list of texts", ["f_done"]],
  ["keys without a major", [{ name: "f_done" }]],
])("to retire %s is a bad request", async (_, retire) => {
  const store = memoryStore();
  await publish(store, before);
  const answer = await poster(store)({ events: [], retire });
  expect([answer.status, answer.body.error.code]).toEqual([400, "bad-request"]);
  expect(await store.entries()).toHaveLength(1);
});

test.each<[string, string]>([
  [
    "examples",
    `{"events":[{"name":"e","major":1,"contexts":[],"properties":[],"examples":[${"[".repeat(100_000)}${"]".repeat(100_000)}]}]}`,
  ],
  [
    "types",
    `{"events":[{"name":"e","major":1,"contexts":[],"properties":[{"name":"p","required":true,"type":${'{"kind":"array","items":'.repeat(50_000)}{"kind":"string"}${"}".repeat(50_000)}}]}]}`,
  ],
])("%s nested without end are a bad request, not a failure", async (_, body) => {
  const answer = await poster(memoryStore())(body);
  expect([answer.status, answer.body.error.code]).toEqual([400, "not-a-model"]);
});

test("publishes at the same moment pass the gate one after another", async () => {
  const store = memoryStore();
  const post = poster(store);
  const answers = await Promise.all([post({ events: [event("e_done")] }), post({ events: [event("edone")] })]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
});

const good = fc.constantFrom<TypeModel>(
  text,
  { kind: "integer" },
  { kind: "array", items: text },
  { kind: "map", values: text },
);
const hostile = fc.constantFrom<TypeModel>(
  { kind: "integer" },
  { kind: "bigint" },
  { kind: "decimal", precision: 38, scale: 38 },
  { kind: "decimal", precision: 99, scale: 100 },
  { kind: "decimal", precision: 0, scale: 0 },
  { kind: "struct", fields: [] },
  { kind: "struct", fields: [field("b"), field("c", { kind: "integer" })] },
  { kind: "array", items: { kind: "struct", fields: [field("b")] } },
  { kind: "array", items: { kind: "struct", fields: [] } },
  { kind: "map", values: { kind: "enum", values: [] } },
  { kind: "enum", values: ["a", "a"] },
  { kind: "string", pattern: "(" },
  { kind: "string", pattern: "^[^\\s]+$", minLength: 3, maxLength: 2 },
  { kind: "timestamp" },
  { kind: "json" },
);
const often = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: usual, weight: 5 }, { arbitrary: rare, weight: 1 });
const models = fc
  .record({
    name: often(
      fc.constantFrom("e_done", "order", "order_a"),
      fc.constantFrom("edone", "order__a", "order_v1", "flush", "E"),
    ),
    major: fc.constantFrom(1, 1, 1, 2),
    properties: fc.uniqueArray(
      fc.tuple(
        often(fc.constantFrom("a", "b", "c"), fc.constantFrom("A", "a__b", "dt", "position", "__proto__", "user_id")),
        often(good, hostile),
      ),
      { selector: ([name]) => name, maxLength: 3 },
    ),
    contexts: often(fc.constant([user("user_id")]), fc.constantFrom([], [user("user_id", "plan")])),
  })
  .map(({ name, major, properties, contexts }) =>
    event(
      name,
      properties.map(([property, type]) => field(property, type)),
      { major, contexts },
    ),
  );

test("whatever was let in can be generated and queried", async () => {
  const seen = { accepted: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(models, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 8 }),
      async (posts) => {
        const store = memoryStore();
        const post = poster(store);
        for (const events of posts) {
          const { status } = await post({ events });
          expect([200, 201, 400, 422]).toContain(status);
          seen[status < 300 ? "accepted" : "refused"]++;
        }
        const registry = await loadRegistry(store);
        const events = registry.current().map((revision): RegisteredEvent => ({ ...revision, status: "published" }));
        generateClient(events, { timeZone: lake.timeZone });
        const open = await openLake({ directory: "nowhere", lake, revisions: allRevisions(registry, []) });
        try {
          for (const { model } of events) await open.query(`SELECT * FROM ${model.name}`);
        } finally {
          open.close();
        }
      },
    ),
    { numRuns: 40 },
  );
  expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(20);
}, 120_000);
