// A row as its line, and whether a value that an engine read is the one that was written.
import type { FieldModel, TypeModel } from "@tracklake/schema";
import type { Line } from "./cases.js";

/** The JSON of a line; a BigInt is a number of all its digits. */
export function lineText(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${value.map(lineText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `${JSON.stringify(name)}:${lineText(member)}`)
    .join(",")}}`;
}

/** What was written, in the form in which it is compared: NULL left out, numbers of all types alike, moments and days told from texts. */
export function written(fields: readonly FieldModel[], line: Line): unknown {
  return plain(Object.fromEntries(fields.map((field) => [field.name, ofType(field.type, line[field.name])])));
}

/** What was read, in the same form; texts of numbers are numbers where the column is one. */
export function readBack(fields: readonly FieldModel[], row: Line): unknown {
  return written(fields, row);
}

/** A value by a type; one that is not of the type stays what it is, and differs then from what was meant. */
function ofType(type: TypeModel, value: unknown): unknown {
  switch (type.kind) {
    case "integer":
    case "bigint":
    case "number":
    case "decimal":
      return number(value);
    case "date":
    case "timestamp":
      // Iceberg's timestamps have microseconds. A moment that is read as a text is none any more, whatever it looks like.
      return typeof value === "string" ? { [type.kind]: value.replace(/(\.\d{3})000$/, "$1") } : value;
    case "struct":
      if (!isObject(value)) return value;
      return Object.fromEntries(
        Object.entries(value).map(([name, member]) => {
          const field = type.fields.find((one) => one.name === name);
          return [name, field ? ofType(field.type, member) : member];
        }),
      );
    case "array":
      return Array.isArray(value) ? value.map((item) => ofType(type.items, item)) : value;
    case "map":
      if (!isObject(value)) return value;
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, ofType(type.values, item)]));
    default:
      return value;
  }
}

/** A number as its shortest decimal text. */
function number(value: unknown): unknown {
  const text = String(value);
  if (!["number", "bigint", "string"].includes(typeof value) || !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text))
    return value;
  if (/e/i.test(text)) return { number: String(Number(text)) };
  const [whole = "", after = ""] = text.split(".");
  const digits = after.replace(/0+$/, "");
  return { number: digits === "" ? whole.replace(/^-0$/, "0") : `${whole}.${digits}` };
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
