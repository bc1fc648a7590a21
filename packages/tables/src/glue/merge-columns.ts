// Live columns with ours laid over them: nothing is dropped, nothing moves, what is new comes last.
// Types of our columns are ours, for what is queried rests on them; comments, and fields of others, are merged.
import type { Column } from "@aws-sdk/client-glue";
import { type HiveField, type HiveType, hiveTypeText, parseHiveType } from "../model/hive-type.js";
import { type Merging, mergeText } from "./merge-text.js";

/**
 * The columns to send.
 *
 * @throws TablesError `bad-type` when the type of a live column of ours cannot be read.
 */
export function mergeColumns(merging: Merging, live: readonly Column[], desired: readonly Column[]): Column[] {
  const ours = new Map(desired.map((column) => [column.Name, column]));
  const applied = new Map(merging.base?.columns.map((column) => [column.name, column]));
  const kept = live.map((column): Column => {
    const want = ours.get(column.Name);
    if (!want) return column;
    ours.delete(column.Name);
    const { Comment: comment, ...rest } = column;
    const name = column.Name ?? "";
    const texts = { was: applied.get(name)?.comment, live: comment, desired: want.Comment };
    const merged = mergeText(merging, { part: "comment", name }, texts);
    return {
      ...rest,
      Type: extendedType(column.Type, want.Type ?? "", merging.mode === "behind"),
      ...(merged === undefined ? {} : { Comment: merged }),
    };
  });
  return [...kept, ...ours.values()];
}

/** A type that has all of both; where a leaf differs, the second's unless `keep`. @throws TablesError `bad-type` */
export function extendedType(live: string | undefined, desired: string, keep = false): string {
  if (live === undefined || live === desired) return desired;
  return hiveTypeText(extended(parseHiveType(live), parseHiveType(desired), keep));
}

function extended(live: HiveType, desired: HiveType, keep: boolean): HiveType {
  if (live.kind === "array" && desired.kind === "array") {
    return { kind: "array", items: extended(live.items, desired.items, keep) };
  }
  if (live.kind === "map" && desired.kind === "map") {
    return { kind: "map", keys: desired.keys, values: extended(live.values, desired.values, keep) };
  }
  if (live.kind !== "struct" || desired.kind !== "struct") return keep ? live : desired;
  const ours = new Map(desired.fields.map((field) => [field.name, field]));
  const kept = live.fields.map((field): HiveField => {
    const want = ours.get(field.name);
    ours.delete(field.name);
    return want ? { name: field.name, type: extended(field.type, want.type, keep) } : field;
  });
  return { kind: "struct", fields: [...kept, ...ours.values()] };
}
