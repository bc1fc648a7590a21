// ajv as anyone would use it, with nothing of the checker's own reading: the judge of these tests.
// Draft-04 is compiled by rewriting its two flags here, so that the checker's rewriting is judged, too; and a `contains`
// without bounds is replaced, since ajv 8.20 gives an empty array the result of the array before it.
import { Ajv } from "ajv";
import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import { mapSubschemas } from "../../src/json-schema/subschemas.js";
import { type Draft, drafts, type Schema } from "./arbitrary-schema.js";

const options = {
  allErrors: true,
  strict: false,
  logger: false,
  ownProperties: true,
  validateSchema: false,
  validateFormats: false,
} as const;

/** Whether documents are valid under a schema of a draft; an error where a document cannot be judged. */
export function plainAjv(schema: Schema, draft: Draft): (document: unknown) => boolean {
  const old = { ...options, ignoreKeywordsWithRef: true };
  const ajv = draft === "2020-12" ? new Ajv2020(options) : draft === "2019-09" ? new Ajv2019(options) : new Ajv(old);
  const validate = ajv.compile(forJudgement(schema, draft) as Schema);
  return (document) => validate(document) === true;
}

/** The draft of a schema made here. */
export function draftOf(schema: Schema): Draft {
  const named = typeof schema === "object" ? schema.$schema : undefined;
  return (Object.keys(drafts) as Draft[]).find((draft) => drafts[draft] === named) ?? "draft-07";
}

function forJudgement(schema: unknown, draft: Draft): unknown {
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = mapSubschemas(schema, (part) => forJudgement(part.schema, draft)) as Record<string, unknown>;
  // ajv refuses the identifier of draft-04 in later drafts, where it means nothing.
  const { $schema: _, id: __, ...out } = inner;
  const newer = draft === "2019-09" || draft === "2020-12";
  // Nothing beside a reference counts in older drafts; ajv's option for that leaves the type out.
  if ("$ref" in out && !newer) delete out.type;
  if ("contains" in out && !newer) {
    const some = { anyOf: [{ not: { type: "array" } }, { not: { items: { not: out.contains } } }] };
    delete out.contains;
    out.allOf = [some, ...(Array.isArray(out.allOf) ? out.allOf : [])];
  } else if ("contains" in out && !("maxContains" in out)) out.maxContains = 1e9;
  if (draft !== "draft-04") return out;
  if (out.exclusiveMinimum === true && typeof out.minimum === "number") out.exclusiveMinimum = out.minimum;
  if (out.exclusiveMaximum === true && typeof out.maximum === "number") out.exclusiveMaximum = out.maximum;
  for (const flag of ["exclusiveMinimum", "exclusiveMaximum"]) if (typeof out[flag] === "boolean") delete out[flag];
  return out;
}
