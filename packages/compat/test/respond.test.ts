// The project's answer to judgements, and the file of acknowledgements.

import { readFileSync } from "node:fs";
import {
  type Acknowledgement,
  acknowledge,
  acknowledgeCommand,
  acknowledgementsText,
  type CompatPolicy,
  compatErrorCodes,
  type Judgement,
  judgeEvent,
  type RuleId,
  readAcknowledgements,
  respond,
  type Verdicts,
} from "@tracklake/compat";
import type { EventModel, TypeModel } from "@tracklake/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const today = "2026-06-15";
const verdicts = (some: Partial<Verdicts>): Verdicts => ({
  STORAGE: "safe",
  READER: "safe",
  WRITER: "safe",
  CALLER: "safe",
  ...some,
});

function judgement(rule: RuleId, some: Partial<Verdicts>, more: Partial<Judgement> = {}): Judgement {
  return {
    rule,
    event: "e",
    major: 1,
    path: "e.a",
    verdicts: verdicts(some),
    storage: { json: "safe", parquet: "safe", iceberg: "safe" },
    against: [1],
    reason: "Because.",
    wayOut: "Do not.",
    fingerprint: "ab".repeat(32),
    counterexamples: {},
    ...more,
  };
}

type Case = [what: string, given: Judgement, policy: CompatPolicy, want: [severity: string, responses: object] | null];

const cases: Case[] = [
  ["what is safe", judgement("FIELD_ADDED", {}), {}, null],
  ["a storage break", judgement("TYPE_CHANGED", { STORAGE: "break" }), {}, ["error", { STORAGE: "refuse" }]],
  ["a reader break", judgement("ENUM_VALUE_REMOVED", { READER: "break" }), {}, ["error", { READER: "acknowledge" }]],
  [
    "breaks of writers and callers",
    judgement("REQUIRED_FIELD_REMOVED", { WRITER: "break", CALLER: "break" }),
    {},
    ["warning", { WRITER: "warn", CALLER: "warn" }],
  ],
  ["what is tolerated", judgement("ENUM_VALUE_ADDED", { WRITER: "tolerated" }), {}, ["note", { WRITER: "note" }]],
  [
    "a new required property",
    judgement("REQUIRED_FIELD_ADDED", { READER: "break", CALLER: "break" }),
    {},
    ["warning", { READER: "warn", CALLER: "warn" }],
  ],
  [
    "a protection that is gone",
    judgement("PII_REMOVED", { READER: "tolerated", WRITER: "tolerated" }),
    {},
    ["error", { READER: "acknowledge", WRITER: "note" }],
  ],
  [
    "an axis of the policy",
    judgement("FIELD_REMOVED", { CALLER: "break" }),
    { axes: { CALLER: "refuse" } },
    ["error", { CALLER: "refuse" }],
  ],
  [
    "an axis of the policy before the default of a rule",
    judgement("REQUIRED_FIELD_ADDED", { READER: "break" }),
    { axes: { READER: "refuse" } },
    ["error", { READER: "refuse" }],
  ],
  [
    "a rule of the policy before its axis",
    judgement("FIELD_REMOVED", { CALLER: "break" }),
    { axes: { CALLER: "refuse" }, rules: { FIELD_REMOVED: "note" } },
    ["note", { CALLER: "note" }],
  ],
  [
    "a rule of the policy on one axis",
    judgement("REQUIRED_FIELD_REMOVED", { WRITER: "break", CALLER: "break" }),
    { rules: { REQUIRED_FIELD_REMOVED: { WRITER: "refuse" } } },
    ["error", { WRITER: "refuse", CALLER: "warn" }],
  ],
  ["an axis that is off", judgement("FIELD_REMOVED", { CALLER: "break" }), { axes: { CALLER: "off" } }, null],
  ["tolerances that are off", judgement("ENUM_VALUE_ADDED", { WRITER: "tolerated" }), { tolerated: "off" }, null],
  [
    "a break from another major, which is intended",
    judgement("TYPE_CHANGED", { READER: "break" }, { otherMajor: 1 }),
    {},
    ["warning", { READER: "warn" }],
  ],
];

test.each(cases)("%s", (_, given, policy, want) => {
  const found = respond([given], { policy, today }).map(({ severity, responses }) => [severity, responses]);
  expect(found).toEqual(want === null ? [] : [want]);
});

const entry = (more: Partial<Acknowledgement> = {}): Acknowledgement => ({
  fingerprint: "ab".repeat(32),
  rule: "ENUM_VALUE_REMOVED",
  event: "e",
  path: "e.a",
  reason: "Nobody has it.",
  author: "Ann",
  expires: today,
  ...more,
});

