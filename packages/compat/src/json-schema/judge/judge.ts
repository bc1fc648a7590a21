// Whether a document is valid under a schema, asked of ajv: the second opinion without which no counterexample is shown.
// The schema is given as it was written; nothing of our own reading of it is in the answer.
import { Ajv, type ErrorObject, type Options } from "ajv";
import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Dialect } from "../dialect.js";
import type { Languages } from "../solve/languages.js";
import { eachSubschema } from "../subschemas.js";
import { forAjv } from "./for-ajv.js";
import { guardedPattern } from "./guarded-pattern.js";

/** ajv compiles this many schemas in two to three seconds, and many more in minutes. */
const MOST_SCHEMAS = 6_000;

/** Judges documents by one schema. */
export interface Judge {
  /** Whether a document is valid; nothing when that could not be said. */
  isValid(document: unknown): boolean | undefined;
  /** What is wrong with a document, each with ajv's paths. */
  errorsOf(document: unknown): readonly ErrorObject[];
}

/** A judge of a schema; nothing when ajv does not take it. */
export function judgeOf(
  schema: unknown,
  dialect: Dialect,
  { formats, languages }: { readonly formats: "annotation" | "assertion"; readonly languages: Languages },
): Judge | undefined {
  const options: Options = {
    strict: false,
    logger: false,
    allErrors: true,
    ownProperties: true,
    validateSchema: false,
    validateFormats: formats === "assertion",
    ignoreKeywordsWithRef: dialect === "draft-04" || dialect === "draft-07",
    // Passes over the code cost as long as making it, for a validator that sees a few documents.
    code: { regExp: guardedPattern(languages), optimize: false },
  };
  if (sizeOf(schema) > MOST_SCHEMAS) return undefined;
  const ajv =
    dialect === "2020-12" ? new Ajv2020(options) : dialect === "2019-09" ? new Ajv2019(options) : new Ajv(options);
  if (formats === "assertion") addFormats.default(ajv);
  let validate: ReturnType<typeof ajv.compile>;
  try {
    validate = ajv.compile(forAjv(schema, dialect) as object | boolean);
  } catch (error) {
    // Whatever ajv cannot compile it cannot judge: remote references, invalid schemas.
    if (error instanceof Error) return undefined;
    throw error;
  }
  const ask = (document: unknown): boolean | undefined => {
    try {
      return validate(document) === true;
    } catch (error) {
      if (error instanceof Error) return undefined;
      throw error;
    }
  };
  return { isValid: ask, errorsOf: (document) => (ask(document) === false ? (validate.errors ?? []) : []) };
}

function sizeOf(schema: unknown): number {
  let size = 1;
  eachSubschema(schema, ({ schema: part }) => {
    size += sizeOf(part);
  });
  return size;
}
