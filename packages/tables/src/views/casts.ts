// When an older major's column can be read as the latest type: where a cast is defined and loses nothing
// but text that cannot be read (which becomes NULL). Anything else is shown as a column of its own.
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

/** How a value of one type becomes another: as it is, by a cast, or not at all. */
export function conversion(from: HiveType, to: HiveType): "same" | "cast" | "none" {
  if (hiveTypeText(from) === hiveTypeText(to)) return "same";
  if (from.kind !== "primitive" || to.kind !== "primitive") return "none";
  if (!readable[family(to.text)]?.includes(family(from.text))) return "none";
  return fits(from.text, to.text) ? "cast" : "none";
}

/** Whether every number of one type is one of the other; text that is no number is NULL either way. */
function fits(from: string, to: string): boolean {
  const digits = digitsOf(from);
  if (digits === undefined) return true;
  if (family(to) === "double") return family(from) !== "decimal" || digits.whole + digits.scale <= DOUBLE_DIGITS;
  const room = family(to) === "decimal" ? digitsOf(to) : undefined;
  return room === undefined || (digits.whole <= room.whole && digits.scale <= room.scale);
}

/** Any decimal of so many digits is told from the next one as a double. Whole numbers come from JavaScript's, which are doubles. */
const DOUBLE_DIGITS = 15;

function digitsOf(type: string): { whole: number; scale: number } | undefined {
  if (type === "int") return { whole: 10, scale: 0 };
  if (type === "bigint") return { whole: 19, scale: 0 };
  const [, precision, scale = "0"] = /^decimal\((\d+)(?:,(\d+))?\)$/.exec(type) ?? [];
  return precision === undefined ? undefined : { whole: Number(precision) - Number(scale), scale: Number(scale) };
}

function family(type: string): string {
  return type.replace(/\(.*$/, "");
}
