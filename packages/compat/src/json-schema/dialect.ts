// The drafts of JSON Schema that are understood, and which of them a document is written in.
// Without `$schema` it is draft-07, unless a keyword shows that it is newer.
import { jsonTypeOf } from "./formula/formula.js";
import { eachSubschema } from "./subschemas.js";

/** The drafts, oldest first. Draft-06 is read as draft-07. */
export const dialects = ["draft-04", "draft-07", "2019-09", "2020-12"] as const;

/** A draft of JSON Schema. */
export type Dialect = (typeof dialects)[number];

const bySchema: readonly [RegExp, Dialect][] = [
  [/^https?:\/\/json-schema\.org\/draft-0[34]\/schema#?$/, "draft-04"],
  [/^https?:\/\/json-schema\.org\/draft-0[67]\/schema#?$/, "draft-07"],
  [/^https?:\/\/json-schema\.org\/draft\/2019-09\/schema#?$/, "2019-09"],
  [/^https?:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/, "2020-12"],
];

const newerKeywords = [
  "$defs",
  "$anchor",
  "$dynamicRef",
  "$dynamicAnchor",
  "prefixItems",
  "dependentRequired",
  "dependentSchemas",
  "minContains",
  "maxContains",
  "unevaluatedProperties",
  "unevaluatedItems",
];

/**
 * The draft that a schema is written in.
 *
 * @param schema A JSON Schema.
 * @param otherwise What a schema without `$schema` is, if it is known.
 * @example
 * dialectOf({ $schema: "https://json-schema.org/draft/2020-12/schema" }); // "2020-12"
 */
export function dialectOf(schema: unknown, otherwise?: Dialect): Dialect {
  if (jsonTypeOf(schema) !== "object") return otherwise ?? "2020-12";
  const { $schema } = schema as { $schema?: unknown };
  const named = typeof $schema === "string" ? bySchema.find(([form]) => form.test($schema))?.[1] : undefined;
  if (named ?? otherwise) return (named ?? otherwise) as Dialect;
  let newer = false;
  let tuple = false;
  const visit = (part: unknown): void => {
    if (jsonTypeOf(part) !== "object") return;
    newer ||= newerKeywords.some((keyword) => keyword in (part as object));
    tuple ||= Array.isArray((part as { items?: unknown }).items);
    eachSubschema(part, ({ schema: inner }) => visit(inner));
  };
  visit(schema);
  if (!newer) return "draft-07";
  return tuple ? "2019-09" : "2020-12";
}

/** Whether a draft is at least as new as another. */
export function isSince(dialect: Dialect, since: Dialect): boolean {
  return dialects.indexOf(dialect) >= dialects.indexOf(since);
}
