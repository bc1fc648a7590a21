// What a doc comment says of a type beyond its TypeScript: its form and its limits, as they are checked at the call.
import type { FieldModel, TypeModel } from "@tracklake/schema";

type NumberType = Extract<TypeModel, { kind: "integer" | "number" }>;

/** The sentences of a type; none where TypeScript says all of it. */
export function typeNotes(type: TypeModel): string[] {
  switch (type.kind) {
    case "integer":
      return [sentence(["whole number", ...bounds(type)].join(", "))];
    case "number":
      return bounds(type).map(sentence);
    case "bigint":
      return ["64-bit integer."];
    case "decimal":
      return [
        `Decimal text, ${type.precision} digits, ${type.scale} after the point; for a string, decimal(text) of @tracklake/sdk.`,
      ];
    case "string":
      return [
        ...counted(type.minLength, type.maxLength, "character").map(sentence),
        ...(type.pattern === undefined ? [] : [`Matches \`${type.pattern}\`.`]),
      ];
    case "uuid":
      return ["UUID."];
    case "date":
      return ["Date, YYYY-MM-DD."];
    case "json":
      return ["Stored as JSON text."];
    case "array":
      return [...counted(type.minItems, type.maxItems, "item").map(sentence), ...ofEach(type.items)];
    case "map":
      return ofEach(type.values);
    default:
      return [];
  }
}

/** The sentence about personal data. */
export function piiNotes(pii: FieldModel["pii"]): string[] {
  if (pii === undefined) return [];
  return [{ drop: "Personal: never leaves the process.", hash: "Personal: hashed.", mask: "Personal: masked." }[pii]];
}

/** What is said of an array's items or a map's values. */
function ofEach(type: TypeModel): string[] {
  const notes = typeNotes(type);
  return notes.length === 0 ? [] : [`Each: ${notes.join(" ")}`];
}

function bounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: NumberType): string[] {
  const ends = [
    ...(minimum === undefined || maximum === undefined ? [] : [`${minimum} to ${maximum}`]),
    ...(minimum === undefined || maximum !== undefined ? [] : [`at least ${minimum}`]),
    ...(exclusiveMinimum === undefined ? [] : [`over ${exclusiveMinimum}`]),
    ...(maximum === undefined || minimum !== undefined ? [] : [`at most ${maximum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`under ${exclusiveMaximum}`]),
  ];
  return ends.length === 0 ? [] : [ends.join(" and ")];
}

function counted(least = 0, most: number | undefined, noun: string): string[] {
  const nouns = (count: number) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  if (most === undefined) return least === 0 ? [] : [`at least ${nouns(least)}`];
  if (least === most) return [nouns(most)];
  return [least === 0 ? `at most ${nouns(most)}` : `${least} to ${nouns(most)}`];
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
