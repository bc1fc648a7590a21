// The judgement of an event over its whole history: what only an older revision shows, and what is not said twice.
import { judgeEvent, type RuleId, type Verdict } from "@tracklake/compat";
import type { ContextModel, EventModel, FieldModel, TypeModel } from "@tracklake/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const text: TypeModel = { kind: "string" };
const whole: TypeModel = { kind: "integer" };
const plan = (...values: string[]): TypeModel => ({ kind: "enum", values });
const up = (maximum?: number): TypeModel => (maximum === undefined ? whole : { kind: "integer", maximum });
const f = (name: string, type: TypeModel = text, more: Partial<FieldModel> = {}): FieldModel => ({
  name,
  type,
  required: false,
  ...more,
});
const e = (...properties: FieldModel[]): EventModel => ({ name: "e", major: 1, contexts: [], properties });
const within = (contexts: ContextModel[], ...properties: FieldModel[]): EventModel => ({
  ...e(...properties),
  contexts,
});
const struct = (...fields: FieldModel[]): TypeModel => ({ kind: "struct", fields });
const user = (...fields: FieldModel[]): ContextModel => ({ name: "user", fields });

const published = (models: readonly EventModel[]) => models.map((model, index) => ({ revision: index + 1, model }));

type Found = [rule: RuleId, path: string, against: number[], storage?: Verdict];
type Case = [what: string, history: EventModel[], current: EventModel, want: Found[], bump?: "none" | "major"];

const cases: Case[] = [
  ["nothing", [e(f("a"))], e(f("a")), [], "none"],
  ["another order of properties", [e(f("a"), f("b"))], e(f("b"), f("a")), [], "none"],
  ["the first revision", [], e(f("a")), [["EVENT_ADDED", "e", []]]],
  [
    "a field that two revisions lack",
    [e(f("a")), e(f("a"), f("b"))],
    e(f("a"), f("b"), f("c")),
    [["FIELD_ADDED", "e.c", [1, 2]]],
  ],
  [
    "what an older revision broke already",
    [e(f("p", plan("x", "y"))), e(f("p", plan("x")))],
    e(f("p", plan("x")), f("b")),
    [["FIELD_ADDED", "e.b", [1, 2]]],
  ],
  [
    "a bound that is loosened again, though not as far as it was",
    [e(f("a", up(10))), e(f("a", up(5)))],
    e(f("a", up(8))),
    [["CONSTRAINT_LOOSENED", "e.a", [2]]],
  ],
  [
    "a bound that is tightened further",
    [e(f("a", up(10))), e(f("a", up(5)))],
    e(f("a", up(3))),
    [["CONSTRAINT_TIGHTENED", "e.a", [2]]],
  ],
  [
    "an enum's value that came and went",
    [e(f("p", plan("x"))), e(f("p", plan("x", "y"))), e(f("p", plan("x", "y")), f("b"))],
    e(f("p", plan("x")), f("b")),
    [["ENUM_VALUE_REMOVED", "e.p", [2, 3]]],
  ],
  ["a removed field, the same again", [e(f("a")), e(f("b"))], e(f("a"), f("b")), [["FIELD_READDED", "e.a", [2]]]],
  [
    "a removed field, with another type",
    [e(f("a")), e(f("b"))],
    e(f("a", whole), f("b")),
    [["NAME_REUSED", "e.a", [1], "break"]],
    "major",
  ],
  [
    "a removed field, as required, with another type",
    [e(f("a")), e(f("b"))],
    e(f("a", whole, { required: true }), f("b")),
    [
      ["REQUIRED_FIELD_ADDED", "e.a", [2]],
      ["NAME_REUSED", "e.a", [1], "break"],
      ["FIELD_BECAME_REQUIRED", "e.a", [1]],
    ],
    "major",
  ],
  [
    "a removed field, with a value less",
    [e(f("a", plan("x", "y"))), e()],
    e(f("a", plan("x"))),
    [
      ["FIELD_READDED", "e.a", [2]],
      ["ENUM_VALUE_REMOVED", "e.a", [1]],
    ],
  ],
  [
    "a field of a removed struct, with another type",
    [e(f("s", struct(f("x"), f("y")))), e(f("b"))],
    e(f("b"), f("s", struct(f("x", whole)))),
    [
      ["FIELD_READDED", "e.s", [2]],
      ["NAME_REUSED", "e.s.x", [1], "break"],
      ["FIELD_REMOVED", "e.s.y", [1]],
    ],
    "major",
  ],
  [
    "the old name of a renamed field, with another type",
    [e(f("a")), e(f("b", text, { renamedFrom: "a" }))],
    e(f("b", text, { renamedFrom: "a" }), f("a", whole)),
    [["NAME_REUSED", "e.a", [1], "break"]],
    "major",
  ],
  [
    "a field of a removed context, with another type",
    [within([user(f("id"))]), e()],
    within([user(f("id", whole))]),
    [
      ["CONTEXT_ADDED", "e", [2]],
      ["NAME_REUSED", "user.id", [1], "break"],
    ],
    "major",
  ],
  [
    "a property under the name of a removed context's field, with another type",
    [within([user(f("id"))]), e()],
    e(f("id", whole)),
    [
      ["FIELD_ADDED", "e.id", [2]],
      ["FIELD_MOVED", "e.id", [1]],
      ["TYPE_CHANGED", "e.id", [1], "break"],
    ],
    "major",
  ],
  [
    "a new nested field, wherever it is written",
    [e(f("s", struct(f("x"), f("y"))))],
    e(f("s", struct(f("x"), f("y"), f("a")))),
    [["FIELD_ADDED", "e.s.a", [1]]],
  ],
  [
    "words, of which only the last are compared",
    [e(f("a", text, { description: "A." })), e(f("a", text, { description: "B." }))],
    e(f("a", text, { description: "C." })),
    [["FIELD_METADATA_CHANGED", "e.a", [2]]],
  ],
  [
    "a field that is renamed for the second time",
    [e(f("a")), e(f("b", text, { renamedFrom: "a" }))],
    e(f("c", text, { renamedFrom: "b" })),
    [["FIELD_RENAMED", "e.c", [1, 2]]],
  ],
  [
    "a renamed field whose former name was dropped, at every depth",
    [
      e(f("a", struct(f("x")))),
      e(f("b", struct(f("y", text, { renamedFrom: "x" })), { renamedFrom: "a" })),
      e(f("b", struct(f("y")))),
    ],
    e(f("b", struct(f("y"), f("z")))),
    [["FIELD_ADDED", "e.b.z", [1, 2, 3]]],
  ],
  [
    "a field that is renamed and then narrowed",
    [e(f("a", plan("x", "y"))), e(f("b", plan("x", "y"), { renamedFrom: "a" }))],
    e(f("b", plan("x"), { renamedFrom: "a" })),
    [["ENUM_VALUE_REMOVED", "e.b", [1, 2]]],
  ],
  [
    "the first name of a chain of renames, with another type",
    [e(f("a")), e(f("b", text, { renamedFrom: "a" })), e(f("c", text, { renamedFrom: "b" }))],
    e(f("c", text, { renamedFrom: "b" }), f("a", whole)),
    [["NAME_REUSED", "e.a", [1], "break"]],
    "major",
  ],
  [
    "several words of one field, and of the event",
    [{ ...e(f("a", text, { description: "A." })), owner: "x", description: "E." }],
    { ...e(f("a", text, { description: "B.", examples: ["a"] })), owner: "y", description: "F." },
    [
      ["EVENT_METADATA_CHANGED", "e", [1]],
      ["EVENT_METADATA_CHANGED", "e", [1]],
      ["FIELD_METADATA_CHANGED", "e.a", [1]],
      ["FIELD_METADATA_CHANGED", "e.a", [1]],
    ],
  ],
];

