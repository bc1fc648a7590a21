// The second opinion: ajv on the schema as it was written, also where ajv itself would slip.
// Each row is a document of which ajv's own answer, or none, would be wrong.
import { expect, test } from "vitest";
import { dialectOf } from "../../src/json-schema/dialect.js";
import { judgeOf } from "../../src/json-schema/judge/judge.js";
import { Languages } from "../../src/json-schema/solve/languages.js";

const draft04 = "http://json-schema.org/draft-04/schema#";
const draft2020 = "https://json-schema.org/draft/2020-12/schema";
const each = (contains: unknown, more: object = {}) => ({ ...more, patternProperties: { "": { contains } } });

test.each<[string, unknown, unknown, boolean | undefined]>([
  ["an empty array behind one that contains it", each({ maximum: 0 }), { a: [0], b: [] }, false],
  ["the same in 2020-12", each({ maximum: 0 }, { $schema: draft2020 }), { a: [0], b: [] }, false],
  ["what contains it in both", each({ maximum: 0 }), { a: [0], b: [1, 0] }, true],
  ["no array", each({ maximum: 0 }), { a: "text" }, true],
  ["an enum without values", { enum: [] }, 1, false],
  ["a bound of draft-04", { $schema: draft04, maximum: 3, exclusiveMaximum: true }, 3, false],
  ["a flag of draft-04 without a bound", { $schema: draft04, exclusiveMaximum: true }, 3, true],
  ["an identifier of draft-04 in draft-07", { id: "https://example.com/", type: "string" }, "a", true],
  ["a keyword that is none of JSON Schema", { type: "string", nullable: true }, null, false],
  ["a reference to the whole", { items: { $ref: "#" }, maxItems: 1 }, [[[], []]], false],
  ["a type beside a reference in draft-07", { items: { $ref: "#", type: "null" } }, [1], true],
  ["a type beside a reference in 2020-12", { $schema: draft2020, items: { $ref: "#", type: "null" } }, [1], false],
  ["a name of every object's", { required: ["toString"] }, {}, false],
  ["two patterns", { patternProperties: { "^a": { minimum: 1 }, "^b": { minimum: 2 } } }, { b: 1 }, false],
  ["a pattern that is only valid without flags", { pattern: "^\\-$" }, "-", true],
  ["a pattern that would backtrack without end", { pattern: "^(a+)+$" }, `${"a".repeat(60)}b`, false],
  ["a back reference on a long text, which is left open", { pattern: "^(a+)+\\1$" }, "a".repeat(60), undefined],
])("%s", (_, schema, document, want) => {
  const judge = judgeOf(schema, dialectOf(schema), { formats: "annotation", languages: new Languages() });
  expect(judge?.isValid(document)).toBe(want);
});

test.each([
  ["a remote reference", { $ref: "https://example.com/a" }],
  ["a pattern that is none", { pattern: "a)(" }],
  ["a type that is none", { type: "text" }],
])("there is no judge of %s", (_, schema) => {
  expect(judgeOf(schema, "draft-07", { formats: "annotation", languages: new Languages() })).toBeUndefined();
});
