// A model that demands nothing but what stands at one path: every struct on the way there has the one field.
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";

/**
 * The model cut down to a path.
 *
 * @example
 * onlyAt(model, "order_placed.items[].price").properties.length; // 1
 */
export function onlyAt(model: EventModel, path: string): EventModel {
  const [group = "", ...steps] = path.split(".");
  const cut = (fields: readonly FieldModel[]) => onlyField(fields, steps);
  return {
    ...model,
    contexts: model.contexts.map((context) =>
      context.name === group ? { ...context, fields: cut(context.fields) } : context,
    ),
    properties: group === model.name ? cut(model.properties) : model.properties,
  };
}

function onlyField(fields: readonly FieldModel[], [step = "", ...deeper]: readonly string[]): FieldModel[] {
  const name = step.replace(/[[\]{}]+$/, "");
  const field = fields.find((one) => one.name === name);
  if (!field) return [];
  // A demand that lies above the changed place is another change's.
  return [deeper.length === 0 ? field : { ...field, required: false, type: onlyType(field.type, deeper) }];
}

function onlyType(type: TypeModel, steps: readonly string[]): TypeModel {
  switch (type.kind) {
    case "struct":
      return { ...type, fields: onlyField(type.fields, steps) };
    case "array":
      return { kind: "array", items: onlyType(type.items, steps) };
    case "map":
      return { ...type, values: onlyType(type.values, steps) };
    default:
      return type;
  }
}