test.each(cases)("%s", (_, history, current, want, bump) => {
  const judged = judgeEvent(published(history), current);
  const found = judged.judgements.map(({ rule, path, against, verdicts }) => [rule, path, against, verdicts.STORAGE]);
  expect(found).toEqual(want.map(([rule, path, against, storage = "safe"]) => [rule, path, against, storage]));
  expect(judged.bump).toBe(bump ?? "revision");
});

describe("the formats of the tables", () => {
  const history = published([e(f("a", whole))]);
  test.each([
    [["json"], "safe", "revision"],
    [["json", "parquet"], "break", "major"],
    [["iceberg"], "break", "major"],
    [undefined, "break", "major"],
  ] as const)("an integer that became a number, on %s", (formats, storage, bump) => {
    const judged = judgeEvent(history, e(f("a", { kind: "number" })), formats ? { formats } : {});
    expect([judged.judgements[0]?.verdicts.STORAGE, judged.bump]).toEqual([storage, bump]);
    expect(judged.judgements[0]?.storage).toEqual({ json: "safe", parquet: "break", iceberg: "break" });
  });
});

describe("the fingerprint of a change", () => {
  const [both, less] = [e(f("p", plan("x", "y"))), e(f("p", plan("x")))];
  const other = e(f("p", plan("x", "y")), f("q"));
  const removal = (history: EventModel[], current: EventModel) =>
    judgeEvent(published(history), current).judgements.find(({ rule }) => rule === "ENUM_VALUE_REMOVED")?.fingerprint;
  const first = removal([both], less);
  const with_ = (model: EventModel, ...more: FieldModel[]) => ({
    ...model,
    properties: [...model.properties, ...more],
  });

  test.each<[string, EventModel[], EventModel, boolean]>([
    ["is the same after a revision of another field", [both, other], with_(less, f("q")), true],
    ["is the same after revisions that say nothing of it", [both, both, other, other], with_(less, f("q")), true],
    ["is another one when the change was published and taken back", [both, less, both], less, false],
    ["though fields beside it came in between", [both, less, other], with_(less, f("q")), false],
    ["and though the field was gone in between", [both, e(), less, both], less, false],
  ])("%s", (_, history, current, same) => {
    const found = removal(history, current);
    expect([found, found === first]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), same]);
  });

  test("is a new one each time", () => {
    const history = Array.from({ length: 5 }, (_, index) => (index % 2 === 0 ? both : less));
    const prints = [1, 3, 5].map((length) => removal(history.slice(0, length), less));
    expect(new Set(prints).size).toBe(3);
    expect(prints[0]).toBe(first);
  });
});

