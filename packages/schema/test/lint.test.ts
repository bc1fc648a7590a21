import { envelopeColumns, glueLimits, lineLimits } from "@tracklake/envelope";
import type { EventModel, FieldModel, Finding, TypeModel } from "@tracklake/schema";
import { builtInEvents, hiveType, lintEvents, lintRules } from "@tracklake/schema";
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
const serious = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity !== "note");
const struct = (...fields: FieldModel[]): TypeModel => ({ kind: "struct", fields });
const many = (count: number) => Array.from({ length: count }, (_, i) => field(`p${i}`));
/** A struct whose column type has exactly this many characters. */
function typeOf(characters: number): TypeModel {
  const longest = 200;
  const fields: FieldModel[] = [];
  let left = characters - "struct<>".length + 1;
  for (let i = 0; left > 0; i++) {
    const rest = left - ",:string".length - longest;
    const length = rest > 0 && rest < 30 ? longest - 30 : Math.min(longest, left - ",:string".length);
    fields.push(field(`f${i}x`.padEnd(length, "x")));
    left -= length + ",:string".length;
  }
  const type = struct(...fields);
  if (hiveType(type).length !== characters) throw new Error(`the type has ${hiveType(type).length} characters`);
  return type;
}
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
  ["bounds", "plan_changed.n", event({ properties: [field("n", { kind: "decimal", precision: 39, scale: 0 })] })],
  ["bounds", "plan_changed.n", event({ properties: [field("n", { kind: "decimal", precision: 0, scale: 0 })] })],
  ["bounds", "plan_changed.n", event({ properties: [field("n", { kind: "decimal", precision: 3, scale: 4 })] })],
  ["bounds", "plan_changed.s", event({ properties: [field("s", struct())] })],
  ["bounds", "plan_changed.l", event({ properties: [field("l", { kind: "array", items: struct() })] })],
  [
    "bounds",
    "plan_changed.m",
    event({ properties: [field("m", { kind: "map", values: { kind: "enum", values: [] } })] }),
  ],
  ["bounds", "plan_changed.e", event({ properties: [field("e", { kind: "enum", values: ["a", "b", "a"] })] })],
  ["bounds", "plan_changed", event({ retention: 0.5 })],
  ["bounds", "plan_changed", event({ expires: "2026-02-30" })],
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

test.each<[string, EventModel, string]>([
  ["an event in capitals", event({ name: "PlanChanged" }), "plan_changed"],
  ["an acronym", event({ name: "HTTPRequestDone" }), "http_request_done"],
  ["spaces", event({ name: "Plan Changed" }), "plan_changed"],
  ["a digit at first", event({ name: "2fa_used" }), "e_2fa_used"],
  ["letters of no alphabet here", event({ name: "名前" }), "e_name"],
  ["a column of the envelope", event({ properties: [field("service")] }), "plan_service"],
  ["the same in an event in capitals", event({ name: "BadName", properties: [field("event_id")] }), "bad_event_id"],
  ["the same after an event of one word", event({ name: "Bad", properties: [field("dt")] }), "bad_dt"],
])("the name suggested for %s passes lint itself", (_, model, want) => {
  const names = lintEvents([{ model }], { phase: "generate" })
    .filter(({ rule }) => rule === "name-style" || rule === "reserved-name")
    .flatMap(({ suggestion = "" }) => /"(.*)"/.exec(suggestion)?.[1] ?? []);
  expect(names).toContain(want);
  for (const name of names) {
    const renamed = event({ properties: [field(name)] });
    expect(lintEvents([{ model: renamed }], { phase: "generate" })).toEqual([]);
  }
});

test.each<[string, EventModel]>([
  [
    "decimals at their bounds",
    event({
      properties: [
        field("n", { kind: "decimal", precision: 38, scale: 38 }),
        field("m", { kind: "decimal", precision: 1, scale: 0 }),
      ],
    }),
  ],
  [
    "bounds that meet",
    event({
      properties: [
        field("n", { kind: "integer", minimum: 2, maximum: 2 }),
        field("s", { kind: "string", minLength: 2, maxLength: 2 }),
      ],
    }),
  ],
  ["a retention of a day and a day to expire", event({ retention: 1, expires: "2028-02-29" })],
  ["types as deep as the limit", event({ properties: [field("d", nest(lineLimits.depth))] })],
  ["a type as long as the limit", event({ properties: [field("s", typeOf(glueLimits.columnTypeCharacters))] })],
  ["as many columns as the limit", event({ properties: many(lineLimits.columns - envelopeColumns.length) })],
  ["a name as long as the limit", event({ name: "a".repeat(glueLimits.nameCharacters - 8) })],
])("%s are let through", (_, model) => {
  expect(serious(lintEvents([{ model }], { phase: "publish" }))).toEqual([]);
});

test.each<[string, string, EventModel]>([
  ["depth", "plan_changed.d", event({ properties: [field("d", nest(lineLimits.depth + 1))] })],
  [
    "depth",
    "plan_changed.d",
    event({ properties: [field("d", { kind: "map", values: struct(field("e", nest(lineLimits.depth - 1))) })] }),
  ],
  ["size", "plan_changed.s", event({ properties: [field("s", typeOf(glueLimits.columnTypeCharacters + 1))] })],
  ["size", "plan_changed", event({ properties: many(lineLimits.columns - envelopeColumns.length + 1) })],
  ["name-style", "a".repeat(glueLimits.nameCharacters - 7), event({ name: "a".repeat(glueLimits.nameCharacters - 7) })],
])("%s stops one beyond the limit at %s", (rule, path, model) => {
  const findings = serious(lintEvents([{ model }], { phase: "publish" }));
  expect(findings.map((f) => [f.rule, f.path])).toEqual([[rule, path]]);
});

test("events that stay published are compared with, and nothing is said of them", () => {
  const beside = [event({ name: "order_2_made", description: "" }), event({ name: "PlanChanged" })];
  const findings = lintEvents([{ model: event({ name: "order2_made" }) }], { phase: "publish", beside });
  expect(findings.map((f) => [f.rule, f.path])).toEqual([["name-collision", "order2_made"]]);
});

test("events are compared with each other", () => {
  const pairs = lintEvents([{ model: event({ name: "order_2_made" }) }, { model: event({ name: "order2_made" }) }], {
    phase: "generate",
  });
  expect(pairs.map((f) => [f.rule, f.path])).toEqual([["name-collision", "order2_made"]]);
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
      { phase: "publish", published: builtInEvents },
    ),
  ).toEqual([]);
});

test("ids of rules are unique", () => {
  expect(new Set(lintRules.map((rule) => rule.id)).size).toBe(lintRules.length);
});
