// Models as they are to be after the fixes: what the definitions must give when they are loaded again.
import type { EventModel, FieldModel, Fix, TypeModel } from "@tracklake/schema";

/** A fix, and the path that it speaks of. */
type FieldFix = Extract<Fix, { kind: "set-unit" | "rename-field" }>;

/** The model of an event with the fixes that concern it. */
export function withFixes(model: EventModel, fixes: readonly Fix[]): EventModel {
  const byPath = new Map<string, FieldFix[]>();
  let name = model.name;
  for (const fix of fixes) {
    if (fix.kind === "rename-event" && fix.path === model.name) name = fix.to;
    if (fix.kind !== "set-unit" && fix.kind !== "rename-field") continue;
    byPath.set(fix.path, [...(byPath.get(fix.path) ?? []), fix]);
  }
  return {
    ...model,
    name,
    contexts: model.contexts.map((context) => ({
      ...context,
      fields: fieldsWith(context.fields, context.name, byPath),
    })),
    properties: fieldsWith(model.properties, model.name, byPath),
  };
}

type ByPath = ReadonlyMap<string, readonly FieldFix[]>;

function fieldsWith(fields: readonly FieldModel[], parent: string, byPath: ByPath): FieldModel[] {
  return fields.map((field) => {
    const path = `${parent}.${field.name}`;
    let fixed: FieldModel = { ...field, type: typeWith(field.type, path, byPath) };
    for (const fix of byPath.get(path) ?? []) {
      fixed = fix.kind === "set-unit" ? { ...fixed, unit: fix.unit } : { ...fixed, name: fix.to };
    }
    return fixed;
  });
}

function typeWith(type: TypeModel, path: string, byPath: ByPath): TypeModel {
  if (type.kind === "array") return { ...type, items: typeWith(type.items, `${path}[]`, byPath) };
  if (type.kind === "map") return { ...type, values: typeWith(type.values, `${path}{}`, byPath) };
  return type.kind === "struct" ? { ...type, fields: fieldsWith(type.fields, path, byPath) } : type;
}
