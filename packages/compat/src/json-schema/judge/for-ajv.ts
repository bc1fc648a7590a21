// A schema as ajv takes it, saying the same: draft-04 in the words of draft-07, and without keywords that ajv knows but the
// drafts do not (`nullable`), or refuses (`id` since draft-06). `contains` is told in words in which ajv is right.
import { type Dialect, isSince } from "../dialect.js";
import { jsonTypeOf } from "../formula/formula.js";
import { mapSubschemas } from "../subschemas.js";

/** The same schema for ajv. */
export function forAjv(schema: unknown, dialect: Dialect): unknown {
  if (jsonTypeOf(schema) !== "object") return schema;
  const inner = mapSubschemas(schema, (part) => forAjv(part.schema, dialect)) as Record<string, unknown>;
  const { $schema: _, nullable: __, discriminator: ___, $async: ____, id, ...kept } = inner;
  if (Array.isArray(kept.enum) && kept.enum.length === 0) {
    // No value at all, which ajv refuses to compile.
    delete kept.enum;
    kept.allOf = [...(Array.isArray(kept.allOf) ? kept.allOf : []), false];
  }
  // ajv checks the type beside a reference, which up to draft-07 does not count.
  if (typeof kept.$ref === "string" && !isSince(dialect, "2019-09")) delete kept.type;
  sayContains(kept, dialect);
  if (isSince(dialect, "draft-07")) return kept;
  if (typeof id === "string") kept.$id = id;
  for (const [bound, exclusive] of [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ] as const) {
    if (typeof kept[exclusive] !== "boolean") continue;
    if (kept[exclusive] && kept[bound] !== undefined) {
      kept[exclusive] = kept[bound];
      delete kept[bound];
    } else delete kept[exclusive];
  }
  return kept;
}

/**
 * For an empty array ajv 8.20 gives the result of the array before it, where `contains` has no bounds and stands inside
 * `items` or `patternProperties`: https://github.com/ajv-validator/ajv, lib/vocabularies/applicator/contains.ts declares
 * the result within its loop only. With a bound it counts, and is right.
 */
function sayContains(schema: Record<string, unknown>, dialect: Dialect): void {
  const { contains, minContains = 1, maxContains } = schema;
  if (contains === undefined) return;
  if (isSince(dialect, "2019-09")) {
    if (minContains === 1 && maxContains === undefined) schema.maxContains = Number.MAX_SAFE_INTEGER;
    return;
  }
  delete schema.contains;
  const none = { type: "array", items: { not: contains } };
  schema.allOf = [...(Array.isArray(schema.allOf) ? schema.allOf : []), { not: none }];
}
