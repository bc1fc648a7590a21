// How many bytes an event's line has, by its definition: from examples where there are some, else from the types.
// An estimate; the lake's own lines are the truth.
import { envelopeColumns } from "@tracklake/envelope";
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";

/** Bytes of the envelope in a line: names, quotes and values of ids, times and names of usual length. */
const ENVELOPE = envelopeColumns
  .filter(({ optional }) => !optional)
  .reduce((sum, { name, type }) => sum + name.length + 4 + valueOfEnvelope(name, type), 2);

function valueOfEnvelope(name: string, type: string): number {
  if (name === "event_id" || name === "instance_id") return 38;
  if (type === "timestamp") return 25;
  if (type === "date") return 12;
  return type === "int" || type === "bigint" ? 4 : 14;
}

/** Bytes of free text, and elements of a list, where nothing is said. */
const TEXT = 24;
const ELEMENTS = 3;
/** Of fields that may be left out, the share that is there. */
const PRESENT = 0.7;

/** Estimates the bytes of a line, with its newline. */
export function lineBytes(model: EventModel): number {
  const fields = [...model.contexts.flatMap((context) => context.fields), ...model.properties];
  return Math.round(ENVELOPE + fieldsBytes(fields) + 1);
}

function fieldsBytes(fields: readonly FieldModel[]): number {
  return fields.reduce((sum, field) => sum + fieldBytes(field), 0);
}

function fieldBytes({ name, type, pii, required, examples = [] }: FieldModel): number {
  if (pii === "drop") return 0;
  const [example] = examples;
  const value = pii === "hash" ? 66 : pii === "mask" ? 6 : example === undefined ? typeBytes(type) : jsonBytes(example);
  return (name.length + 4 + value) * (required ? 1 : PRESENT);
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? "");
}

function typeBytes(type: TypeModel): number {
  switch (type.kind) {
    case "boolean":
      return 5;
    case "integer":
      return 4;
    case "number":
    case "bigint":
    case "decimal":
      return 8;
    case "uuid":
      return 38;
    case "enum":
      return 2 + type.values.reduce((sum, value) => sum + value.length, 0) / Math.max(1, type.values.length);
    case "timestamp":
      return 25;
    case "date":
      return 12;
    case "struct":
      return 1 + fieldsBytes(type.fields);
    case "array":
      return 2 + ELEMENTS * (1 + typeBytes(type.items));
    case "map":
      return 2 + ELEMENTS * (12 + typeBytes(type.values));
    case "string":
      return Math.min(TEXT, (type.maxLength ?? TEXT) / 2 + 2);
    case "json":
      return 4 * TEXT;
  }
}
