// The judge of documents: ajv over the JSON Schemas of an event and its contexts, closed or open to unknown properties.
import { contextJsonSchema, type EventModel, eventJsonSchema, type JsonSchema } from "@tracklake/schema";
import { Ajv2020 } from "ajv/dist/2020.js";

/** Whether ajv accepts a document, as the model's schemas have it. */
export type Validator = (document: unknown) => boolean;

const ajv = new Ajv2020({ strict: false, unicodeRegExp: true, validateFormats: false, addUsedSchema: false });

/** Unknown properties are refused at every depth, as for those who write. */
export function closed(model: EventModel): Validator {
  return compiled(documentSchema(model, false));
}

/** Unknown properties are ignored at every depth, as by those who read. */
export function open(model: EventModel): Validator {
  return compiled(documentSchema(model, true));
}

/** The same for one group of an event: its properties, under its own name, or a context's fields. */
export function ofGroup(model: EventModel, group: string, isOpen: boolean): Validator {
  const context = model.contexts.find(({ name }) => name === group);
  const schema = context && group !== model.name ? contextJsonSchema(context) : eventJsonSchema(model);
  return compiled(plain(isOpen ? opened(schema) : schema));
}

function compiled(schema: JsonSchema): Validator {
  const validate = ajv.compile(schema);
  // A schema that was compiled stays in ajv's cache, which thousands of pairs would fill.
  ajv.removeSchema(schema);
  return (document) => validate(document) === true;
}

function documentSchema(model: EventModel, isOpen: boolean): JsonSchema {
  const part = (schema: JsonSchema) => plain(isOpen ? opened(schema) : schema);
  const contexts = Object.fromEntries(
    model.contexts.map((context) => [context.name, part(contextJsonSchema(context))]),
  );
  return {
    type: "object",
    required: ["properties", "contexts"],
    properties: {
      properties: part(eventJsonSchema(model)),
      contexts: { type: "object", properties: contexts, ...(isOpen ? {} : { additionalProperties: false }) },
    },
  };
}

function plain({ $id: _, $schema: __, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

/** The schema without `additionalProperties: false`; that of a map's values stays. */
function opened(value: JsonSchema): JsonSchema {
  const walk = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== "object" || part === null) return part;
    return Object.fromEntries(
      Object.entries(part)
        .filter(([key, member]) => !(key === "additionalProperties" && member === false))
        .map(([key, member]) => [key, walk(member)]),
    );
  };
  return walk(value) as JsonSchema;
}
