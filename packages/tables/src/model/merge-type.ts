// The type that holds two revisions' values: struct fields keep their place, new ones are appended.
// Order matters where registered partitions keep their own schema: engines then read structs by position.
import { type HiveField, type HiveType, hiveTypeText } from "./hive-type.js";

/** Told of a part whose type is another one now; the newer type is kept. */
export type OnTypeChange = (path: string, was: string, is: string) => void;

/** Columns of both, in the order of their first appearance; those that `newer` lacks are marked as removed. */
export function mergeFields(
  older: readonly HiveField[],
  newer: readonly HiveField[],
  onChange: OnTypeChange,
  prefix = "",
): HiveField[] {
  const next = new Map(newer.map((field) => [field.name, field]));
  const kept = older.map((field): HiveField => {
    const now = next.get(field.name);
    if (!now) return { ...field, removed: true };
    next.delete(field.name);
    // What was personal once is personal still: old rows hold it.
    const personal = field.personal ? { personal: true as const } : {};
    return { ...now, ...personal, type: mergeTypes(field.type, now.type, onChange, `${prefix}${field.name}`) };
  });
  return [...kept, ...next.values()];
}

/** A type that reads values of both; where that is impossible, the newer one. */
export function mergeTypes(older: HiveType, newer: HiveType, onChange: OnTypeChange, path: string): HiveType {
  if (older.kind === "struct" && newer.kind === "struct") {
    return { kind: "struct", fields: mergeFields(older.fields, newer.fields, onChange, `${path}.`) };
  }
  if (older.kind === "array" && newer.kind === "array") {
    return { kind: "array", items: mergeTypes(older.items, newer.items, onChange, `${path}[]`) };
  }
  if (older.kind === "map" && newer.kind === "map") {
    return { kind: "map", keys: newer.keys, values: mergeTypes(older.values, newer.values, onChange, `${path}{}`) };
  }
  const was = hiveTypeText(older);
  const is = hiveTypeText(newer);
  if (was !== is) onChange(path, was, is);
  return newer;
}
