// ajv as anyone would use it, with nothing of the checker's own: the judge of these tests.
// Draft-04 is compiled by rewriting its two flags here, so that the checker's rewriting is judged, too.
import { Ajv } from "ajv";
import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import { type Draft, drafts, type Schema } from "./arbitrary-schema.js";

// Every keyword is evaluated: where ajv stops at the first error it may take the result of `contains` from another item.
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
  const validate = ajv.compile(draft === "draft-04" ? (flagsAsBounds(schema) as Schema) : unnamed(schema));
  return (document) => validate(document) === true;
}

/** The draft of a schema made here. */
export function draftOf(schema: Schema): Draft {
  const named = typeof schema === "object" ? schema.$schema : undefined;
  return (Object.keys(drafts) as Draft[]).find((draft) => drafts[draft] === named) ?? "draft-07";
}

function unnamed(schema: Schema): Schema {
  if (typeof schema === "boolean") return schema;
  // ajv refuses the identifier of draft-04 in later drafts, where it means nothing.
  const { $schema: _, id: __, ...rest } = schema;
  return rest;
}

function flagsAsBounds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(flagsAsBounds);
  if (typeof schema !== "object" || schema === null) return schema;
  const out: Record<string, unknown> = {};
  for (const [key, held] of Object.entries(schema)) {
    if (key !== "$schema") out[key] = key === "const" || key === "enum" ? held : flagsAsBounds(held);
  }
  if (out.exclusiveMinimum === true && typeof out.minimum === "number") out.exclusiveMinimum = out.minimum;
  if (out.exclusiveMaximum === true && typeof out.maximum === "number") out.exclusiveMaximum = out.maximum;
  for (const flag of ["exclusiveMinimum", "exclusiveMaximum"]) if (typeof out[flag] === "boolean") delete out[flag];
  return out;
}
