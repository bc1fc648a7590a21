// The type that holds two revisions' values: struct fields keep their place, new ones are appended.
// Order matters where registered partitions keep their own schema: engines then read structs by position.
import { formerly, type HiveField, type HiveType, hiveTypeText } from "./hive-type.js";

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
    const type = mergeTypes(field.type, now.type, onChange, `${prefix}${field.name}`);
    // What was personal once is personal still: old rows hold it.
    const personal = field.personal ? { personal: true as const } : {};
    // A rename stays one when the definition says it no more, or says another: the old rows hold the old name for good.
    const [renamedFrom, ...alsoFrom] = new Set([...formerly(now), ...formerly(field)]);
    if (renamedFrom === undefined) return { ...now, ...personal, type };
    return { ...now, ...personal, type, renamedFrom, ...(alsoFrom.length === 0 ? {} : { alsoFrom }) };
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
  if (was !== is && !grows(was, is)) onChange(path, was, is);
  return newer;
}

/** Whether a decimal has no fewer digits on either side of the point: files of both are read by the newer type. */
function grows(was: string, is: string): boolean {
  const [older, newer] = [was, is].map((text) => /^decimal\((\d+),(\d+)\)$/.exec(text)?.slice(1).map(Number));
  if (!older || !newer) return false;
  const [[precision = 0, scale = 0], [digits = 0, after = 0]] = [older, newer];
  return after >= scale && digits - after >= precision - scale;
}
