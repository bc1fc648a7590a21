// When an older major's column can be read as the latest type: where TRY_CAST is defined and loses nothing
// but what cannot be read (which becomes NULL). Anything else is shown as a column of its own.
import { type HiveType, hiveTypeText } from "../model/hive-type.js";

const readable: Readonly<Record<string, readonly string[]>> = {
  string: ["boolean", "int", "bigint", "double", "decimal", "date", "timestamp"],
  bigint: ["int", "boolean", "string"],
  double: ["int", "bigint", "decimal", "string"],
  decimal: ["int", "bigint", "decimal", "string"],
  timestamp: ["date", "string"],
  date: ["string"],
  boolean: ["string"],
};

/** How a value of one type becomes another: as it is, by TRY_CAST, or not at all. */
export function conversion(from: HiveType, to: HiveType): "same" | "cast" | "none" {
  if (hiveTypeText(from) === hiveTypeText(to)) return "same";
  if (from.kind !== "primitive" || to.kind !== "primitive") return "none";
  if (!readable[family(to.text)]?.includes(family(from.text))) return "none";
  return scale(from.text) > scale(to.text) && family(to.text) === "decimal" ? "none" : "cast";
}

function family(type: string): string {
  return type.replace(/\(.*$/, "");
}

function scale(type: string): number {
  return Number(/,(\d+)\)$/.exec(type)?.[1] ?? 0);
}
