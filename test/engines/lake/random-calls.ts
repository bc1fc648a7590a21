// Random calls of an event: values that its JSON Schema accepts, in the form in which an application passes them.
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";
import fc from "fast-check";
import { closed } from "../../compatibility/event-validator.js";
import type { Random } from "../../compatibility/random.js";
import { randomDocument } from "../../compatibility/random-document.js";
import type { Call } from "./rich-rows.js";

type Values = Readonly<Record<string, unknown>>;

/** Up to so many calls; what bounds and patterns exclude is left out. */
export function randomCalls(r: Random, model: EventModel, count: number): Call[] {
  const accepts = closed(model);
  return Array.from({ length: count }, () => randomDocument(r, model))
    .map(({ properties, contexts }) => ({ properties: patterned(r, model.properties, properties), contexts }))
    .filter(accepts)
    .map(({ properties, contexts }) => ({
      name: model.name,
      properties: given(model.properties, properties),
      contexts: Object.fromEntries(
        model.contexts.flatMap(({ name, fields }) => {
          const values = contexts[name];
          return values ? [[name, given(fields, values)]] : [];
        }),
      ),
    }));
}

/** The properties, with a text that matches where one has to. */
function patterned(r: Random, fields: readonly FieldModel[], values: Values): Values {
  const texts = fields.flatMap(({ name, type }) => {
    if (type.kind !== "string" || type.pattern === undefined || !Object.hasOwn(values, name)) return [];
    const matching = fc.stringMatching(new RegExp(type.pattern, "u"));
    return [[name, fc.sample(matching, { numRuns: 1, seed: r.below(2 ** 31) })[0]]];
  });
  return { ...values, ...Object.fromEntries(texts) };
}

function given(fields: readonly FieldModel[], values: Values): Values {
  const present = fields.filter(({ name }) => Object.hasOwn(values, name));
  return Object.fromEntries(present.map(({ name, type }) => [name, argument(type, values[name])]));
}

/** The line's form as a caller's: BigInt, Date, any JSON value. */
function argument(type: TypeModel, value: unknown): unknown {
  switch (type.kind) {
    case "bigint":
      return BigInt(value as string);
    case "timestamp":
      return new Date(`${(value as string).replace(" ", "T")}Z`);
    case "json":
      return JSON.parse(value as string);
    case "struct":
      return given(type.fields, value as Values);
    case "array":
      return (value as unknown[]).map((item) => argument(type.items, item));
    case "map":
      return Object.fromEntries(
        Object.entries(value as Values).map(([key, item]) => [key, argument(type.values, item)]),
      );
    default:
      return value;
  }
}
