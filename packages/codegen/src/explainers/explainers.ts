// explainers.cjs: ajv's standalone code for every event and context, loaded when the first event is refused.
// CommonJS, so that tests can load it at the call; self-contained, so that production carries no ajv.

import {
  contextJsonSchema,
  datePattern,
  decimalPattern,
  eventJsonSchema,
  type FieldModel,
  int64Pattern,
  type TypeModel,
  timestampPattern,
  uuidPattern,
} from "@tracklake/schema";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import type { ClientModel } from "../client-model.js";
import { CodegenError } from "../errors.js";
import { literal, objectKey } from "../names.js";
import { GENERATED, Source } from "../source.js";
import { structShape } from "./shape.js";

/** The source of explainers.cjs. */
export function explainersSource({ events, contexts }: ClientModel): string {
  const ajv = new Ajv2020({
    strict: false,
    strictNumbers: true,
    ownProperties: true,
    validateFormats: false,
    allErrors: true,
    code: { source: true, lines: false },
  });
  const validators: Record<string, string> = {};
  const add = (name: string, schema: object, id: string) => {
    ajv.addSchema({ ...schema, $id: id });
    validators[name] = id;
  };
  for (const [index, { model }] of events.entries()) add(`event${index}`, eventJsonSchema(model), `event:${index}`);
  for (const [index, context] of contexts.entries())
    add(`context${index}`, contextJsonSchema(context), `context:${index}`);

  const source = new Source();
  source.add(GENERATED, `"use strict";`, "", selfContained(standalone.default(ajv, validators)), "");
  source.add(
    `const wording = new Map([${[
      ...patternWordings(
        events.map((event) => event.model.properties),
        contexts,
      ),
    ]
      .map(([pattern, text]) => `[${literal(pattern)}, ${literal(text)}]`)
      .join(", ")}]);`,
  );
  source.add("", runtime, "");
  source.block(
    "module.exports = {",
    () => {
      source.block(
        "events: {",
        () => {
          source.add("__proto__: null,");
          for (const [index, { model }] of events.entries()) {
            source.add(`${objectKey(model.name)}: explainer(exports.event${index}, ${structShape(model.properties)}),`);
          }
        },
        "},",
      );
      source.block(
        "contexts: {",
        () => {
          source.add("__proto__: null,");
          for (const [index, context] of contexts.entries()) {
            source.add(
              `${objectKey(context.name)}: explainer(exports.context${index}, ${structShape(context.fields)}),`,
            );
          }
        },
        "},",
      );
    },
    "};",
  );
  return source.toString();
}

/** The declarations of explainers.cjs. */
export const explainersTypes = `${GENERATED}
import type { Explainers } from "@tracklake/sdk/encoder";

declare const explainers: Explainers;
export = explainers;
`;

/**
 * ajv's standalone code requires parts of ajv; those that our schemas need are written out: the length of a text, and
 * equality, by which ajv looks through an enum of 200 values and more. Ours are texts.
 */
function selfContained(code: string): string {
  const inlined = code
    .replace(/^"use strict";/, "")
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', "codePoints")
    .replaceAll('require("ajv/dist/runtime/equal").default', "isSame");
  const rest = /require\("([^"]+)"\)/.exec(inlined);
  if (rest)
    throw new CodegenError(
      "unknown-runtime-import",
      `the validators need ${rest[1]}; report this with the definition.`,
    );
  return inlined;
}

/** Patterns of known forms in words: nobody should read a regular expression for a date. */
export function patternWordings(
  properties: readonly (readonly FieldModel[])[],
  contexts: ClientModel["contexts"],
): Map<string, string> {
  const found = new Map([
    [uuidPattern, "is not a UUID"],
    [datePattern, "is not a date (YYYY-MM-DD)"],
    [timestampPattern, "is not a date-time (a Date or RFC 3339 text with a time zone)"],
    [int64Pattern, "is not a 64-bit integer"],
  ]);
  const visit = (type: TypeModel): void => {
    if (type.kind === "decimal")
      found.set(
        decimalPattern(type),
        `is not a decimal text of ${type.precision} digits, ${type.scale} after the point`,
      );
    if (type.kind === "struct") for (const field of type.fields) visit(field.type);
    if (type.kind === "array") visit(type.items);
    if (type.kind === "map") visit(type.values);
  };
  for (const field of [...properties.flat(), ...contexts.flatMap((context) => context.fields)]) visit(field.type);
  return found;
}

const runtime = `function codePoints(text) {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function isSame(a, b) {
  return a === b;
}

function explainer(validate, shape) {
  return { shape, explain: (value) => (validate(value) ? [] : validate.errors.map(violation)) };
}

function violation({ instancePath, keyword, params }) {
  switch (keyword) {
    case "required":
      return { path: instancePath + "/" + pointer(params.missingProperty), reason: "is required" };
    case "additionalProperties":
      return { path: instancePath + "/" + pointer(params.additionalProperty), reason: "is not a property of its definition" };
    case "type":
      return { path: instancePath, reason: "is not of type " + params.type };
    case "enum":
      return { path: instancePath, reason: "is not one of " + listed(params.allowedValues) };
    case "pattern":
      return { path: instancePath, reason: wording.get(params.pattern) ?? "does not match the pattern " + params.pattern };
    case "minLength":
    case "maxLength":
      return { path: instancePath, reason: (keyword === "minLength" ? "is shorter than " : "is longer than ") + params.limit + " characters" };
    case "minItems":
    case "maxItems":
      return { path: instancePath, reason: (keyword === "minItems" ? "has fewer than " : "has more than ") + params.limit + " items" };
    default:
      return { path: instancePath, reason: "is not " + params.comparison + " " + params.limit };
  }
}

function listed(values) {
  const first = values.slice(0, 20).map((value) => JSON.stringify(value)).join(", ");
  return values.length > 20 ? first + " and " + (values.length - 20) + " more" : first;
}

function pointer(name) {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}`;
