// The fields of two revisions as one table has them: with the newer types, what was removed stays, at every depth.
import type { FieldModel, TypeModel } from "@tracklake/schema";

/** The fields of both, those of `older` first. */
export function united(older: readonly FieldModel[], newer: readonly FieldModel[]): FieldModel[] {
  const kept = older.map((field) => {
    const now = newer.find(({ name }) => name === field.name);
    return now ? { ...now, type: unitedType(field.type, now.type) } : field;
  });
  return [...kept, ...newer.filter(({ name }) => !older.some((field) => field.name === name))];
}

function unitedType(older: TypeModel, newer: TypeModel): TypeModel {
  if (older.kind === "struct" && newer.kind === "struct")
    return { ...newer, fields: united(older.fields, newer.fields) };
  if (older.kind === "array" && newer.kind === "array")
    return { ...newer, items: unitedType(older.items, newer.items) };
  if (older.kind === "map" && newer.kind === "map") return { ...newer, values: unitedType(older.values, newer.values) };
  return newer;
}
