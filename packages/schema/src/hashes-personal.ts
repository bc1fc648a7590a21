// Whether an event's lines hold hashes of personal text: then they name the key, in a column of their own.
import type { EventModel, FieldModel, TypeModel } from "./model.js";

/** Whether a property of the event, or a field of its contexts, at any depth, has `pii: "hash"`. */
export function hashesPersonal({ contexts, properties }: Pick<EventModel, "contexts" | "properties">): boolean {
  return [...contexts.flatMap(({ fields }) => fields), ...properties].some(hashes);
}

function hashes({ pii, type }: FieldModel): boolean {
  return pii === "hash" || (pii !== "drop" && within(type));
}

function within(type: TypeModel): boolean {
  switch (type.kind) {
    case "struct":
      return type.fields.some(hashes);
    case "array":
      return within(type.items);
    case "map":
      return within(type.values);
    default:
      return false;
  }
}
