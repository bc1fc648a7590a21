// Random schemas over the whole keyword set, small enough to meet each other, and random edits of them.
// Names, values and bounds come from small pools, so that two schemas speak of the same things.
import fc from "fast-check";

/** A schema as these tests make them. */
export type Schema = boolean | { readonly [keyword: string]: unknown };

/** The drafts that random schemas are made in. */
export const drafts = {
  "draft-04": "http://json-schema.org/draft-04/schema#",
  "draft-07": "http://json-schema.org/draft-07/schema#",
  "2019-09": "https://json-schema.org/draft/2019-09/schema",
  "2020-12": "https://json-schema.org/draft/2020-12/schema",
} as const;

/** One of them. */
export type Draft = keyof typeof drafts;

const names = fc.constantFrom("a", "b", "ab", "c");
const patterns = fc.constantFrom("^a", "b$", "^[ab]+$", "^.{2,3}$", "[a-c]", "^(a|b)c?$", "^\\d+$", "^(?!a)", "(a)\\1");
const values = fc.constantFrom<unknown>(
  null,
  true,
  false,
  0,
  1,
  2,
  1.5,
  -1,
  "",
  "a",
  "b",
  "ab",
  [],
  [1],
  ["a"],
  {},
  {
    a: 1,
  },
);
const types = fc.constantFrom("null", "boolean", "number", "integer", "string", "array", "object");
const small = fc.integer({ min: 0, max: 3 });
const number = fc.constantFrom(-2, -1, 0, 0.5, 1, 1.5, 2, 3, 5, 10);

/** Makes one keyword, or a few that belong together. */
type Keyword = fc.Arbitrary<Readonly<Record<string, unknown>>>;

const keyword = (name: string, value: fc.Arbitrary<unknown>): Keyword => value.map((held) => ({ [name]: held }));

function scalarKeywords(draft: Draft): Keyword[] {
  const exclusive = (bound: string, name: string): Keyword =>
    draft === "draft-04"
      ? fc.tuple(number, fc.boolean()).map(([value, is]) => ({ [bound]: value, [name]: is }))
      : keyword(name, number);
  return [
    keyword("type", fc.oneof(types, fc.uniqueArray(types, { minLength: 1, maxLength: 3 }))),
    keyword("enum", fc.uniqueArray(values, { minLength: 1, maxLength: 4, selector: JSON.stringify })),
    keyword("const", values),
    keyword("minimum", number),
    keyword("maximum", number),
    exclusive("minimum", "exclusiveMinimum"),
    exclusive("maximum", "exclusiveMaximum"),
    keyword("multipleOf", fc.constantFrom(0.5, 1, 2, 3, 1.5, 0.1)),
    keyword("minLength", small),
    keyword("maxLength", small),
    keyword("pattern", patterns),
  ];
}

function arrayKeywords(draft: Draft, inner: fc.Arbitrary<Schema>): Keyword[] {
  const tuple = fc.array(inner, { minLength: 1, maxLength: 3 });
  const newer = draft === "2019-09" || draft === "2020-12";
  return [
    keyword("items", inner),
    draft === "2020-12"
      ? fc.record({ prefixItems: tuple, items: inner }, { requiredKeys: ["prefixItems"] })
      : fc.record({ items: tuple, additionalItems: inner }, { requiredKeys: ["items"] }),
    keyword("minItems", small),
    keyword("maxItems", small),
    keyword("uniqueItems", fc.boolean()),
    newer
      ? fc.record({ contains: inner, minContains: small, maxContains: small }, { requiredKeys: ["contains"] })
      : keyword("contains", inner),
    ...(newer ? [keyword("unevaluatedItems", inner)] : []),
  ];
}

function objectKeywords(draft: Draft, inner: fc.Arbitrary<Schema>): Keyword[] {
  const list = fc.uniqueArray(names, { maxLength: 2 });
  const newer = draft === "2019-09" || draft === "2020-12";
  return [
    keyword("properties", fc.dictionary(names, inner, { minKeys: 1, maxKeys: 3 })),
    keyword("properties", fc.dictionary(names, inner, { minKeys: 1, maxKeys: 3 })),
    keyword("patternProperties", fc.dictionary(patterns, inner, { minKeys: 1, maxKeys: 2 })),
    keyword("additionalProperties", inner),
    keyword("additionalProperties", fc.constant(false)),
    keyword("propertyNames", inner),
    keyword("required", fc.uniqueArray(names, { minLength: 1, maxLength: 2 })),
    keyword("minProperties", small),
    keyword("maxProperties", small),
    keyword("dependencies", fc.dictionary(names, fc.oneof(list, inner), { minKeys: 1, maxKeys: 1 })),
    ...(newer
      ? [
          keyword("dependentRequired", fc.dictionary(names, list, { minKeys: 1, maxKeys: 1 })),
          keyword("dependentSchemas", fc.dictionary(names, inner, { minKeys: 1, maxKeys: 1 })),
          keyword("unevaluatedProperties", inner),
          keyword("unevaluatedProperties", fc.constant(false)),
        ]
      : []),
  ];
}

function combiningKeywords(inner: fc.Arbitrary<Schema>): Keyword[] {
  const list = fc.array(inner, { minLength: 1, maxLength: 3 });
  return [
    keyword("allOf", list),
    keyword("anyOf", list),
    keyword("oneOf", list),
    keyword("not", inner),
    fc
      .tuple(inner, fc.subarray(["then", "else"]), inner, inner)
      .map(([condition, branches, ...parts]) =>
        Object.fromEntries([["if", condition], ...branches.map((branch, index) => [branch, parts[index]])]),
      ),
  ];
}

/** Random schemas of a draft; references lead to `#/definitions/s` and to the root. */
export function schemas(draft: Draft, depth: number): fc.Arbitrary<Schema> {
  const leaf = fc.array(fc.oneof(...scalarKeywords(draft)), { minLength: 1, maxLength: 2 }).map(merged);
  if (depth === 0) return fc.oneof({ weight: 6, arbitrary: leaf }, fc.boolean());
  const inner = schemas(draft, depth - 1);
  const families = [
    scalarKeywords(draft),
    arrayKeywords(draft, inner),
    objectKeywords(draft, inner),
    objectKeywords(draft, inner),
    combiningKeywords(inner),
  ].map((keywords) => fc.oneof(...keywords));
  const full = fc.array(fc.oneof(...families), { minLength: 1, maxLength: 3 }).map(merged);
  const reference = fc.constantFrom<Schema>({ $ref: "#/definitions/s" }, { $ref: "#" });
  return fc.oneof({ weight: 8, arbitrary: full }, { weight: 2, arbitrary: leaf }, { weight: 1, arbitrary: reference });
}

/** A document of a draft, with a definition. */
export function documents(draft: Draft): fc.Arbitrary<Schema> {
  return fc.tuple(schemas(draft, 2), schemas(draft, 1)).map(([root, s]) => {
    // A reference at the root leads nowhere.
    const own = typeof root === "boolean" || "$ref" in root ? { allOf: [root === true] } : root;
    return { $schema: drafts[draft], ...own, definitions: { s } };
  });
}

function merged(parts: readonly Readonly<Record<string, unknown>>[]): Schema {
  return Object.assign({}, ...parts) as Schema;
}
