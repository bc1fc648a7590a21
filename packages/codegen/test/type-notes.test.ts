// What the editor tells of a field's limits: as they are checked at the call, in words.
import type { TypeModel } from "@tracklake/schema";
import { expect, test } from "vitest";
import { typeNotes } from "../src/client/type-notes.js";

test.each<[string, TypeModel, string]>([
  ["a whole number", { kind: "integer" }, "Whole number."],
  ["both ends", { kind: "integer", minimum: 100, maximum: 999 }, "Whole number, 100 to 999."],
  ["one end", { kind: "integer", minimum: 0 }, "Whole number, at least 0."],
  ["an open end", { kind: "number", exclusiveMinimum: 0 }, "Over 0."],
  ["an open and a closed end", { kind: "number", exclusiveMinimum: 0, maximum: 1 }, "Over 0 and at most 1."],
  ["the other way round", { kind: "number", minimum: -1.5, exclusiveMaximum: 90 }, "At least -1.5 and under 90."],
  ["any number", { kind: "number" }, ""],
  ["a BigInt", { kind: "bigint" }, "64-bit integer."],
  [
    "a decimal",
    { kind: "decimal", precision: 12, scale: 2 },
    "Decimal text, 12 digits, 2 after the point; for a string, decimal(text) of @tracklake/sdk.",
  ],
  ["any text", { kind: "string" }, ""],
  ["a text that is not empty", { kind: "string", minLength: 1 }, "At least 1 character."],
  ["a short text", { kind: "string", maxLength: 20 }, "At most 20 characters."],
  ["a text of one length", { kind: "string", minLength: 2, maxLength: 2 }, "2 characters."],
  [
    "a text of a form",
    { kind: "string", minLength: 1, maxLength: 8, pattern: "^a" },
    "1 to 8 characters. Matches `^a`.",
  ],
  ["a list", { kind: "array", items: { kind: "string" }, minItems: 1, maxItems: 5 }, "1 to 5 items."],
  [
    "a list of what is limited",
    { kind: "array", items: { kind: "string", maxLength: 3 }, maxItems: 1 },
    "At most 1 item. Each: At most 3 characters.",
  ],
  ["a map of what is limited", { kind: "map", values: { kind: "integer" } }, "Each: Whole number."],
])("%s", (_, type, want) => {
  expect(typeNotes(type).join(" ")).toBe(want);
});
