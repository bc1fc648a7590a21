// What lint knows beside the events: what is published, what the project decided, and the day.
import type { EventModel, LintOptions, TypeModel } from "@tracklake/schema";
import { lintEvents, lintRuleIds, lintRules } from "@tracklake/schema";
import { describe, expect, test } from "vitest";
import { event, field, list, struct, text, withFields } from "./models.js";

const lint = (models: readonly EventModel[], options: Partial<LintOptions> = {}) =>
  lintEvents(
    models.map((model) => ({ model })),
    { phase: "publish", ...options },
  ).map(({ rule, path, severity }) => `${severity} ${rule}@${path}`);

describe("of what is published", () => {
  const bad = withFields(
    field("created_at"),
    field("organization_id"),
    field("data", { kind: "enum", values: ["canceled", "cancelled"] }),
    field("message"),
    field("price", { kind: "number" }, { unit: "JPY" }),
    field("place", struct(field("place_city"))),
    field("is_not_paid", { kind: "boolean" }),
    field("paid", { kind: "timestamp" }),
  );
  const named = { ...bad, name: "event" };

  test("names, types and bounds are not argued about", () => {
    expect(lint([named])).toHaveLength(10);
    expect(lint([named], { published: [named] })).toEqual([]);
  });

  test("what can be mended is", () => {
    const model = withFields(
      field("user_email"),
      field("duration_ms", { kind: "integer" }),
      field("a", text, { description: "" }),
    );
    const want = [
      "error description@plan_changed.a",
      "warning personal-data@plan_changed.user_email",
      "warning unit-missing@plan_changed.duration_ms",
    ];
    expect(lint([model], { published: [model] })).toEqual(want);
  });

  test("a new field of a published event is argued about", () => {
    const now = { ...bad, properties: [...bad.properties, field("value")] };
    expect(lint([now], { published: [bad] })).toEqual(["warning generic-name@plan_changed.value"]);
  });

  test("a new major is argued about", () => {
    expect(lint([{ ...bad, major: 2 }], { published: [bad] }).length).toBeGreaterThan(5);
  });

  test("the unpublished one of two names is spoken of, whichever comes first", () => {
    const [old, young] = [
      event({ name: "a_done", properties: [field("organization_id")] }),
      withFields(field("organisation_id")),
    ];
    const want = ["warning similar-property@plan_changed.organisation_id"];
    expect(lint([young, old], { published: [old] })).toEqual(want);
    expect(lint([old, young], { published: [old] })).toEqual(want);
    expect(lint([young, old], { published: [old, young] })).toEqual([]);
  });

  test("the unpublished one of two types is spoken of", () => {
    const [old, young] = [
      event({ name: "z_done", properties: [field("order_id", { kind: "integer" })] }),
      withFields(field("order_id")),
    ];
    expect(lint([young, old], { published: [old] })).toEqual(["warning type-conflict@plan_changed.order_id"]);
  });

  test("an added value of a choice is compared with the old ones", () => {
    const choice = (...values: string[]) => withFields(field("state", { kind: "enum", values }));
    const published = [choice("in_progress", "notStarted")];
    expect(lint([choice("in_progress", "notStarted")], { published })).toEqual([]);
    expect(lint([choice("in_progress", "notStarted", "inprogress")], { published })).toEqual([
      "warning enum-values@plan_changed.state",
    ]);
  });

  test("a field of a context is published with whichever event lists it", () => {
    const user = { name: "user", description: "D.", fields: [field("data")] };
    const [old, young] = [event({ contexts: [user] }), event({ name: "a_done", contexts: [user] })];
    expect(lint([old, young], { published: [old] })).toEqual([]);
    expect(lint([old, young])).toEqual(["warning generic-name@user.data"]);
  });

  test.each<[string, string, readonly string[]]>([
    ["of a name that was never published", "plna", ["warning renamed-from@plan_changed.tier"]],
    ["of a published one", "plan", []],
  ])("a renaming %s", (_, renamedFrom, want) => {
    expect(
      lint([withFields(field("tier", text, { renamedFrom }))], { published: [withFields(field("plan"))] }),
    ).toEqual(want);
  });

  const tier = (renamedFrom: string) => withFields(field("tier", text, { renamedFrom }));
  test.each<[string, EventModel, EventModel[], string[]]>([
    ["of a published field, of a name that never was", tier("nope"), [withFields(field("tier"))], ["renamed-from"]],
    [
      "of a published field, of a name that was before it",
      tier("plan"),
      [withFields(field("plan")), withFields(field("tier"))],
      [],
    ],
    ["of a new field, of a name that was removed long ago", tier("plan"), [withFields(field("plan")), event({})], []],
    ["in the next major", { ...tier("plan"), major: 2 }, [withFields(field("plan"))], []],
    [
      "in the next major, of a name that never was",
      { ...tier("nope"), major: 2 },
      [withFields(field("plan"))],
      ["renamed-from"],
    ],
    [
      "of another event's field",
      tier("plan"),
      [event({ name: "a", properties: [field("plan")] }), withFields(field("tier"))],
      ["renamed-from"],
    ],
  ])("a renaming %s", (_, model, history, want) => {
    const found = lintEvents([{ model }], { phase: "generate", published: history.slice(-1), history });
    expect(found.map(({ rule }) => rule).filter((rule) => rule === "renamed-from")).toEqual(want);
  });

  test.each<[string, number[], number[], string | undefined]>([
    ["the one after the last", [1], [2], undefined],
    ["one that leaves one out", [1], [3], "Set major: 2."],
    ["the last again", [1, 2], [2], undefined],
    ["an older one", [1, 2], [1], undefined],
    ["of an event that is new", [], [3], undefined],
    ["after one that is not published yet", [1], [2, 3], undefined],
    ["that leaves one out after it", [1], [2, 4], "Set major: 3."],
  ])("a major that is %s", (_, published, defined, want) => {
    const history = published.map((major) => event({ major }));
    const found = lintEvents(
      defined.map((major) => ({ model: event({ major }) })),
      { phase: "generate", history },
    );
    expect(found.filter(({ rule }) => rule === "next-major").map(({ suggestion }) => suggestion)).toEqual(
      want ? [want] : [],
    );
  });

  test("a renaming that is published stays as it is", () => {
    const model = withFields(field("tier", text, { renamedFrom: "plan" }));
    expect(lint([model], { published: [model] })).toEqual([]);
  });
});

