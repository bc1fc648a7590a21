import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { generateClient, methodName } from "@tracklake/codegen";
import { normalise } from "@tracklake/sdk/encoder";
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

const text = { kind: "string" } as const;
const models = [
  event(
    "hostile_fields",
    hostile.map((name) => field(name, text, { description: `${name} */ \n * @evil` })),
  ),
  event("hostile_values", [
    field("value", { kind: "enum", values: hostile }),
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
];

let directory: string;
let remove: () => Promise<void>;
beforeAll(async () => {
  ({ directory, remove } = await generated(drafts(...models)));
});
afterAll(() => remove());

test("every field and value comes through under its own name", async () => {
  const definitions = await definitionsIn(directory);
  const state = () => ({ unknown: 0, hash: () => undefined });
  const value = Object.fromEntries(hostile.map((name) => [name, `value of ${name}`]));
  const encode = definitions.events.hostile_fields?.encode;
  expect(JSON.parse(`{${encode?.(value, state())?.slice(1)}}`)).toEqual(value);
  for (const name of hostile) {
    const { [name]: _, ...without } = value;
    expect(encode?.(without, state()), name).toBeUndefined();
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

test("the types compile, and comments stay comments", () => {
  const use = `import { createTracker } from "./index.js";
declare const tracker: ReturnType<typeof createTracker>;
tracker.class({ delete: "x" });
tracker.await();
tracker["🎉"]({ a: "x" });
tracker.nameQuotedX({ a: "x" });
tracker["42IsFirst"]({ a: "x" });
tracker.track("名前");
tracker.withContext({ "con*/text": { "\`f\`": "x" } }, () => {});
`;
  expect(diagnostics(directory, { "use.ts": use })).toEqual({ "use.ts": [] });
  expect(readFileSync(join(directory, "index.d.ts"), "utf8").match(/@evil/g)).toHaveLength(hostile.length);
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

test("a field called __proto__ is refused wherever it is", () => {
  const inner = { kind: "array", items: { kind: "struct", fields: [field("__proto__", text)] } } as const;
  for (const properties of [[field("__proto__", text)], [field("a", inner)]]) {
    const generate = () => generateClient(drafts(event("e", properties)), { timeZone: "UTC" });
    expect(generate).toThrowError(expect.objectContaining({ code: "name-unsupported" }));
  }
});

const plan = new URL("../../../../shared/data/typewriter-plan.json", import.meta.url);
if (!existsSync(plan)) console.info("skipped: the tracking plan of another generator is not here");

test.skipIf(!existsSync(plan))("a tracking plan made to hurt generates, or says which names meet", async () => {
  const { rules } = JSON.parse(readFileSync(plan, "utf8")) as {
    rules: { type: string; key: string; jsonSchema: { description?: string } }[];
  };
  const met = new Set<string>();
  const events = rules
    .filter(({ type }) => type === "TRACK")
    .map(({ key, jsonSchema }) => ({ name: key, description: jsonSchema.description ?? "" }))
    .filter(({ name }) => !met.has(methodName(name)) && met.add(methodName(name)));
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
});
