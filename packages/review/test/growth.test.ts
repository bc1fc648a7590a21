// What a change adds to rows, and the order in which it is deployed.
import type { RuleId } from "@tracklake/compat";
import { deployOrder } from "@tracklake/review";
import { column, defineEvent, Type, toEventModel } from "@tracklake/schema";
import { expect, test } from "vitest";
import { deployLine } from "../src/render/deploy-words.js";
import { rowGrowth } from "../src/row-growth.js";

type Properties = Parameters<typeof Type.Object>[0];
const model = (properties: Properties, retention?: number) =>
  toEventModel(
    defineEvent({ name: "a", properties: Type.Object(properties), ...(retention === undefined ? {} : { retention }) }),
  ).model;
const seats = { seats: Type.Integer() };

test.each<[string, Properties, Properties, object | undefined]>([
  ["nothing new", seats, seats, undefined],
  [
    "a required boolean: its key, colon, comma and five letters",
    seats,
    { ...seats, trial: Type.Boolean() },
    { always: 14, atMost: 14 },
  ],
  ["an optional one", seats, { ...seats, trial: Type.Optional(Type.Boolean()) }, { always: 0, atMost: 14 }],
  ["a short text", seats, { ...seats, code: Type.String({ maxLength: 3 }) }, { always: 13, atMost: 13 }],
  ["what is dropped is never written", seats, { ...seats, code: Type.String({ pii: "drop" }) }, undefined],
  ["a renamed field", seats, { places: Type.Integer({ renamedFrom: "seats" }) }, undefined],
  ["another type", seats, { seats: Type.String() }, undefined],
  ["another bound", seats, { seats: Type.Integer({ maximum: 9 }) }, undefined],
  ["a removed field", seats, {}, undefined],
  [
    "a field in a list of three",
    { items: Type.Array(Type.Object({ sku: Type.String() })) },
    { items: Type.Array(Type.Object({ sku: Type.String(), gift: Type.Boolean() })) },
    { always: 48, atMost: 48 },
  ],
  ["a decimal", seats, { ...seats, price: column.decimal(8, 2) }, { always: 20, atMost: 20 }],
])("%s", (_, before, after, want) => {
  const growth = rowGrowth(model(before), model(after));
  if (want === undefined) expect(growth).toBeUndefined();
  else expect(growth).toEqual({ ...want, retention: null });
});

test("the days that rows are kept are the event's own, and a new event adds to no row", () => {
  expect(rowGrowth(model(seats), model({ ...seats, trial: Type.Boolean() }, 90))?.retention).toBe(90);
  expect(rowGrowth(undefined, model(seats))).toBeUndefined();
});

const event = {
  event: "a",
  judgements: [],
  tableChanges: false,
  glueChanges: false,
  viewChanges: false,
  refused: false,
} as const;
const judged = (rule: RuleId, path: string, more: { was?: string; is?: string } = {}) => ({
  rule,
  event: path.split(".")[0] ?? "",
  path,
  ...more,
});

test.each<[string, Parameters<typeof deployOrder>[0], string[]]>([
  ["nothing to order", [event], []],
  [
    "an addition: tables, views, code",
    [{ ...event, judgements: [judged("FIELD_ADDED", "a.x")], tableChanges: true, viewChanges: true }],
    ["apply-tables a", "replace-views a", "deploy-code a"],
  ],
  [
    "a removal: code, then tables and views",
    [{ ...event, judgements: [judged("FIELD_REMOVED", "a.y")], viewChanges: true }],
    ["remove-calls a", "apply-rest a", "replace-views a"],
  ],
  [
    "both in one event",
    [{ ...event, judgements: [judged("FIELD_ADDED", "a.x"), judged("FIELD_REMOVED", "a.y")], tableChanges: true }],
    ["apply-tables a", "remove-calls a"],
  ],
  [
    "both, in two events",
    [
      { ...event, judgements: [judged("FIELD_ADDED", "a.x")], tableChanges: true },
      { ...event, event: "b", judgements: [judged("EVENT_RETIRED", "b")] },
    ],
    ["apply-tables a", "deploy-code a", "remove-calls b"],
  ],
  ["words alone: apply, whenever", [{ ...event, glueChanges: true }], ["apply-any-time a"]],
  [
    "a removal needs no second apply for its words",
    [{ ...event, judgements: [judged("FIELD_REMOVED", "a.y")], glueChanges: true }],
    ["remove-calls a", "apply-rest a"],
  ],
  [
    "what is refused is deployed in no order",
    [{ ...event, judgements: [judged("FIELD_REMOVED", "a.y")], refused: true }],
    [],
  ],
])("%s", (_, changes, want) => {
  expect(deployOrder(changes).map(({ action, events }) => `${action} ${events.join(" ")}`)).toEqual(want);
});

test.each<[string, ReturnType<typeof judged>[], string]>([
  ["a removal", [judged("FIELD_REMOVED", "a.y")], "no longer sends `a.y`"],
  [
    "a removal and what comes instead",
    [judged("FIELD_REMOVED", "a.y"), judged("FIELD_ADDED", "a.x"), judged("REQUIRED_FIELD_ADDED", "a.z")],
    "no longer sends `a.y` and sends `a.x` (optional), `a.z`",
  ],
  ["a value", [judged("ENUM_VALUE_REMOVED", "a.y", { was: "pro" })], "no longer sends `pro` as `a.y`"],
  ["an event", [judged("EVENT_RETIRED", "a")], "no longer tracks `a`"],
  ["a context", [judged("CONTEXT_REMOVED", "a", { was: "user (id)" })], "no longer sets `user` for `a`"],
  ["a rename", [judged("FIELD_RENAMED", "a.s.x", { was: "y", is: "x" })], "no longer sends `a.s.y` and sends `a.s.x`"],
  ["a new event", [judged("EVENT_ADDED", "a"), judged("REQUIRED_FIELD_ADDED", "a.x")], "tracks `a`"],
  ["a loosened bound", [judged("CONSTRAINT_LOOSENED", "a.x")], "tracks `a`"],
])("the code to deploy is named: %s", (_, judgements, want) => {
  const [step] = deployOrder([{ ...event, judgements, tableChanges: true }]).slice(1);
  if (!step) throw new Error("there is code to deploy");
  expect(deployLine(step, (name) => `\`${name}\``)).toContain(`Deploy the code that ${want}.`);
});
