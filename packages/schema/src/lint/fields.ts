// The fields of an event with their paths, as rules walk them.
// Kept per model, since thirty rules ask for the same lists; models are frozen by convention.
import type { EventModel, FieldModel, TypeModel } from "../model.js";

/** A field with its path, such as `order_placed.items[].price`. */
export interface FieldAt {
  readonly field: FieldModel;
  readonly path: string;
  /** Name of the context or the field that holds it; the event's for a property. */
  readonly within: string;
  /** 0 for what becomes a column. */
  readonly depth: number;
  /** The fields around it, from the outermost; none for what becomes a column. */
  readonly around: readonly FieldModel[];
}

/** Every field of an event at every depth: contexts first, then properties. */
export function allFields(model: EventModel): readonly FieldAt[] {
  const before = known.get(model);
  if (before) return before;
  const found = topFields(model).flatMap((at) => [at, ...fieldsWithin(at.field.type, at)]);
  known.set(model, found);
  return found;
}

const known = new WeakMap<EventModel, readonly FieldAt[]>();

/** The fields that become columns: those of the contexts, then the properties. */
export function topFields(model: EventModel): readonly FieldAt[] {
  const before = tops.get(model);
  if (before) return before;
  const found = columnsOf(model);
  tops.set(model, found);
  return found;
}

const tops = new WeakMap<EventModel, readonly FieldAt[]>();

function columnsOf(model: EventModel): FieldAt[] {
  const of =
    (within: string) =>
    (field: FieldModel): FieldAt => ({ field, path: `${within}.${field.name}`, within, depth: 0, around: [] });
  return [
    ...model.contexts.flatMap((context) => context.fields.map(of(context.name))),
    ...model.properties.map(of(model.name)),
  ];
}

/** The type without the lists and maps around it. */
export function innermost(type: TypeModel): TypeModel {
  if (type.kind === "array") return innermost(type.items);
  return type.kind === "map" ? innermost(type.values) : type;
}

function fieldsWithin(type: TypeModel, parent: FieldAt, suffix = ""): FieldAt[] {
  if (type.kind === "array") return fieldsWithin(type.items, parent, `${suffix}[]`);
  if (type.kind === "map") return fieldsWithin(type.values, parent, `${suffix}{}`);
  if (type.kind !== "struct") return [];
  const around = [...parent.around, parent.field];
  return type.fields.flatMap((field) => {
    const path = `${parent.path}${suffix}.${field.name}`;
    const at: FieldAt = { field, path, within: parent.field.name, depth: parent.depth + 1, around };
    return [at, ...fieldsWithin(field.type, at)];
  });
}
