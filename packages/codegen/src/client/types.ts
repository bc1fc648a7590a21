// TypeScript types of fields, as a reader would write them by hand: string unions, Dates, optional marks.
import type { FieldModel, TypeModel } from "@tracklake/schema";
import { literal, typeKey } from "../names.js";
import { docComment, type Source } from "../source.js";
import { piiNotes, typeNotes } from "./type-notes.js";

/** The texts of numbers, `${number}`: as much of a decimal as TypeScript can say. */
const DECIMAL = "`$" + "{number}`";

/** Adds the members of an object type, each with its doc comment. */
export function addMembers(source: Source, fields: readonly FieldModel[]): void {
  for (const field of fields) {
    source.add(...docComment(fieldDoc(field)));
    const optional = !field.required;
    const nullable = optional || field.nullable ? " | null" : "";
    const end = `${nullable}${optional ? ` | undefined${inherited(field.name)}` : ""};`;
    addTyped(source, `${typeKey(field.name)}${optional ? "?" : ""}: `, field.type, end);
  }
}

/**
 * What is added to the type of an optional property called as something that every object has, such as `constructor`:
 * TypeScript finds the inherited one in an object that leaves the property out, and it has to fit. At run time only an
 * object's own property counts.
 */
export function inherited(name: string): string {
  return name in Object.prototype && !name.startsWith("__") ? ` | Object[${literal(name)}]` : "";
}

/** Adds `before`, a type, `after`; object types take lines of their own. */
function addTyped(source: Source, before: string, type: TypeModel, after: string): void {
  switch (type.kind) {
    case "struct":
      source.block(`${before}{`, () => addMembers(source, type.fields), `}${after}`);
      return;
    case "array":
      if (isFlat(type.items)) source.add(`${before}readonly ${grouped(type.items)}[]${after}`);
      else addTyped(source, `${before}ReadonlyArray<`, type.items, `>${after}`);
      return;
    case "map":
      if (isFlat(type.values))
        source.add(`${before}Readonly<Record<string, ${flat(type.values)} | null | undefined>>${after}`);
      else addTyped(source, `${before}Readonly<Record<string, `, type.values, ` | null | undefined>>${after}`);
      return;
    default:
      source.add(`${before}${flat(type)}${after}`);
  }
}

/** Whether a type is written on one line. */
function isFlat(type: TypeModel): boolean {
  return type.kind !== "struct" && type.kind !== "array" && type.kind !== "map";
}

function grouped(type: TypeModel): string {
  const text = flat(type);
  return text.includes("|") ? `(${text})` : text;
}

function flat(type: TypeModel): string {
  switch (type.kind) {
    case "boolean":
      return "boolean";
    case "integer":
    case "number":
      return "number";
    case "bigint":
      return "bigint";
    case "enum":
      return type.values.length === 0 ? "never" : type.values.map(literal).join(" | ");
    case "timestamp":
      return "Date | string";
    case "json":
      return "unknown";
    case "decimal":
      return DECIMAL;
    default:
      return "string";
  }
}

/** What a doc comment says of a field. */
function fieldDoc(field: FieldModel): string[] {
  const lines = [field.description ?? ""];
  const notes = [
    ...typeNotes(field.type),
    ...(field.unit === undefined ? [] : [`Unit: ${field.unit}.`]),
    ...piiNotes(field.pii),
  ];
  if (notes.length > 0) lines[0] = [lines[0], ...notes].filter((text) => text !== "").join(" ");
  if (field.deprecated) lines.push(deprecatedTag(field.deprecated));
  return lines;
}

/** The `@deprecated` tag of a deprecation. */
export function deprecatedTag({
  reason,
  replacedBy,
}: {
  readonly reason: string;
  readonly replacedBy?: string;
}): string {
  return `@deprecated ${reason}${replacedBy === undefined ? "" : ` Use ${replacedBy}.`}`;
}
