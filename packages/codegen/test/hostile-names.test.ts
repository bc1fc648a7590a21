import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { generateClient, methodName } from "@tracklake/codegen";
import { type Definitions, normalise } from "@tracklake/sdk/encoder";
import { afterAll, beforeAll, expect, test } from "vitest";
import { definitionsIn, generated } from "./client.js";
import { drafts, event, field } from "./events.js";
import { diagnostics } from "./type-check.js";

/** Names that hurt a generator which pastes text into code. */
const hostile = [
  `it's "quoted"`,
  "back\\slash",
  "*/ alert(1) /*",
  "${process.exit(1)}",
  "`tick`",
  "line\nbreak\r\u2028\u2029",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "class",
  "delete",
  "await",
  "arguments",
  "🎉",
  "名前",
  "42_is_first",
  "a-b",
  "a.b",
  "",
  " ",
  "</script>",
  "//comment",
];

/** Enum values may be what no field may be called. */
const hostileValues = [...hostile, "__proto__"];

interface HostilePlan {
  readonly events: readonly { readonly name: string; readonly description: string; readonly properties: string[] }[];
  readonly values: readonly string[];
  /** Names that would share a method. */
  readonly meeting: readonly { readonly why: string; readonly names: readonly string[] }[];
  /** Names whose methods the tracker has already. */
  readonly members: readonly string[];
}
const fixture = JSON.parse(readFileSync(new URL("fixtures/hostile-plan.json", import.meta.url), "utf8")) as HostilePlan;

const text = { kind: "string" } as const;
const planned = fixture.events.map(({ name, description, properties }) =>
  event(
    name,
    [
      ...properties.map((property) => field(property, text, { description })),
      field("the value", { kind: "enum", values: fixture.values }, { required: false }),
    ],
    { description },
  ),
);
const models = [
  event(
    "hostile_fields",
    hostile.map((name) => field(name, text, { description: `${name} */ \n * @evil` })),
  ),
  event("hostile_values", [
    field("value", { kind: "enum", values: hostileValues }),
    field("pattern", { kind: "string", pattern: "^[`\"'$\\\\{}/*\u2028]*$" }),
  ]),
  event("class", [field("delete", text)], {
    deprecated: { reason: "*/ gone", replacedBy: "`x`" },
    owner: "a\nb */",
    answers: ["*/ ${x}?"],
  }),
  event("await"),
  event('name "quoted" */ ${x}', [field("a", text)]),
  event("🎉", [field("a", text)]),
  event("名前"),
  event("42_is_first", [field("a", text)], { contexts: [{ name: "con*/text", fields: [field("`f`", text)] }] }),
  ...planned,
];

let directory: string;
let definitions: Definitions;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ directory, remove } = await generated(drafts(...models)));
  definitions = await definitionsIn(directory);
});
afterAll(() => remove());

test("every field and value comes through under its own name", async () => {
  const state = () => ({ unknown: 0, hash: () => undefined });
  const value = Object.fromEntries(hostile.map((name) => [name, `value of ${name}`]));
  const encode = definitions.events.hostile_fields?.encode;
  expect(JSON.parse(`{${encode?.(value, state())?.slice(1)}}`)).toEqual(value);
  for (const name of hostile) {
    const { [name]: _, ...without } = value;
    expect(encode?.(without, state()), name).toBeUndefined();
  }
  for (const name of hostileValues) {
    const encoded = definitions.events.hostile_values?.encode({ value: name, pattern: "${`" }, state());
    expect(JSON.parse(`{${encoded?.slice(1)}}`)).toEqual({ value: name, pattern: "${`" });
  }
  const { events } = await definitions.explainers();
  const explainer = events.hostile_fields;
  if (!explainer) throw new Error("the event has no explainer");
  expect(explainer.explain(normalise(explainer.shape, value))).toEqual([]);
  expect(explainer.explain(normalise(explainer.shape, {}))).toHaveLength(hostile.length);
  expect(Object.keys(definitions.events)).toEqual(models.map((model) => model.name).sort());
});

test.each(planned.map((model) => [model.name, model] as const))(
  "the planned event %j comes through",
  async (name, model) => {
    const { events } = await definitions.explainers();
    const [definition, explainer] = [definitions.events[name], events[name]];
    if (!definition || !explainer) throw new Error("the event is not there under its own name");
    expect([Object.hasOwn(definitions.events, name), definition.name]).toEqual([true, name]);
    const names = model.properties.map((property) => property.name).filter((property) => property !== "the value");
    const value = Object.fromEntries(names.map((property) => [property, `of ${property}`]));
    for (const chosen of fixture.values) {
      const full = { ...value, "the value": chosen };
      expect(JSON.parse(`{${definition.encode(full, { unknown: 0, hash: () => undefined })?.slice(1)}}`)).toEqual(full);
    }
    expect(
      definition.encode({ ...value, "the value": "another" }, { unknown: 0, hash: () => undefined }),
    ).toBeUndefined();
    expect(explainer.explain(normalise(explainer.shape, {}))).toHaveLength(names.length);
  },
);

