// The documents that show a break: of the changed place, wherever it lies, and of no other.
import { type Axis, judgeEvent } from "@tracklake/compat";
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";
import { expect, test } from "vitest";

const whole: TypeModel = { kind: "integer" };
const plan = (...values: string[]): TypeModel => ({ kind: "enum", values });
const struct = (...fields: FieldModel[]): TypeModel => ({ kind: "struct", fields });
const f = (name: string, type: TypeModel, more: Partial<FieldModel> = {}): FieldModel => ({
  name,
  type,
  required: true,
  ...more,
});
const e = (...properties: FieldModel[]): EventModel => ({ name: "e", major: 1, contexts: [], properties });
const user = (...fields: FieldModel[]): EventModel => ({ ...e(), contexts: [{ name: "user", fields }] });
const lines = (...fields: FieldModel[]): EventModel =>
  e(f("id", { kind: "uuid" }), f("lines", { kind: "array", items: struct(...fields), minItems: 1 }));

type Case = [what: string, EventModel, EventModel, path: string, axis: Axis, document: unknown, why: string];

test.each<Case>([
  [
    "an enum's value, beside what else has to be there",
    e(f("n", { kind: "integer", minimum: 3 }), f("p", plan("x", "y"))),
    e(f("n", { kind: "integer", minimum: 3 }), f("p", plan("x"))),
    "e.p",
    "READER",
    { n: 3, p: "y" },
    '/p must be one of ["x"]',
  ],
  [
    "one change of two",
    e(f("a", plan("x", "y")), f("b", plan("x", "y"))),
    e(f("a", plan("x")), f("b", plan("x"))),
    "e.b",
    "READER",
    expect.objectContaining({ b: "y" }),
    '/b must be one of ["x"]',
  ],
  [
    "a field of a list's items",
    lines(f("sku", { kind: "string", minLength: 2 }), f("count", whole)),
    lines(f("sku", { kind: "string", minLength: 2 }), f("count", { kind: "integer", maximum: 9 })),
    "e.lines[].count",
    "READER",
    { id: expect.any(String), lines: [{ sku: expect.any(String), count: 10 }] },
    "/lines/0/count must be <= 9",
  ],
  [
    "what new events may hold",
    e(f("at", { kind: "date" })),
    e(f("at", { kind: "timestamp" })),
    "e.at",
    "WRITER",
    { at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:/) },
    "/at must be a date, YYYY-MM-DD",
  ],
  [
    "a context's field",
    user(f("id", plan("x", "y"))),
    user(f("id", plan("x"))),
    "user.id",
    "READER",
    { id: "y" },
    '/id must be one of ["x"]',
  ],
])("%s", (_, before, after, path, axis, document, why) => {
  const { judgements } = judgeEvent([{ revision: 1, model: before }], after);
  const judgement = judgements.find((one) => one.path === path && one.verdicts[axis] === "break");
  expect(judgement?.counterexamples[axis]).toEqual({ document, why });
});

test("are not built where nobody wants them, nor for what is safe", () => {
  const published = [{ revision: 1, model: e(f("p", plan("x", "y"))) }];
  const broken = judgeEvent(published, e(f("p", plan("x"))), { counterexamples: false });
  const safe = judgeEvent(published, e(f("p", plan("x", "y", "z"))));
  expect([broken, safe].map(({ judgements }) => judgements.map(({ counterexamples }) => counterexamples))).toEqual([
    [{}],
    [{}],
  ]);
});
