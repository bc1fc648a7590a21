// Reading a model that came from outside (a history file, a publish over HTTP): exactly the model's shape or an error.
// Unknown keys are refused, since a fingerprint covers them and nobody would read them.
import { athenaLimits } from "@tracklake/envelope";
import { SchemaError } from "./errors.js";
import { isRecord } from "./keywords.js";
import type { EventModel, TypeModel } from "./model.js";

type Check = (value: unknown, at: string) => void;
interface Shape {
  readonly required: Readonly<Record<string, Check>>;
  readonly optional: Readonly<Record<string, Check>>;
}

/**
 * The same value, once it is known to be an event's model.
 *
 * @throws SchemaError `not-a-model` that names the place and what was expected there.
 * @example
 * const model = readEventModel(JSON.parse(text));
 */
export function readEventModel(value: unknown): EventModel {
  requireShallow(value);
  eventShape(value, "model");
  return value as EventModel;
}

/** Levels of JSON that a model may nest: over three for each of its 16 levels of types, and the examples' own. */
const MOST_LEVELS = 256;

/** Everything after this reads by recursion, which a text of brackets alone could exhaust. */
function requireShallow(value: unknown): void {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) throw notAModel("model", `at most ${MOST_LEVELS} levels`);
    level = level.flatMap((part) => (typeof part === "object" && part !== null ? Object.values(part) : []));
  }
}

const text: Check = (value, at) => expectThat(typeof value === "string", at, "a text");
const flag: Check = (value, at) => expectThat(typeof value === "boolean", at, "true or false");
const only =
  (wanted: unknown): Check =>
  (value, at) =>
    expectThat(value === wanted, at, JSON.stringify(wanted));
const anything: Check = () => {};
const finite: Check = (value, at) => expectThat(typeof value === "number" && Number.isFinite(value), at, "a number");
const whole: Check = (value, at) => expectThat(Number.isSafeInteger(value) && Number(value) >= 0, at, "a whole number");
const positive: Check = (value, at) =>
  expectThat(Number.isSafeInteger(value) && Number(value) >= 1, at, "a whole number from 1");
const oneOf =
  (...values: string[]): Check =>
  (value, at) =>
    expectThat(typeof value === "string" && values.includes(value), at, values.map((v) => `"${v}"`).join(" or "));

function list(item: Check): Check {
  return (value, at) => {
    expectThat(Array.isArray(value), at, "a list");
    for (const [index, member] of (value as unknown[]).entries()) item(member, `${at}[${index}]`);
  };
}

/** A list that is not empty: no column and no validator is made of nothing. */
function some(item: Check): Check {
  return (value, at) => {
    list(item)(value, at);
    expectThat((value as unknown[]).length > 0, at, "a list of at least one");
  };
}

function object({ required, optional }: Shape): Check {
  return (value, at) => {
    expectThat(isRecord(value), at, "an object");
    const members = value as Record<string, unknown>;
    for (const key of Object.keys(required)) expectThat(Object.hasOwn(members, key), at, `an object with "${key}"`);
    for (const [key, member] of Object.entries(members)) {
      const check = own(required, key) ?? own(optional, key);
      if (!check) throw notAModel(`${at}.${key}`, "nothing of this name");
      check(member, `${at}.${key}`);
    }
  };
}

const numberBounds = { minimum: finite, maximum: finite, exclusiveMinimum: finite, exclusiveMaximum: finite };
const precision: Check = (value, at) => {
  positive(value, at);
  expectThat(Number(value) <= athenaLimits.decimalPrecision, at, `at most ${athenaLimits.decimalPrecision}`);
};
const itemBounds = { minItems: whole, maxItems: whole };

/** The members of each kind of type beside `kind`. */
const kinds: Readonly<Record<TypeModel["kind"], Shape>> = {
  boolean: { required: {}, optional: {} },
  integer: { required: {}, optional: numberBounds },
  bigint: { required: {}, optional: {} },
  number: { required: {}, optional: numberBounds },
  decimal: { required: { precision, scale: whole }, optional: {} },
  string: { required: {}, optional: { minLength: whole, maxLength: whole, pattern: text } },
  uuid: { required: {}, optional: {} },
  enum: { required: { values: some(text) }, optional: {} },
  timestamp: { required: {}, optional: {} },
  date: { required: {}, optional: {} },
  struct: { required: { fields: some((value, at) => fieldShape(value, at)) }, optional: {} },
  array: { required: { items: (value, at) => typeShape(value, at) }, optional: itemBounds },
  map: { required: { values: (value, at) => typeShape(value, at) }, optional: {} },
  json: { required: {}, optional: {} },
};

const typeShape: Check = (value, at) => {
  expectThat(isRecord(value), at, "an object");
  const kind = (value as { kind?: unknown }).kind;
  const shape = typeof kind === "string" ? own(kinds as Record<string, Shape>, kind) : undefined;
  if (!shape) throw notAModel(`${at}.kind`, `one of ${Object.keys(kinds).join(", ")}`);
  object({ required: { kind: text, ...shape.required }, optional: shape.optional })(value, at);
  if (kind === "decimal") {
    const decimal = value as { precision: number; scale: number };
    expectThat(decimal.scale <= decimal.precision, `${at}.scale`, "at most the precision");
  }
};

const deprecation = object({ required: { reason: text }, optional: { replacedBy: text } });

const fieldShape = object({
  required: { name: text, type: typeShape, required: flag },
  optional: {
    nullable: only(true),
    description: text,
    pii: oneOf("drop", "hash", "mask"),
    personal: only(false),
    unit: text,
    deprecated: deprecation,
    renamedFrom: text,
    examples: list(anything),
  },
});

const contextShape = object({ required: { name: text, fields: list(fieldShape) }, optional: { description: text } });

const eventShape = object({
  required: { name: text, major: positive, contexts: list(contextShape), properties: list(fieldShape) },
  optional: {
    description: text,
    owner: text,
    answers: list(text),
    deprecated: deprecation,
    retention: finite,
    expires: text,
    examples: list(anything),
  },
});

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function expectThat(holds: boolean, at: string, wanted: string): void {
  if (!holds) throw notAModel(at, wanted);
}

function notAModel(at: string, wanted: string): SchemaError {
  return new SchemaError("not-a-model", `${at}: expected ${wanted}.`);
}
