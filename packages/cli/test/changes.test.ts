// The lines that tell what changed between two revisions.
import type { ContextModel, EventModel, FieldModel } from "@tracklake/schema";
import { expect, test } from "vitest";
import { changedFields } from "../src/print/changes.js";

const field = (name: string, more: Partial<FieldModel> = {}): FieldModel => ({
  name,
  type: { kind: "string" },
  required: false,
  ...more,
});
const event = (properties: readonly FieldModel[], more: Partial<EventModel> = {}): EventModel => ({
  name: "a",
  major: 1,
  contexts: [],
  properties,
  ...more,
});
const struct = (...fields: FieldModel[]): Partial<FieldModel> => ({ type: { kind: "struct", fields } });
const user: ContextModel = { name: "user", fields: [field("user_id")] };

test.each<[string, EventModel, EventModel, string[]]>([
  ["nothing", event([field("x")]), event([field("x")]), []],
  ["a field is added", event([]), event([field("x")]), ["+ x  string"]],
  ["a required one", event([]), event([field("x", { required: true })]), ["+ x  string, required"]],
  ["a field is removed", event([field("x")]), event([]), ["- x"]],
  ["a type", event([field("x")]), event([field("x", { type: { kind: "boolean" } })]), ["~ x  string → boolean"]],
  [
    "a bound",
    event([field("x")]),
    event([field("x", { type: { kind: "string", maxLength: 5 } })]),
    ["~ x  constraints"],
  ],
  ["required", event([field("x")]), event([field("x", { required: true })]), ["~ x  now required"]],
  ["words", event([field("x")]), event([field("x", { description: "d", unit: "ms" })]), ["~ x  description, unit"]],
  ["the event's own words", event([]), event([], { description: "d", owner: "o" }), ["~ description", "~ owner"]],
  [
    "a field in a struct in a list",
    event([field("x", { type: { kind: "array", items: { kind: "struct", fields: [field("a")] } } })]),
    event([field("x", { type: { kind: "array", items: { kind: "struct", fields: [field("a"), field("b")] } } })]),
    ["+ x[].b  string"],
  ],
  [
    "a field in a struct",
    event([field("x", struct(field("a")))]),
    event([field("x", struct(field("b")))]),
    ["+ x.b  string", "- x.a"],
  ],
  ["a context", event([]), event([], { contexts: [user] }), ["+ user.user_id  string"]],
])("%s", (_, before, after, want) => {
  expect(changedFields(before, after)).toEqual(want);
});
