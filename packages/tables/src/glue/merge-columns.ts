// Live columns with ours laid over them: nothing is dropped, nothing moves, what is new comes last.
// So a column, or a field of a struct, that somebody else added stays where it is.
import type { Column } from "@aws-sdk/client-glue";
import { type HiveField, type HiveType, hiveTypeText, parseHiveType } from "../model/hive-type.js";
import type { ColumnModel } from "../table-model.js";

/**
 * The columns to send.
 *
 * @throws TablesError `bad-type` when the type of a live column of ours cannot be read.
 */
export function mergeColumns(live: readonly Column[], desired: readonly ColumnModel[]): Column[] {
  const ours = new Map(desired.map((column) => [column.name, column]));
  const kept = live.map((column): Column => {
    const want = ours.get(column.Name ?? "");
    if (!want) return column;
    ours.delete(want.name);
    return {
      ...column,
      Type: extendedType(column.Type, want.type),
      ...(want.comment === undefined ? {} : { Comment: want.comment }),
    };
  });
  const added = [...ours.values()].map(({ name, type, comment }) => ({
    Name: name,
    Type: type,
    ...(comment === undefined ? {} : { Comment: comment }),
  }));
  return [...kept, ...added];
}

function extendedType(live: string | undefined, desired: string): string {
  if (live === undefined || live === desired) return desired;
  return hiveTypeText(extended(parseHiveType(live), parseHiveType(desired)));
}

function extended(live: HiveType, desired: HiveType): HiveType {
  if (live.kind === "array" && desired.kind === "array") {
    return { kind: "array", items: extended(live.items, desired.items) };
  }
  if (live.kind === "map" && desired.kind === "map") {
    return { kind: "map", keys: desired.keys, values: extended(live.values, desired.values) };
  }
  if (live.kind !== "struct" || desired.kind !== "struct") return desired;
  const ours = new Map(desired.fields.map((field) => [field.name, field]));
  const kept = live.fields.map((field): HiveField => {
    const want = ours.get(field.name);
    ours.delete(field.name);
    return want ? { name: field.name, type: extended(field.type, want.type) } : field;
  });
  return { kind: "struct", fields: [...kept, ...ours.values()] };
}