describe("what Trino has shown of files that are there (docs/engines.md)", () => {
  const decimal = (precision: number, scale: number): TypeModel => ({ kind: "decimal", precision, scale });
  const json: TypeModel = { kind: "json" };
  test.each<[string, TypeModel, TypeModel, Record<"json" | "parquet" | "iceberg", Verdict>]>([
    ["more digits", decimal(9, 2), decimal(12, 2), { json: "safe", parquet: "safe", iceberg: "safe" }],
    ["more on both sides", decimal(9, 2), decimal(12, 5), { json: "safe", parquet: "safe", iceberg: "break" }],
    ["as many in front", decimal(9, 2), decimal(10, 3), { json: "safe", parquet: "safe", iceberg: "break" }],
    ["fewer in front", decimal(9, 2), decimal(9, 3), { json: "break", parquet: "break", iceberg: "break" }],
    ["fewer behind", decimal(9, 2), decimal(12, 1), { json: "break", parquet: "break", iceberg: "break" }],
    ["JSON text for text", text, json, { json: "safe", parquet: "safe", iceberg: "safe" }],
    ["text for JSON text", json, plan("x"), { json: "safe", parquet: "safe", iceberg: "safe" }],
    ["JSON text for a struct", struct(f("x")), json, { json: "break", parquet: "break", iceberg: "break" }],
  ])("%s", (_, from, to, want) => {
    const judged = judgeEvent(published([e(f("a", from))]), e(f("a", to)));
    expect(judged.judgements.map(({ storage }) => storage)).toEqual([want]);
    const breaks = want.json === "break" || want.parquet === "break";
    expect(judged.bump).toBe(breaks ? "major" : "revision");
  });
});

describe("another major", () => {
  const first = { revision: 3, model: e(f("a"), f("b")) };
  const second = (...properties: FieldModel[]): EventModel => ({ ...e(...properties), major: 2 });

  test("is judged against the last one, whose table it leaves alone", () => {
    const judged = judgeEvent([], second(f("a", whole), f("b")), { otherMajors: [first] });
    expect(judged.bump).toBe("revision");
    expect(judged.judgements.map(({ rule, otherMajor, verdicts }) => [rule, otherMajor, verdicts.STORAGE])).toEqual([
      ["MAJOR_ADDED", undefined, "safe"],
      ["TYPE_CHANGED", 1, "safe"],
    ]);
  });

  test("is judged against the other afterwards too, for what is new alone", () => {
    const history = [{ revision: 1, model: second(f("a", whole), f("b")) }];
    const judged = judgeEvent(history, second(f("a", whole), f("b", text, { required: true })), {
      otherMajors: [first],
    });
    expect(judged.judgements.map(({ rule, path, against }) => [rule, path, against])).toEqual([
      ["FIELD_BECAME_REQUIRED", "e.b", [1]],
    ]);
  });
});

describe("a pattern", () => {
  const coupon = (pattern?: string) => e(f("a", pattern === undefined ? text : { kind: "string", pattern }));
  test.each<[was: string | undefined, is: string | undefined, Verdict, Verdict, Verdict]>([
    [undefined, "^a", "break", "safe", "tolerated"],
    ["^a", undefined, "safe", "tolerated", "safe"],
    ["^a$", "^[ab]$", "safe", "tolerated", "safe"],
    ["^[ab]$", "^a$", "break", "safe", "tolerated"],
    ["^[ab]$", "^[bc]$", "break", "break", "tolerated"],
    ["^[a-b]$", "^[ab]$", "safe", "safe", "safe"],
  ])("%j that becomes %j", (was, is, READER, WRITER, CALLER) => {
    const [judgement] = judgeEvent(published([coupon(was)]), coupon(is)).judgements;
    expect(judgement?.verdicts).toEqual({ STORAGE: "safe", READER, WRITER, CALLER });
  });
});

test("a change that was published is never reported again by the revisions after it", () => {
  const type = fc.constantFrom<TypeModel>(
    text,
    plan("x"),
    plan("x", "y"),
    up(5),
    up(9),
    struct(f("x")),
    struct(f("y")),
  );
  const properties = fc.uniqueArray(fc.tuple(fc.constantFrom("a", "b", "c"), type, fc.boolean()), {
    selector: ([name]) => name,
  });
  const model = properties.map((fields) => e(...fields.map(([name, one, required]) => f(name, one, { required }))));
  fc.assert(
    fc.property(fc.array(model, { minLength: 1, maxLength: 5 }), (models) => {
      const history = published(models);
      const last = models.at(-1) ?? e();
      expect(judgeEvent(history, last)).toMatchObject({ judgements: [], bump: "none" });
      const { judgements } = judgeEvent(history, { ...last, properties: [...last.properties, f("new")] });
      expect(judgements.map(({ rule, path }) => [rule, path])).toEqual([["FIELD_ADDED", "e.new"]]);
    }),
  );
});
