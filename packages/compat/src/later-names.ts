// An earlier model under the names that its fields have by now: a chain of renames is followed revision by revision, so that
// a field that was renamed twice is one field, and not one that went and one that came.
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";

/**
 * The model with the names of the last of the later ones.
 *
 * @param later - The revisions after it, oldest first.
 * @param next - The model that is to be published. A name that it uses for another field stays with its own column.
 * @returns The same object where nothing was renamed.
 * @example
 * underLaterNames(first, [second, third], next).properties[0]?.name; // the name in the third
 */
export function underLaterNames(model: EventModel, later: readonly EventModel[], next: EventModel): EventModel {
  if (!later.some(renames)) return model;
  const properties = renamed(
    model.properties,
    later.map((one) => one.properties),
    next.properties,
  );
  const contexts = model.contexts.map((context) => {
    const same = (one: EventModel) => one.contexts.find(({ name }) => name === context.name)?.fields ?? [];
    const fields = renamed(context.fields, later.map(same), same(next));
    return fields === context.fields ? context : { ...context, fields };
  });
  const untouched = properties === model.properties && contexts.every((one, index) => one === model.contexts[index]);
  return untouched ? model : { ...model, contexts, properties };
}

/** Whether some field of a model says what it was called before. */
function renames({ contexts, properties }: EventModel): boolean {
  return [...contexts.flatMap(({ fields }) => fields), ...properties].some(isRenamed);
}

function isRenamed({ renamedFrom, type }: FieldModel): boolean {
  return renamedFrom !== undefined || fieldsOf(type).some(isRenamed);
}

type Fields = readonly FieldModel[];

function renamed(before: Fields, later: readonly Fields[], next: Fields): Fields {
  const names = new Set(before.map(({ name }) => name));
  const inUse = new Set(next.map(({ name }) => name));
  const last = new Set(later.at(-1)?.map(({ name }) => name));
  const fields = before.map((field): FieldModel => {
    const trail = trailOf(field.name, later);
    const now = trail.at(-1)?.name ?? field.name;
    const name = last.has(now) && !names.has(now) && !inUse.has(field.name) ? now : field.name;
    const type = renamedWithin(
      field.type,
      trail.map((one) => one.type),
      next.find((one) => one.name === name)?.type,
    );
    return name === field.name && type === field.type ? field : { ...field, name, type };
  });
  return fields.some((field, index) => field !== before[index]) ? fields : before;
}

/** What a field is in each of the later lists that has it. */
function trailOf(first: string, later: readonly Fields[]): FieldModel[] {
  let name = first;
  return later.flatMap((fields) => {
    const now = fields.find((field) => field.name === name) ?? fields.find(({ renamedFrom }) => renamedFrom === name);
    if (!now) return [];
    name = now.name;
    return [now];
  });
}

function renamedWithin(type: TypeModel, later: readonly TypeModel[], next: TypeModel | undefined): TypeModel {
  const inner = fieldsOf(type);
  if (inner.length === 0) return type;
  const fields = renamed(inner, later.map(fieldsOf), next === undefined ? [] : fieldsOf(next));
  return fields === inner ? type : withFields(type, fields);
}

/** The fields of a struct, in however many arrays and maps it lies. */
function fieldsOf(type: TypeModel): Fields {
  if (type.kind === "struct") return type.fields;
  if (type.kind === "array") return fieldsOf(type.items);
  return type.kind === "map" ? fieldsOf(type.values) : [];
}

function withFields(type: TypeModel, fields: Fields): TypeModel {
  if (type.kind === "struct") return { ...type, fields: [...fields] };
  if (type.kind === "array") return { ...type, items: withFields(type.items, fields) };
  return type.kind === "map" ? { ...type, values: withFields(type.values, fields) } : type;
}
