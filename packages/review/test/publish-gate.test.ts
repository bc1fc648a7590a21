// The gate before a publish: lint among what stays, then the tables that the history would become.
import { loadRegistry, memoryStore, publish } from "@tracklake/registry";
import { publishFindings } from "@tracklake/review";
import { builtInEvents, type EventModel, type TypeModel } from "@tracklake/schema";
import { expect, test } from "vitest";

const lake = { name: "acme", bucket: "acme-lake", timeZone: "Asia/Tokyo" };
const event = (name: string, type: TypeModel = { kind: "string" }, more: Partial<EventModel> = {}): EventModel => ({
  name,
  major: 1,
  description: "D.",
  owner: "growth",
  answers: ["Why?"],
  contexts: [],
  properties: [{ name: "p", type, required: true, description: "D." }],
  ...more,
});

async function gate(models: readonly EventModel[], retire: { name: string; major: number }[] = []) {
  const store = memoryStore();
  await publish(store, [...builtInEvents, event("e_done"), event("order_2")]);
  const subjects = models.map((model) => ({ model, file: `schemas/${model.name}.ts` }));
  const findings = publishFindings(await loadRegistry(store), { subjects, builtIn: builtInEvents, retire }, lake);
  // Notes stop nothing.
  const serious = findings.filter(({ severity }) => severity !== "note");
  return serious.map(({ rule, severity, path, file }) => [rule, severity, path, file]);
}

test.each<[string, EventModel[], { name: string; major: number }[], unknown[]]>([
  ["what is published already", [event("e_done"), event("order_2")], [], []],
  ["a new event beside others", [event("f_done")], [], []],
  [
    "a warning",
    [event("f_done", undefined, { answers: [] })],
    [],
    [["answers", "warning", "f_done", "schemas/f_done.ts"]],
  ],
  ["a method of an event that stays", [event("edone")], [], [["name-collision", "error", "edone", "schemas/edone.ts"]]],
  [
    "a method of an event that is retired",
    [event("edone")],
    [{ name: "e_done", major: 1 }],
    [["EVENT_RETIRED", "warning", "e_done", undefined]],
  ],
  [
    "a method of an event of this publish",
    [event("e_done"), event("edone")],
    [],
    [["name-collision", "error", "edone", "schemas/edone.ts"]],
  ],
  [
    "another type of a column",
    [event("e_done", { kind: "integer" })],
    [],
    [["TYPE_CHANGED", "error", "e_done.p", "schemas/e_done.ts"]],
  ],
  [
    "another type of a column of a new major, beside an event that has the old one",
    [event("e_done", { kind: "integer" }, { major: 2 })],
    [],
    [
      ["type-conflict", "warning", "e_done.p", "schemas/e_done.ts"],
      ["TYPE_CHANGED", "warning", "e_done.p", "schemas/e_done.ts"],
    ],
  ],
  [
    "lint's errors before those of tables",
    [event("e_done", { kind: "integer" }, { owner: "" })],
    [],
    [["owner", "error", "e_done", "schemas/e_done.ts"]],
  ],
])("%s", async (_, models, retire, want) => {
  expect(await gate(models, retire)).toEqual(want);
});

test("the gate knows what is published, what the project decided, and the day", async () => {
  const store = memoryStore();
  const old = event("e_done", undefined, {
    properties: [{ name: "data", type: { kind: "string" }, required: true, description: "D." }],
  });
  await publish(store, [old]);
  const registry = await loadRegistry(store);
  const rules = (model: EventModel, more = {}) =>
    publishFindings(registry, { subjects: [{ model }], ...more }, lake).map(({ rule }) => rule);
  expect(rules(old)).toEqual([]);
  expect(rules({ ...old, name: "f_done" })).toEqual(["generic-name"]);
  expect(rules({ ...old, name: "f_done" }, { lint: { severities: { "generic-name": "off" } } })).toEqual([]);
  const brief = { ...old, expires: "2026-01-01" };
  expect(rules(brief, { today: "2025-11-01" })).toEqual([]);
  expect(rules(brief, { today: "2026-01-02" })).toEqual(["expired"]);
});

test("a lake that cannot be used is no finding of the events", async () => {
  const registry = await loadRegistry(memoryStore());
  const find = () =>
    publishFindings(registry, { subjects: [{ model: event("a_done") }] }, { ...lake, timeZone: "Mars/Base" });
  expect(find).toThrowError(expect.objectContaining({ code: "bad-lake" }));
});

test("a policy that lets storage breaks through does not make a table hold two types", async () => {
  const store = memoryStore();
  await publish(store, [...builtInEvents, event("e_done")]);
  const given = { subjects: [{ model: event("e_done", { kind: "integer" }) }], builtIn: builtInEvents };
  const compatibility = { policy: { axes: { STORAGE: "warn", READER: "warn" } } } as const;
  const findings = publishFindings(await loadRegistry(store), { ...given, compatibility }, lake);
  expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
    ["TYPE_CHANGED", "warning"],
    ["type-changed", "error"],
  ]);
});

test("what is refused says the exact edit, what may be acknowledged the exact command", async () => {
  const store = memoryStore();
  const plan = (...values: string[]) => event("e_done", { kind: "enum", values });
  await publish(store, [...builtInEvents, plan("free", "pro")]);
  const registry = await loadRegistry(store);
  const find = (model: EventModel) =>
    publishFindings(registry, { subjects: [{ model, file: "schemas/e.ts" }], builtIn: builtInEvents }, lake);
  expect(find(event("e_done", { kind: "integer" }))).toMatchObject([
    { severity: "error", suggestion: expect.stringMatching(/^Set "major: 2" in schemas\/e\.ts: the old table stays/) },
  ]);
  expect(find(plan("free"))).toMatchObject([
    {
      severity: "error",
      was: "pro",
      suggestion: expect.stringMatching(/If it is intended: npx tracklake acknowledge [0-9a-f]{12} --reason "why"$/),
    },
  ]);
});
