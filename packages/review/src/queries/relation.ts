// A table or view that queries read, and what one of its columns, or a place within it, holds of an event.
import type { HiveType } from "@tracklake/tables";

/** A column, with the event's field that it shows. */
export interface RelationColumn {
  readonly name: string;
  readonly type: HiveType;
  /** The field's path, such as `user.name` or `items[].price`; the column's name for the envelope's. */
  readonly field: string;
}

/** A table or a view of the lake. */
export interface Relation {
  readonly database: string;
  readonly kind: "table" | "view";
  readonly name: string;
  readonly event: string;
  readonly columns: readonly RelationColumn[];
}

/** What a value in a query comes from: a column, or a place within one. */
export interface Source {
  readonly relation: Relation;
  readonly column: string;
  readonly field: string;
  readonly type: HiveType;
}

/** The source that a column is. */
export function sourceOf(relation: Relation, { name, field, type }: RelationColumn): Source {
  return { relation, column: name, field, type };
}

/** A field within a struct, through arrays and maps around it; `undefined` when there is none of the name. */
export function fieldOf(source: Source, name: string): Source | undefined {
  const inner = opened(source);
  if (inner.type.kind !== "struct") return undefined;
  const field = inner.type.fields.find((each) => each.name.toLowerCase() === name);
  return field === undefined ? undefined : { ...inner, field: `${inner.field}.${field.name}`, type: field.type };
}

/** What an array or a map holds; `undefined` for anything else. */
export function elementOf(source: Source): Source | undefined {
  const { type, field } = source;
  if (type.kind === "array") return { ...source, field: `${field}[]`, type: type.items };
  if (type.kind === "map") return { ...source, field: `${field}{}`, type: type.values };
  return undefined;
}

function opened(source: Source): Source {
  const inner = elementOf(source);
  return inner === undefined ? source : opened(inner);
}

/** Every name of a field within a type. */
export function namesWithin(type: HiveType): string[] {
  switch (type.kind) {
    case "primitive":
      return [];
    case "array":
      return namesWithin(type.items);
    case "map":
      return namesWithin(type.values);
    case "struct":
      return type.fields.flatMap((field) => [field.name, ...namesWithin(field.type)]);
  }
}
