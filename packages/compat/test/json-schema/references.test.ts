// References inside a document, in every form; recursion, which has to end; references that lead out, which are not fetched.
import { describe, expect, test } from "vitest";
import { isContained } from "../../src/json-schema/is-contained.js";

const draft2019 = "https://json-schema.org/draft/2019-09/schema";
const draft2020 = "https://json-schema.org/draft/2020-12/schema";
const target = { type: "string", minLength: 2 };

const forms: readonly (readonly [string, unknown])[] = [
  ["a definition", { $ref: "#/definitions/a", definitions: { a: target } }],
  ["a part that is no definition", { $ref: "#/parts/a", parts: { a: target } }],
  ["an escaped name", { $ref: "#/definitions/a~1b%25", definitions: { "a/b%": target } }],
  ["an identifier with a fragment, as in draft-07", { $ref: "#a", definitions: { x: { $id: "#a", ...target } } }],
  [
    "an identifier of draft-04",
    { $schema: "http://json-schema.org/draft-04/schema#", $ref: "#a", definitions: { x: { id: "#a", ...target } } },
  ],
  ["an anchor", { $schema: draft2020, $ref: "#a", $defs: { x: { $anchor: "a", ...target } } }],
  [
    "an address inside",
    { $schema: draft2020, $id: "https://example.com/root", $ref: "part", $defs: { x: { $id: "part", ...target } } },
  ],
  [
    "its own address",
    {
      $id: "https://example.com/r",
      allOf: [{ $ref: "https://example.com/r#/definitions/a" }],
      definitions: { a: target },
    },
  ],
  [
    "a dynamic anchor that is alone",
    { $schema: draft2020, $dynamicRef: "#a", $defs: { x: { $dynamicAnchor: "a", ...target } } },
  ],
  [
    "what stands beside a reference since 2019-09",
    { $schema: draft2019, $ref: "#/$defs/a", minLength: 2, $defs: { a: { type: "string" } } },
  ],
  [
    "a reference to a reference",
    { $ref: "#/definitions/a", definitions: { a: { $ref: "#/definitions/b" }, b: target } },
  ],
];

test.each(forms)("%s is followed", (_, schema) => {
  expect([isContained(schema, target).contained, isContained(target, schema).contained]).toEqual([true, true]);
});

test("up to draft-07 nothing beside a reference counts", () => {
  const schema = { properties: { a: { $ref: "#/definitions/a", maxLength: 3 } }, definitions: { a: target } };
  expect(isContained({ properties: { a: target } }, schema)).toEqual({ contained: true });
});

describe("recursion", () => {
  const tree = (leaf: unknown) => ({
    $ref: "#/definitions/tree",
    definitions: {
      tree: {
        type: "object",
        properties: { value: leaf, left: { $ref: "#/definitions/tree" }, right: { $ref: "#/definitions/tree" } },
        additionalProperties: false,
      },
    },
  });
  const list = (item: unknown, ...more: string[]) => ({
    type: "object",
    properties: { item, next: { $ref: "#" } },
    required: ["item", ...more],
  });

  test.each([
    ["a tree of integers in one of numbers", tree({ type: "integer" }), tree({ type: "number" }), true],
    ["a tree of numbers in one of integers", tree({ type: "number" }), tree({ type: "integer" }), false],
    ["a list in itself", list({ type: "string" }), list({ type: "string" }), true],
    ["a list that never ends, which has no document, in anything", list({}, "next"), { type: "null" }, true],
    ["a list in one that never ends", list({}), list({}, "next"), false],
    [
      "two definitions in one of the same meaning",
      {
        $ref: "#/definitions/a",
        definitions: { a: { items: { $ref: "#/definitions/b" } }, b: { items: { $ref: "#/definitions/a" } } },
      },
      { items: { $ref: "#" } },
      true,
    ],
  ])("%s", (_, sub, sup, want) => {
    expect(isContained(sub, sup).contained).toBe(want);
  });

  test("a difference deep inside is found, with a small document", () => {
    expect(isContained(tree({ type: ["string", "null"] }), tree({ type: "string" }))).toMatchObject({
      counterexample: { value: null },
    });
  });

  test.each([
    ["itself", { $ref: "#" }],
    [
      "each other",
      {
        allOf: [{ $ref: "#/definitions/a" }],
        definitions: { a: { anyOf: [{ $ref: "#/definitions/b" }] }, b: { not: { $ref: "#/definitions/a" } } },
      },
    ],
  ])("what leads back to %s without going into the value is no schema", (_, schema) => {
    expect(isContained(schema, {})).toMatchObject({ contained: "unknown", reasons: [{ rule: "INVALID_SCHEMA" }] });
  });
});

describe("references that lead out of the document", () => {
  const remote = { $ref: "https://example.com/address.json" };

  test.each([
    ["another address", remote],
    ["an address that only looks near", { $id: "https://example.com/a/b", properties: { a: { $ref: "c" } } }],
    ["a pointer to nothing", { $ref: "#/definitions/missing" }],
    ["a file", { $ref: "file:///etc/passwd" }],
  ])("%s is unknown, and says why", (_, schema) => {
    const wanted = { contained: "unknown", reasons: [{ rule: "REMOTE_REFERENCE" }] };
    expect(isContained({ type: "object", required: ["x"] }, schema)).toMatchObject(wanted);
    expect(isContained(schema, { type: "object", required: ["x"], properties: { x: false } })).toMatchObject(wanted);
  });

  test("what holds whatever the address holds is proven", () => {
    expect(
      isContained(
        { properties: { a: remote, b: { type: "integer" } } },
        { properties: { a: remote, b: { type: "number" } } },
      ),
    ).toEqual({
      contained: true,
    });
  });
});
