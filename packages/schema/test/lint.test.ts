import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";
import { builtInEvents, lintEvents, lintRules } from "@tracklake/schema";
import { expect, test } from "vitest";

const text: TypeModel = { kind: "string" };
const field = (name: string, type: TypeModel = text, more: Partial<FieldModel> = {}): FieldModel => ({
  name,
  type,
  required: true,
  description: "D.",
  ...more,
});
const event = (more: Partial<EventModel> = {}): EventModel => ({
  name: "plan_changed",
  major: 1,
  description: "D.",
  owner: "growth",
  answers: ["Why?"],
  contexts: [],
  properties: [],
  ...more,
});
const struct = (...fields: FieldModel[]): TypeModel => ({ kind: "struct", fields });
const nest = (levels: number): TypeModel => (levels === 0 ? text : { kind: "array", items: nest(levels - 1) });

test.each<[string, string, EventModel]>([
  ["name-style", "PlanChanged", event({ name: "PlanChanged" })],
  ["name-style", "plan_changed.a.bC", event({ properties: [field("a", struct(field("bC")))] })],
  ["name-style", "plan_changed._a", event({ properties: [field("_a")] })],
  ["name-style", "plan_changed.__proto__", event({ properties: [field("__proto__")] })],
  ["name-style", "plan_changed.a__b", event({ properties: [field("a__b")] })],
  ["reserved-name", "plan_changed.dt", event({ properties: [field("dt")] })],
  ["reserved-name", "plan_changed.event_id", event({ properties: [field("event_id")] })],
  ["reserved-name", "user.service", event({ contexts: [{ name: "user", fields: [field("service")] }] })],
  [
    "reserved-name",
    "plan_changed.l[].position",
    event({ properties: [field("l", { kind: "array", items: struct(field("position")) })] }),
  ],
  ["reserved-name", "all_events", event({ name: "all_events" })],
  ["reserved-name", "order_v2", event({ name: "order_v2" })],
  ["reserved-name", "flush", event({ name: "flush" })],
  ["reserved-name", "http_request", event({ name: "http_request" })],
  ["name-collision", "plan_changed.a", event({ properties: [field("a"), field("a")] })],
  ["name-collision", "plan_changed.A", event({ properties: [field("a"), field("A")] })],
  [
    "name-collision",
    "plan_changed.user_id",
    event({ contexts: [{ name: "user", fields: [field("user_id")] }], properties: [field("user_id")] }),
  ],
  ["name-collision", "plan_changed.a.b", event({ properties: [field("a", struct(field("b"))), field("a__b")] })],
  ["name-collision", "plan_changed.s.X", event({ properties: [field("s", struct(field("x"), field("X")))] })],
  ["bounds", "plan_changed.n", event({ properties: [field("n", { kind: "integer", minimum: 2, maximum: 1 })] })],
  ["bounds", "plan_changed.s", event({ properties: [field("s", { kind: "string", minLength: -1 })] })],
  ["bounds", "plan_changed.s", event({ properties: [field("s", { kind: "string", pattern: "(" })] })],
  [
    "bounds",
    "plan_changed.l",
    event({ properties: [field("l", { kind: "array", items: text, minItems: 3, maxItems: 2 })] }),
  ],
  ["pii-type", "plan_changed.n", event({ properties: [field("n", { kind: "integer" }, { pii: "hash" })] })],
  ["depth", "plan_changed.d", event({ properties: [field("d", nest(17))] })],
  ["size", "plan_changed", event({ properties: Array.from({ length: 1_000 }, (_, i) => field(`p${i}`)) })],
  ["description", "plan_changed.a", event({ properties: [field("a", text, { description: " " })] })],
  [
    "description",
    "plan_changed.l[].x",
    event({ properties: [field("l", { kind: "array", items: struct({ name: "x", type: text, required: true }) })] }),
  ],
  ["owner", "plan_changed", event({ owner: "" })],
  ["answers", "plan_changed", event({ answers: [] })],
])("%s finds %s", (rule, path, model) => {
  const findings = lintEvents([{ model, file: "schemas/e.ts" }], { phase: "publish" });
  expect(findings.map((f) => [f.rule, f.path])).toContainEqual([rule, path]);
  expect(findings.every((f) => f.file === "schemas/e.ts" && f.suggestion !== undefined)).toBe(true);
});

test("events are compared with each other", () => {
  const pairs = lintEvents([{ model: event({ name: "order_2" }) }, { model: event({ name: "order2" }) }], {
    phase: "generate",
  });
  expect(pairs.map((f) => [f.rule, f.path])).toEqual([["name-collision", "order2"]]);
  const twice = lintEvents([{ model: event() }, { model: event() }], { phase: "generate" });
  expect(twice).toHaveLength(1);
  expect(lintEvents([{ model: event() }, { model: event({ major: 2 }) }], { phase: "generate" })).toEqual([]);
});

const user = (...fields: FieldModel[]) => ({ name: "user", description: "Who.", fields });
const pair = (...contexts: ReturnType<typeof user>[]) =>
  contexts.map((context, index) => ({ model: event({ name: `event_${"abc"[index]}_done`, contexts: [context] }) }));

test.each<[string, ReturnType<typeof user>, string]>([
  ["a field that only one has", user(field("id"), field("plan")), "user.plan"],
  ["a field of another type", user(field("id", { kind: "integer" })), "user.id"],
  ["a field with another protection", user(field("id", text, { pii: "hash" })), "user.id"],
  ["a field that is optional in one", user({ ...field("id"), required: false }), "user.id"],
  ["another description", { ...user(field("id")), description: "Whoever." }, "user"],
])("two contexts of one name with %s are found", (_, other, where) => {
  const findings = lintEvents(pair(user(field("id")), user(field("id")), other), { phase: "generate" });
  expect(findings).toEqual([
    expect.objectContaining({
      rule: "context-conflict",
      severity: "error",
      path: "event_c_done",
      message: expect.stringContaining(`"event_a_done": they differ in ${where}.`),
    }),
  ]);
});

test("the order of a context's fields is no difference, at any depth", () => {
  const deep = (...names: string[]) =>
    field("s", { kind: "map", values: { kind: "array", items: struct(...names.map((n) => field(n))) } });
  const contexts = [user(field("id"), deep("a", "b")), user(deep("b", "a"), field("id"))];
  expect(lintEvents(pair(...contexts), { phase: "publish" })).toEqual([]);
});

test("what is missing warns in generate and stops a publish", () => {
  const bare = event({ description: "", owner: "" });
  const severities = (phase: "generate" | "publish") => lintEvents([{ model: bare }], { phase }).map((f) => f.severity);
  expect(severities("generate")).toEqual(["warning", "warning"]);
  expect(severities("publish")).toEqual(["error", "error"]);
});

test("the built-in events pass every rule", () => {
  expect(
    lintEvents(
      builtInEvents.map((model) => ({ model })),
      { phase: "publish" },
    ),
  ).toEqual([]);
});

test("ids of rules are unique", () => {
  expect(new Set(lintRules.map((rule) => rule.id)).size).toBe(lintRules.length);
});
