// ajv over the fields of a model, at once: for commands that check values without a generated client.
// The same schema and options as in the generated explainers, so that both refuse the same.
import { eventJsonSchema, type FieldModel } from "@tracklake/schema";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { patternWordings } from "./explainers.js";

/** One reason for a refusal. */
export interface FieldViolation {
  /** JSON pointer, such as `/items/0/price`. */
  readonly path: string;
  /** What is wrong, without the value. */
  readonly reason: string;
}

/**
 * Makes the check of an object of these fields.
 *
 * @returns A function of a normalised value; it says what is wrong, and nothing when it fits.
 * @example
 * const check = modelValidator(model.properties);
 * check({ plan: "pro" }); // []
 */
export function modelValidator(fields: readonly FieldModel[]): (normalised: unknown) => readonly FieldViolation[] {
  const ajv = new Ajv2020({
    strict: false,
    strictNumbers: true,
    ownProperties: true,
    validateFormats: false,
    allErrors: true,
  });
  const validate = ajv.compile(eventJsonSchema({ name: "value", major: 1, contexts: [], properties: fields }));
  const wordings = patternWordings([fields], []);
  return (value) => (validate(value) ? [] : (validate.errors ?? []).map((error) => violation(error, wordings)));
}

function violation(error: ErrorObject, wordings: ReadonlyMap<string, string>): FieldViolation {
  const { instancePath, keyword, params, message } = error;
  if (keyword === "required") {
    return { path: `${instancePath}/${pointer(String(params.missingProperty))}`, reason: "is required" };
  }
  if (keyword === "additionalProperties") {
    const path = `${instancePath}/${pointer(String(params.additionalProperty))}`;
    return { path, reason: "is not a property of its definition" };
  }
  const wording = keyword === "pattern" ? wordings.get(String(params.pattern)) : undefined;
  return { path: instancePath, reason: wording ?? message ?? `breaks ${keyword}` };
}

function pointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
