// Fields keep the order of their first publication at every depth, and new ones come last.
// Engines that read struct fields by position then never meet one in the middle.
import type { ContextModel, EventModel, FieldModel, TypeModel } from "@tracklake/schema";

/** The same model, its fields in the order in which earlier revisions published them. */
export function inPublishedOrder(model: EventModel, earlier: readonly EventModel[]): EventModel {
  const contexts = inOrder(
    model.contexts,
    earlier.map((before) => before.contexts),
  );
  return {
    ...model,
    contexts: contexts.map((context) =>
      contextInOrder(
        context,
        earlier.flatMap((before) => before.contexts),
      ),
    ),
    properties: fieldsInOrder(
      model.properties,
      earlier.map((before) => before.properties),
    ),
  };
}

function contextInOrder(context: ContextModel, earlier: readonly ContextModel[]): ContextModel {
  const same = earlier.filter((before) => before.name === context.name);
  return {
    ...context,
    fields: fieldsInOrder(
      context.fields,
      same.map((before) => before.fields),
    ),
  };
}

function fieldsInOrder(fields: readonly FieldModel[], earlier: readonly (readonly FieldModel[])[]): FieldModel[] {
  return inOrder(fields, earlier).map((field) => {
    const before = earlier.flatMap((list) => list.filter((other) => other.name === field.name));
    return {
      ...field,
      type: typeInOrder(
        field.type,
        before.map((other) => other.type),
      ),
    };
  });
}

function typeInOrder(type: TypeModel, earlier: readonly TypeModel[]): TypeModel {
  switch (type.kind) {
    case "struct":
      return {
        ...type,
        fields: fieldsInOrder(
          type.fields,
          earlier.flatMap((before) => (before.kind === "struct" ? [before.fields] : [])),
        ),
      };
    case "array":
      return {
        ...type,
        items: typeInOrder(
          type.items,
          earlier.flatMap((before) => (before.kind === "array" ? [before.items] : [])),
        ),
      };
    case "map":
      return {
        ...type,
        values: typeInOrder(
          type.values,
          earlier.flatMap((before) => (before.kind === "map" ? [before.values] : [])),
        ),
      };
    default:
      return type;
  }
}

function inOrder<Named extends { readonly name: string }>(
  items: readonly Named[],
  earlier: readonly (readonly Named[])[],
): Named[] {
  const order = [...new Set(earlier.flatMap((list) => list.map((item) => item.name)))];
  const rank = new Map(order.map((name, index) => [name, index]));
  return [...items].sort((a, b) => (rank.get(a.name) ?? order.length) - (rank.get(b.name) ?? order.length));
}
