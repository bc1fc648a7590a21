// Fields keep the order of their first publication at every depth, and new ones come last.
// Engines that read struct fields by position then never meet one in the middle.
import type { ContextModel, EventModel, FieldModel, TypeModel } from "@tracklake/schema";
import type { Change } from "./change.js";

/**
 * The same model, its fields in the order in which earlier revisions published them.
 *
 * @example
 * inPublishedOrder(model, [published]).properties[0]?.name; // the first that was published
 */
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

/** Where a model's nested fields are in another order than the one of their publication, which top-level columns may be. */
export function nestedOrderChanges(given: EventModel, ordered: EventModel): Change[] {
  const groups = (model: EventModel) => [...model.contexts, { name: model.name, fields: model.properties }];
  const wanted = new Map(groups(ordered).map((group) => [group.name, group.fields]));
  return groups(given).flatMap(({ name, fields }) => disorder(fields, wanted.get(name) ?? [], name));
}

function disorder(given: readonly FieldModel[], ordered: readonly FieldModel[], path: string): Change[] {
  const types = new Map(ordered.map((field) => [field.name, field.type]));
  return given.flatMap((field) => typeDisorder(field.type, types.get(field.name), `${path}.${field.name}`));
}

function typeDisorder(given: TypeModel, ordered: TypeModel | undefined, path: string): Change[] {
  if (given.kind === "array" && ordered?.kind === "array") return typeDisorder(given.items, ordered.items, `${path}[]`);
  if (given.kind === "map" && ordered?.kind === "map") return typeDisorder(given.values, ordered.values, `${path}{}`);
  if (given.kind !== "struct" || ordered?.kind !== "struct") return [];
  const names = (fields: readonly FieldModel[]) => fields.map(({ name }) => name).join(", ");
  const [was, is] = [names(ordered.fields), names(given.fields)];
  const deeper = disorder(given.fields, ordered.fields, path);
  return was === is ? deeper : [{ rule: "NESTED_ORDER_CHANGED", path, was, is }, ...deeper];
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
