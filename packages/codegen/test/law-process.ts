// The encoder's law, in a process that refuses to evaluate code: reads models and their generated definitions,
// makes values, and prints what it found as JSON. See law.test.ts.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";
import { type Definitions, mask, normalise } from "@tracklake/sdk/encoder";
import fc from "fast-check";
import { arbitraryValue } from "./arbitrary-event.js";

const { models, runs, seed } = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as {
  models: { model: EventModel; file: string }[];
  runs: number;
  seed: number;
};

/** The hash of these tests: it can be told from the value. */
const hash = (value: string) => (value.length % 3 === 0 ? undefined : `#${value.length}`);
const WRAP = "​bigint:";

function protectedType(type: TypeModel, value: unknown): unknown {
  if (type.kind === "bigint") return WRAP + String(value);
  if (type.kind === "array") return (value as unknown[]).map((item) => protectedType(type.items, item));
  if (type.kind === "map")
    return Object.fromEntries(
      Object.entries(value as object).map(([key, item]) => [key, protectedType(type.values, item)]),
    );
  return type.kind === "struct" ? protectedFields(type.fields, value as object) : value;
}

/** protect(n), its bigints marked, since JSON.parse would round them. */
function protectedFields(fields: readonly FieldModel[], value: object): object {
  const entries = fields.flatMap((field): [string, unknown][] => {
    if (!Object.hasOwn(value, field.name) || field.pii === "drop") return [];
    const member = (value as Record<string, unknown>)[field.name];
    if (field.pii === "mask") return [[field.name, mask(String(member))]];
    if (field.pii !== "hash") return [[field.name, protectedType(field.type, member)]];
    const hashed = hash(String(member));
    return hashed === undefined ? [] : [[field.name, hashed]];
  });
  return Object.fromEntries(entries);
}

/** The parsed line with the bigints of its columns marked in the same way, and every number as JSON gives it. */
function parsed(text: string, fields: readonly FieldModel[]): unknown {
  return mark({ kind: "struct", fields }, JSON.parse(quoteDigits(`{${text.slice(1)}}`)));
}

/** Writes every number token outside strings as a text that keeps all of its digits. */
function quoteDigits(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `"​number:${token}"`,
  );
}

function mark(type: TypeModel, value: unknown): unknown {
  if (typeof value === "string" && value.startsWith("​number:")) {
    const token = value.slice("​number:".length);
    return type.kind === "bigint" ? WRAP + token : Number(token);
  }
  if (type.kind === "array") return (value as unknown[]).map((item) => mark(type.items, item));
  if (type.kind === "map")
    return Object.fromEntries(Object.entries(value as object).map(([key, item]) => [key, mark(type.values, item)]));
  if (type.kind !== "struct") return value;
  const types = new Map(type.fields.map((field) => [field.name, field]));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, item]) => [key, mark(types.get(key)?.type ?? { kind: "json" }, item)]),
  );
}

/** Whether a normalised value is within the limits that JSON Schema cannot say. */
function withinLimits(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([key, member]) => key.isWellFormed() && withinLimits(member));
}

function sameJson(a: unknown, b: unknown): boolean {
  const sort = (value: unknown): unknown =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value)
          .sort(([x], [y]) => (x < y ? -1 : 1))
          .map(([key, member]) => [key, sort(member)])
      : Array.isArray(value)
        ? value.map(sort)
        : value;
  return JSON.stringify(sort(a)) === JSON.stringify(sort(b));
}

let accepted = 0;
let refused = 0;
for (const [index, { model, file }] of models.entries()) {
  const { definitions } = (await import(pathToFileURL(file).href)) as { definitions: Definitions };
  const event = definitions.events.event;
  const explainer = (await definitions.explainers()).events.event;
  if (!event || !explainer) throw new Error("the client has no event");
  fc.assert(
    fc.property(arbitraryValue(model), (value) => {
      const text = event.encode(value, { unknown: 0, hash });
      const normalised = normalise(explainer.shape, value);
      const reasons = explainer.explain(normalised);
      if ((text !== undefined) !== (reasons.length === 0 && withinLimits(normalised))) {
        throw new Error(`the encoder says ${text ?? "no"}, ajv says ${JSON.stringify(reasons)}`);
      }
      if (text === undefined) {
        refused++;
        return;
      }
      accepted++;
      const want = protectedFields(model.properties, normalised as object);
      if (!sameJson(parsed(text, model.properties), want))
        throw new Error(`the line holds ${text}, not ${JSON.stringify(want)}`);
    }),
    { numRuns: runs, seed: seed + index, verbose: 0 },
  );
}
process.stdout.write(JSON.stringify({ accepted, refused, models: models.length }));