describe("an acknowledgement", () => {
  const broken = judgement("ENUM_VALUE_REMOVED", { READER: "break", CALLER: "break" });

  test.each<[string, Judgement, Acknowledgement, string, object]>([
    ["covers its change to its last day", broken, entry(), "note", { acknowledged: entry() }],
    [
      "expires",
      broken,
      entry({ expires: "2026-06-14" }),
      "error",
      { expiredAcknowledgement: entry({ expires: "2026-06-14" }) },
    ],
    ["does not cover another change", broken, entry({ fingerprint: "cd".repeat(32) }), "error", {}],
    [
      "does not cover what is refused",
      judgement("TYPE_CHANGED", { STORAGE: "break", READER: "break" }),
      entry({ rule: "TYPE_CHANGED" }),
      "error",
      { acknowledged: entry({ rule: "TYPE_CHANGED" }) },
    ],
  ])("%s", (_, given, acknowledged, severity, want) => {
    const [found] = respond([given], { acknowledgements: [acknowledged], today });
    const { judgement: __, responses: ___, ...rest } = found ?? {};
    expect(rest).toEqual({ severity, ...want });
  });

  const old = entry({ expires: "2026-06-14", reason: "old" });
  const misnamed = [{ rule: "FIELD_ADDED" }, { event: "other" }, { path: "other.harmless" }] as const;
  test.each<[string, Acknowledgement[], string, object]>([
    ["an expired one beside one that holds is no matter", [old, entry()], "note", { acknowledged: entry() }],
    ["in either order", [entry(), old], "note", { acknowledged: entry() }],
    [
      "holds for a year",
      [entry({ expires: "2027-06-16" })],
      "note",
      { acknowledged: entry({ expires: "2027-06-16" }) },
    ],
    ...["2027-06-17", "9999-12-31"].map((expires): [string, Acknowledgement[], string, object] => [
      `does not hold until ${expires}`,
      [entry({ expires })],
      "error",
      { mistakenAcknowledgement: { acknowledgement: entry({ expires }), why: "too-long" } },
    ]),
    ...misnamed.map((more): [string, Acknowledgement[], string, object] => [
      `that names another change by ${Object.keys(more)} is an error, whatever is beside it`,
      [entry(), entry(more)],
      "error",
      { mistakenAcknowledgement: { acknowledgement: entry(more), why: "other-change" } },
    ]),
  ])("%s", (_, acknowledgements, severity, want) => {
    const [found] = respond([broken], { acknowledgements, today });
    const { judgement: __, responses: ___, ...rest } = found ?? {};
    expect(rest).toEqual({ severity, ...want });
  });

  test("is named by a command that holds the beginning of its fingerprint", () => {
    expect(acknowledgeCommand(broken)).toBe('npx tracklake acknowledge abababababab --reason "why"');
  });

  test("of one change is none of another: every type, place, value and event has its own", () => {
    const types: TypeModel[] = [
      { kind: "string" },
      { kind: "integer" },
      { kind: "enum", values: ["x"] },
      { kind: "enum", values: ["x", "y"] },
      { kind: "enum", values: Array.from({ length: 20 }, (_, index) => `v${index}`) },
      { kind: "enum", values: Array.from({ length: 20 }, (_, index) => (index === 19 ? "other" : `v${index}`)) },
      { kind: "struct", fields: [{ name: "x", type: { kind: "integer" }, required: false }] },
    ];
    const event = (name: string, property: string, type: TypeModel): EventModel => ({
      name,
      major: 1,
      contexts: [],
      properties: [{ name: property, type, required: false }],
    });
    const prints = ["e", "f"].flatMap((name) =>
      ["a", "b"].flatMap((property) =>
        types.flatMap((from) =>
          types
            .filter((to) => to !== from)
            .flatMap((to) => {
              const published = [{ revision: 1, model: event(name, property, from) }];
              const { judgements } = judgeEvent(published, event(name, property, to));
              expect(judgements.length).toBeGreaterThan(0);
              // A value that comes or goes is the same change, whatever else the enum allows.
              return judgements.filter(({ rule }) => !rule.startsWith("ENUM")).map(({ fingerprint }) => fingerprint);
            }),
        ),
      ),
    );
    expect(prints.length).toBeGreaterThan(50);
    expect(new Set(prints).size).toBe(prints.length);
  });
});

describe("the file of acknowledgements", () => {
  test.each([
    ["no JSON", "{", /not JSON/],
    ["a list", "[]", /not \{ "acknowledgements"/],
    ["an entry that is a text", '{"acknowledgements":["x"]}', /\[0\]\.fingerprint is no text/],
    ["an entry without a reason", JSON.stringify({ acknowledgements: [entry({ reason: " " })] }), /reason is no text/],
    ["a short fingerprint", JSON.stringify({ acknowledgements: [entry({ fingerprint: "ab" })] }), /64 hexadecimal/],
    ["an unknown rule", JSON.stringify({ acknowledgements: [{ ...entry(), rule: "NO" }] }), /"NO", which is no rule/],
    ["a day that is none", JSON.stringify({ acknowledgements: [entry({ expires: "2026-02-30" })] }), /not a day/],
  ])("is not %s", (_, text, message) => {
    expect(() => readAcknowledgements(text)).toThrowError(
      expect.objectContaining({ code: "acknowledgements-unreadable", message: expect.stringMatching(message) }),
    );
  });

  const entries = fc
    .record({
      fingerprint: fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 }),
      event: fc.constantFrom("a", "b"),
      path: fc.constantFrom("a.x", "b.y"),
    })
    .map((more) => entry(more));

  test("is read as it was written, and in one order whatever was added first", () => {
    fc.assert(
      fc.property(fc.uniqueArray(entries, { selector: ({ fingerprint }) => fingerprint }), (list) => {
        const text = acknowledgementsText(list);
        expect(new Set(readAcknowledgements(text).map((one) => JSON.stringify(one))).size).toBe(list.length);
        expect(acknowledgementsText([...list].reverse().reduce<Acknowledgement[]>(acknowledge, []))).toBe(text);
        expect(acknowledgementsText(readAcknowledgements(text))).toBe(text);
      }),
    );
  });

  test("holds one entry for each change: the last that was said", () => {
    const list = acknowledge([entry()], entry({ expires: "2027-01-01" }));
    expect(list).toEqual([entry({ expires: "2027-01-01" })]);
  });
});

test("every code of CompatError stands in the README", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  for (const [code, meaning] of Object.entries(compatErrorCodes))
    expect(readme).toContain(`| \`${code}\` | ${meaning} |`);
});
