// From a definition in TypeBox to the neutral event model; what has no column becomes a finding.
// The model leaves out what could not be mapped, so that one run reports everything at once.
import type { ContextDefinition, EventDefinition } from "./definition.js";
import { fieldMetadata } from "./field-metadata.js";
import type { Finding } from "./finding.js";
import { isRecord, keywordsOf } from "./keywords.js";
import type { ContextModel, EventModel, FieldModel } from "./model.js";
import { typeModel } from "./type-of.js";
import { unknownKeys } from "./unknown-keys.js";

/** What may be given to {@link toEventModel}. */
export interface EventModelOptions {
  /** Owner of events that name none. */
  readonly owner?: string | undefined;
}

/**
 * The model of an event.
 *
 * @returns The model, and a finding for each part that has no column.
 * @example
 * const { model, findings } = toEventModel(planChanged, { owner: "growth" });
 */
export function toEventModel(
  definition: EventDefinition,
  { owner }: EventModelOptions = {},
): { model: EventModel; findings: Finding[] } {
  const findings = unknownKeys(definition);
  const named = definition.owner ?? owner;
  const model: EventModel = {
    name: definition.name,
    major: definition.major,
    ...(definition.description === undefined ? {} : { description: definition.description }),
    ...(named === undefined ? {} : { owner: named }),
    ...(definition.answers === undefined ? {} : { answers: [...definition.answers] }),
    contexts: definition.contexts.map((context) => contextModel(context, findings)),
    properties: fieldModels(keywordsOf(definition.properties), definition.name, findings),
    ...(definition.deprecated === undefined ? {} : { deprecated: definition.deprecated }),
    ...(definition.retention === undefined ? {} : { retention: definition.retention }),
    ...(definition.expires === undefined ? {} : { expires: definition.expires }),
    ...(definition.examples === undefined ? {} : { examples: definition.examples }),
  };
  return { model, findings };
}

/** The model of a context; what has no column is added to `findings`. */
export function contextModel(definition: ContextDefinition, findings: Finding[]): ContextModel {
  findings.push(...unknownKeys(definition));
  return {
    name: definition.name,
    ...(definition.description === undefined ? {} : { description: definition.description }),
    fields: fieldModels(keywordsOf(definition.properties), definition.name, findings),
  };
}

/** The fields of an object schema, in the author's order. */
export function fieldModels(object: Record<string, unknown>, path: string, findings: Finding[]): FieldModel[] {
  const properties = isRecord(object.properties) ? object.properties : {};
  const required = new Set(Array.isArray(object.required) ? object.required : []);
  const fields: FieldModel[] = [];
  for (const [name, schema] of Object.entries(properties)) {
    const field = fieldModel(name, keywordsOf(schema), required.has(name), `${path}.${name}`, findings);
    if (field) fields.push(field);
  }
  return fields;
}

function fieldModel(
  name: string,
  schema: Record<string, unknown>,
  required: boolean,
  path: string,
  findings: Finding[],
): FieldModel | undefined {
  const mapped = typeModel(schema, path, findings, fieldModels);
  if (!mapped) return undefined;
  return {
    name,
    type: mapped.type,
    required,
    ...(mapped.nullable ? { nullable: true } : {}),
    ...fieldMetadata(schema, path, findings),
  };
}
