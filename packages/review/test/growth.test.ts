// What a change adds to rows, and the order in which it is deployed.
import { deployOrder } from "@tracklake/review";
import { column, defineEvent, Type, toEventModel } from "@tracklake/schema";
import { expect, test } from "vitest";
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

const event = { event: "a", rules: [], tableChanges: false, viewChanges: false, refused: false } as const;

test.each<[string, Parameters<typeof deployOrder>[0], string[]]>([
  ["nothing to order", [event], []],
  [
    "an addition: tables, views, code",
    [{ ...event, rules: ["FIELD_ADDED"], tableChanges: true, viewChanges: true }],
    ["apply-tables a", "replace-views a", "deploy-code a"],
  ],
  [
    "a removal: code, then tables and views",
    [{ ...event, rules: ["FIELD_REMOVED"], viewChanges: true }],
    ["remove-calls a", "apply-rest a", "replace-views a"],
  ],
  [
    "both in one event",
    [{ ...event, rules: ["FIELD_ADDED", "FIELD_REMOVED"], tableChanges: true }],
    ["apply-tables a", "remove-calls a"],
  ],
  [
    "both, in two events",
    [
      { ...event, rules: ["FIELD_ADDED"], tableChanges: true },
      { ...event, event: "b", rules: ["EVENT_RETIRED"] },
    ],
    ["apply-tables a", "deploy-code a", "remove-calls b"],
  ],
  ["what is refused is deployed in no order", [{ ...event, rules: ["FIELD_REMOVED"], refused: true }], []],
])("%s", (_, changes, want) => {
  expect(deployOrder(changes).map(({ action, events }) => `${action} ${events.join(" ")}`)).toEqual(want);
});
