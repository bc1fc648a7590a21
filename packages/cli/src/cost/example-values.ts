// Values as a service would send them: from a field's own examples, else of its type's form and bounds, varied.
// They are as long and as different as usual ones, no more: what is said of sizes rests on them.
import type { FieldModel, TypeModel } from "@tracklake/schema";

/** Gives a number from 0 to below 1. */
export type Random = () => number;

/** Characters of free text, and members of a list, where nothing bounds them. */
const TEXT = 24;
const MEMBERS = 3;
/** Of fields that may be left out, the share that is there. */
const PRESENT = 0.7;
const words =
  "the a new order of plan was changed by user from free to pro team invoice paid in time for page view".split(" ");

/** The values of fields in their stored form: what is dropped is not there, what is hashed is a hash. */
export function exampleFields(fields: readonly FieldModel[], random: Random): Record<string, unknown> {
  const present = fields.filter(({ pii, required }) => pii !== "drop" && (required || random() < PRESENT));
  return Object.fromEntries(present.map((field) => [field.name, exampleOf(field, random)]));
}

function exampleOf({ pii, type, examples = [] }: FieldModel, random: Random): unknown {
  if (pii === "hash") return hex(64, random);
  if (pii === "mask") return "****";
  const example = examples[Math.floor(random() * examples.length)];
  return example === undefined ? exampleOfType(type, random) : stored(type, example);
}

/** An example is plain JSON; of JSON columns a line holds the text. */
function stored(type: TypeModel, example: unknown): unknown {
  return type.kind === "json" ? JSON.stringify(example) : example;
}

function exampleOfType(type: TypeModel, random: Random): unknown {
  switch (type.kind) {
    case "boolean":
      return random() < 0.5;
    case "integer":
      return Math.round(within(type, random));
    case "number":
      return Math.round(within(type, random) * 100) / 100;
    case "bigint":
      return String(Math.floor(random() * 2 ** 40));
    case "decimal":
      return (random() * 10 ** Math.min(4, type.precision - type.scale)).toFixed(type.scale);
    case "uuid":
      return uuid(random);
    case "enum":
      return type.values[Math.floor(random() * type.values.length)] ?? "";
    case "timestamp":
      return moment(random);
    case "date":
      return moment(random).slice(0, 10);
    case "struct":
      return exampleFields(type.fields, random);
    case "array": {
      const count = Math.round(random() * 2 * MEMBERS);
      const length = Math.min(type.maxItems ?? count, Math.max(type.minItems ?? 0, count));
      return Array.from({ length }, () => exampleOfType(type.items, random));
    }
    case "map":
      return Object.fromEntries(
        Array.from({ length: MEMBERS }, (_, index) => [`key_${index}`, exampleOfType(type.values, random)]),
      );
    case "string": {
      const length = Math.max(type.minLength ?? 0, Math.min(type.maxLength ?? TEXT, TEXT));
      return text(length, random);
    }
    case "json":
      return JSON.stringify({ note: text(TEXT, random), id: hex(TEXT, random), count: Math.floor(random() * 100) });
  }
}

interface Bounds {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

function within({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Bounds, random: Random): number {
  const low = minimum ?? exclusiveMinimum ?? 0;
  const high = maximum ?? exclusiveMaximum ?? low + 10_000;
  // Most numbers are small: orders of magnitude are as likely as each other.
  return low + (high - low) ** random() * (high > low ? 1 : 0);
}

function text(length: number, random: Random): string {
  let written = "";
  while (written.length < length) written += `${words[Math.floor(random() * words.length)]} `;
  return written.slice(0, length);
}

/** A UUID of random digits. */
export function uuid(random: Random): string {
  return hex(32, random).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** A moment of one day, as a line holds it. */
export function moment(random: Random): string {
  return new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 86_400_000))
    .toISOString()
    .replace("T", " ")
    .slice(0, 23);
}

function hex(length: number, random: Random): string {
  return Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join("");
}
