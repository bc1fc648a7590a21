// Renames: what is declared is never judged harder than what it stands for, and what is not declared is hinted at.
import { type Judgement, judgeEvent, respond } from "@tracklake/compat";
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const text: TypeModel = { kind: "string" };
const f = (name: string, more: Partial<FieldModel> = {}): FieldModel => ({
  name,
  type: text,
  required: false,
  ...more,
});
const e = (...properties: FieldModel[]): EventModel => ({ name: "e", major: 1, contexts: [], properties });
const judged = (before: EventModel, after: EventModel) => judgeEvent([{ revision: 1, model: before }], after);
const severities = { error: 3, warning: 2, note: 1 };
const worst = (judgements: readonly Judgement[]) =>
  Math.max(0, ...respond(judgements, { today: "2026-01-01" }).map(({ severity }) => severities[severity]));

const types: readonly TypeModel[] = [
  text,
  { kind: "integer" },
  { kind: "number" },
  { kind: "enum", values: ["a", "b"] },
  { kind: "enum", values: ["a"] },
  { kind: "timestamp" },
  { kind: "json" },
  { kind: "struct", fields: [f("x"), f("y", { required: true })] },
  { kind: "struct", fields: [f("y", { type: { kind: "integer" } })] },
];

describe("a declared rename", () => {
  test("is judged no harder than the removal and the addition that it stands for", () => {
    const field = fc.record({ type: fc.constantFrom(...types), required: fc.boolean(), null: fc.boolean() });
    const nested = fc.boolean();
    fc.assert(
      fc.property(field, field, nested, (was, is, inner) => {
        const around = (field: FieldModel) =>
          inner ? e(f("s", { type: { kind: "struct", fields: [f("k"), field] } })) : e(f("k"), field);
        const made = ({ null: nullable, ...rest }: typeof was) => ({ ...rest, ...(nullable ? { nullable } : {}) });
        const before = around(f("a", made(was)));
        const declared = judged(before, around(f("b", { ...made(is), renamedFrom: "a" })));
        const plain = judged(before, around(f("b", made(is))));
        expect(declared.judgements.map(({ rule }) => rule)).toContain("FIELD_RENAMED");
        expect(worst(declared.judgements)).toBeLessThanOrEqual(worst(plain.judgements));
        expect(declared.bump).toBe(plain.bump);
      }),
      { numRuns: 500 },
    );
  });

  test("says of another type what the view does with it", () => {
    const { judgements } = judged(e(f("a")), e(f("b", { type: { kind: "integer" }, renamedFrom: "a" })));
    expect(judgements.map(({ rule, verdicts }) => [rule, verdicts])).toEqual([
      ["FIELD_RENAMED", { STORAGE: "safe", READER: "safe", WRITER: "safe", CALLER: "break" }],
      ["TYPE_CHANGED", { STORAGE: "safe", READER: "tolerated", WRITER: "tolerated", CALLER: "break" }],
    ]);
    expect(judgements[1]?.reason).toMatch(/column of its own/);
  });

  test("still asks for an acknowledgement of data that is protected no more", () => {
    const { judgements } = judged(e(f("a", { pii: "hash" })), e(f("b", { renamedFrom: "a" })));
    expect(respond(judgements, { today: "2026-01-01" }).map(({ judgement, severity }) => [judgement.rule, severity]))
      // The author says that it is the same person's data.
      .toEqual([
        ["FIELD_RENAMED", "warning"],
        ["PII_REMOVED", "error"],
      ]);
  });

  test.each([
    ["REQUIRED_FIELD_ADDED", "note", { READER: "note", WRITER: "warn", CALLER: "warn" }],
    ["REQUIRED_FIELD_REMOVED", "off", { READER: "warn", CALLER: "warn" }],
    ["FIELD_RENAMED", "acknowledge", { READER: "acknowledge", WRITER: "acknowledge", CALLER: "acknowledge" }],
  ] as const)("is answered as the project answers %s", (rule, response, want) => {
    const { judgements } = judged(e(f("a", { required: true })), e(f("b", { required: true, renamedFrom: "a" })));
    const [found] = respond(judgements, { today: "2026-01-01", policy: { rules: { [rule]: response } } });
    expect(found?.responses).toEqual(want);
  });
});

describe("a rename that is not declared is hinted at", () => {
  const described = { description: "Code of the coupon." };
  test.each<[what: string, before: FieldModel[], after: FieldModel[], hinted: [string, string][]]>([
    ["the same description", [f("coupon", described)], [f("voucher", described)], [["voucher", "coupon"]]],
    ["a word in common", [f("order_id")], [f("order_number")], [["order_number", "order_id"]]],
    ["a slip", [f("color")], [f("colour")], [["colour", "color"]]],
    ["the nearer of two", [f("order_id")], [f("order_name"), f("order_ids")], [["order_ids", "order_id"]]],
    [
      "the same description before a nearer name",
      [f("a_id", described)],
      [f("a_ids"), f("b", described)],
      [["b", "a_id"]],
    ],
    ["another type", [f("order_id")], [f("order_number", { type: { kind: "integer" } })], []],
    ["another name altogether", [f("coupon")], [f("gift")], []],
    ["what stays", [f("order_id")], [f("order_id"), f("order_ids")], []],
  ])("%s", (_, before, after, hinted) => {
    const { judgements } = judged(e(...before), e(...after));
    const hints = judgements.flatMap(
      ({ wayOut }) => /If (\w+) is (\w+) under another name/.exec(wayOut)?.slice(1) ?? [],
    );
    // Where it came and where it went.
    expect(hints).toEqual(hinted.flatMap((pair) => [...pair, ...pair]));
  });

  test("with the exact words to write, and what to do otherwise", () => {
    const { judgements } = judged(e(f("order_id")), e(f("order_number")));
    expect(judgements.find(({ rule }) => rule === "FIELD_REMOVED")?.wayOut).toBe(
      'If order_number is order_id under another name, say so in it: renamedFrom: "order_id"; the view then keeps both names. If not: deploy the code without it first, or mark it as deprecated and remove it later.',
    );
  });
});