describe("a project decides", () => {
  const model = withFields(field("user_email"), field("client_ip"), field("value"));

  test.each<[string, LintOptions["settings"], readonly string[]]>([
    [
      "nothing",
      {},
      [
        "warning personal-data@plan_changed.user_email",
        "warning personal-data@plan_changed.client_ip",
        "warning generic-name@plan_changed.value",
      ],
    ],
    ["that a rule is off", { severities: { "personal-data": "off" } }, ["warning generic-name@plan_changed.value"]],
    [
      "that a rule is an error",
      { severities: { "generic-name": "error", "personal-data": "off" } },
      ["error generic-name@plan_changed.value"],
    ],
    [
      "that one place is fine",
      { ignore: ["personal-data@plan_changed.user_email", "generic-name@plan_changed.value"] },
      ["warning personal-data@plan_changed.client_ip"],
    ],
    ["that places are fine", { ignore: ["personal-data@*", "*@plan_changed.value"] }, []],
    [
      "what is so no more",
      { ignore: ["*@plan_changed.*", "secret@plan_changed.token"] },
      ["warning stale-ignore@lint.ignore"],
    ],
    [
      "that a text is no pattern",
      { ignore: ["personal-data@plan_changed.user.email", "*"] },
      ["warning stale-ignore@lint.ignore"],
    ],
  ])("%s", (_, settings, want) => {
    expect(lint([model], { settings })).toEqual(want);
  });

  test("brackets of paths are themselves", () => {
    const inList = withFields(field("authors", { ...list(struct(field("email"))), maxItems: 9 } as TypeModel));
    expect(lint([inList], { settings: { ignore: ["personal-data@plan_changed.authors[].email"] } })).toEqual([]);
  });

  test("in generate no entry is stale, since a publish says more", () => {
    const findings = lintEvents([{ model: event() }], {
      phase: "generate",
      settings: { ignore: ["unbounded@plan_changed"] },
    });
    expect(findings).toEqual([]);
  });

  test("nothing of what tables cannot do without", () => {
    const essential = lintRules.filter((rule) => rule.essential).map(({ id }) => id);
    expect(essential).toEqual([
      "name-style",
      "reserved-name",
      "name-collision",
      "context-conflict",
      "bounds",
      "pii-type",
      "depth",
      "size",
    ]);
    const settings = { severities: Object.fromEntries(essential.map((id) => [id, "off" as const])) };
    expect(lint([withFields(field("event_id"))], { settings })).toEqual(["error reserved-name@plan_changed.event_id"]);
  });

  test("a rule that is off by default", () => {
    const draft = withFields(field("draft", { kind: "boolean" }));
    expect(lint([draft])).toEqual([]);
    expect(lint([draft], { settings: { severities: { "boolean-prefix": "warning" } } })).toEqual([
      "warning boolean-prefix@plan_changed.draft",
    ]);
  });
});

test("what a context has is said once, what each event has for each", () => {
  const user = { name: "user", fields: [field("email")] };
  const models = ["a_done", "b_done"].map((name) => event({ name, contexts: [user], properties: [field("phone")] }));
  expect(lint(models)).toEqual([
    "warning personal-data@user.email",
    "warning personal-data@a_done.phone",
    "warning personal-data@b_done.phone",
  ]);
});

test("without a day nothing is said of expiry", () => {
  expect(lint([event({ expires: "2020-01-01" })])).toEqual([]);
});

test("the ids are those of the rules, in order", () => {
  expect(lintRules.map(({ id }) => id)).toEqual(lintRuleIds);
});

test.each<[string, EventModel, unknown]>([
  [
    "a unit in the name",
    withFields(field("wait_ms", { kind: "integer" })),
    { kind: "set-unit", path: "plan_changed.wait_ms", unit: "ms" },
  ],
  [
    "a name in another style",
    withFields(field("planName")),
    { kind: "rename-field", path: "plan_changed.planName", to: "plan_name" },
  ],
  [
    "an event in another style",
    event({ name: "PlanChanged" }),
    { kind: "rename-event", path: "PlanChanged", to: "plan_changed" },
  ],
  ["two names that would become one", withFields(field("planName"), field("plan-name")), undefined],
  ["a name whose better one is taken", withFields(field("planName"), field("plan_name")), undefined],
])("a fix for %s", (_, model, want) => {
  expect(lintEvents([{ model }], { phase: "generate" })[0]?.fix).toEqual(want);
});

test("no fix for what is published", () => {
  const model = withFields(field("planName"));
  expect(lintEvents([{ model }], { phase: "generate", published: [model] })[0]).toMatchObject({ rule: "name-style" });
  expect(lintEvents([{ model }], { phase: "generate", published: [model] })[0]?.fix).toBeUndefined();
});