test("the types compile, and comments stay comments", () => {
  const use = `import { createTracker } from "./index.js";
// @ts-expect-error: what a description says is no export
import { evil } from "./index.js";
declare const tracker: ReturnType<typeof createTracker>;
tracker.class({ delete: "x" });
tracker.await();
tracker["🎉"]({ a: "x" });
tracker.nameQuotedX({ a: "x" });
tracker["42IsFirst"]({ a: "x" });
tracker.track("名前");
tracker.proto({ a: "x", "the value": "__proto__" });
tracker.track("__proto__", { a: "x" });
// @ts-expect-error: no text beside those that are listed
tracker.proto({ a: "x", "the value": "another" });
tracker.withContext({ "con*/text": { "\`f\`": "x" } }, () => {});
`;
  expect(diagnostics(directory, { "use.ts": use })).toEqual({ "use.ts": [] });
  const evil = models.flatMap(({ description, properties }) => [description, ...properties.map((p) => p.description)]);
  expect(readFileSync(join(directory, "index.d.ts"), "utf8").match(/@evil/g)).toHaveLength(
    evil.filter((description) => description?.includes("@evil")).length,
  );
});

test.each([[["order_2", "order2"]], [["a_b", "aB"]], [["flush"]], [["with_context"]]])(
  "%j cannot all have methods",
  (names) => {
    const generate = () => generateClient(drafts(...names.map((name) => event(name))), { timeZone: "UTC" });
    expect(generate).toThrowError(
      expect.objectContaining({ code: "method-collision", message: expect.stringContaining("Rename") }),
    );
  },
);

test.each(fixture.meeting.map(({ why, names }) => [why, names] as const))(
  "a plan with names that are %s says which two meet",
  (_, names) => {
    const others = planned.filter(({ name }) => !names.includes(name));
    const generate = (list: readonly string[]) =>
      generateClient(drafts(...others, ...list.map((name) => event(name))), { timeZone: "UTC" });
    for (const name of names) expect(() => generate([name])).not.toThrow();
    for (const pair of names.flatMap((a, index) => names.slice(index + 1).map((b) => [a, b]))) {
      expect(new Set(pair.map(methodName)).size, `the methods of ${pair.join(" and ")}`).toBe(1);
      let said = "";
      expect(() => {
        try {
          generate(pair);
        } catch (error) {
          said = (error as Error).message;
          throw error;
        }
      }).toThrowError(expect.objectContaining({ code: "method-collision" }));
      for (const name of pair) expect(said).toContain(JSON.stringify(name));
    }
  },
);

test.each(fixture.members)("a plan with the tracker's own %s says so", (name) => {
  const generate = () => generateClient(drafts(...planned, event(name)), { timeZone: "UTC" });
  expect(generate).toThrowError(
    expect.objectContaining({ code: "method-collision", message: expect.stringContaining(JSON.stringify(name)) }),
  );
});

test("a field called __proto__ is refused wherever it is", () => {
  const inner = { kind: "array", items: { kind: "struct", fields: [field("__proto__", text)] } } as const;
  for (const properties of [[field("__proto__", text)], [field("a", inner)]]) {
    const generate = () => generateClient(drafts(event("e", properties)), { timeZone: "UTC" });
    expect(generate).toThrowError(expect.objectContaining({ code: "name-unsupported" }));
  }
});

// The end-to-end plan of another generator, where a checkout of this repository has it beside itself.
const plan = new URL("../../../../shared/data/typewriter-plan.json", import.meta.url);
if (!existsSync(plan)) console.info("skipped: the tracking plan of another generator is not beside this repository");

test.skipIf(!existsSync(plan))(
  "another generator's plan says which names meet, and generates without them",
  async () => {
    const { rules } = JSON.parse(readFileSync(plan, "utf8")) as {
      rules: { type: string; key: string; jsonSchema: { description?: string } }[];
    };
    const met = new Set<string>();
    const all = rules
      .filter(({ type }) => type === "TRACK")
      .map(({ key, jsonSchema }) => ({ name: key, description: jsonSchema.description ?? "" }));
    expect(() => generateClient(drafts(...all.map(({ name }) => event(name))), { timeZone: "UTC" })).toThrowError(
      expect.objectContaining({
        code: "method-collision",
        message: expect.stringMatching(/"[Ee]vent[ _][Cc]ollided"/),
      }),
    );
    const events = all.filter(({ name }) => !met.has(methodName(name)) && met.add(methodName(name)));
    expect(events.length).toBeGreaterThan(15);
    const client = await generated(
      drafts(...events.map(({ name, description }) => event(name, [field("a", text)], { description }))),
    );
    try {
      expect(Object.keys((await definitionsIn(client.directory)).events)).toHaveLength(events.length);
      expect(diagnostics(client.directory, { "use.ts": 'export * from "./index.js";' })).toEqual({ "use.ts": [] });
    } finally {
      await client.remove();
    }
  },
);
