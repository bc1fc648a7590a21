// What schema changes do to files that are there: each row of facts that docs/compatibility.md states for STORAGE, with
// values that would show a break. Values stand as a line has them.
import type { StorageFormat } from "@tracklake/compat";
import type { ContextModel, EventModel, FieldModel, TypeModel } from "@tracklake/schema";

/** Values of one row, as the line has them; a BigInt is a number of all its digits. */
export type Line = Readonly<Record<string, unknown>>;

/** One revision with rows that were written under it. */
export interface Step {
  readonly properties: readonly FieldModel[];
  readonly contexts?: readonly ContextModel[];
  readonly lines: readonly Line[];
}

/** A history that is replayed. */
export interface Case {
  readonly name: string;
  readonly steps: readonly Step[];
  /** Formats of which the rule says break, though the engine reads them: its other formats decide. */
  readonly stricter?: readonly StorageFormat[];
  /** Formats of which Trino has no statement for the change, so that nothing is shown. */
  readonly unshown?: readonly StorageFormat[];
}

type Scalar = Exclude<TypeModel["kind"], "decimal" | "enum" | "struct" | "array" | "map">;
type Written = Scalar | TypeModel;

const typeOf = (type: Written): TypeModel => (typeof type === "string" ? ({ kind: type } as TypeModel) : type);
const decimal = (precision: number, scale: number): TypeModel => ({ kind: "decimal", precision, scale });
const oneOf = (...values: string[]): TypeModel => ({ kind: "enum", values });
const list = (items: Written): TypeModel => ({ kind: "array", items: typeOf(items) });
const map = (values: Written): TypeModel => ({ kind: "map", values: typeOf(values) });
const struct = (fields: Readonly<Record<string, Written>>): TypeModel => ({ kind: "struct", fields: fieldsOf(fields) });
const fieldsOf = (fields: Readonly<Record<string, Written>>, more: Partial<FieldModel> = {}): FieldModel[] =>
  Object.entries(fields).map(([name, type]) => ({ name, type: typeOf(type), required: false, ...more }));

/** A revision of these fields. */
const step = (fields: Readonly<Record<string, Written>>, ...lines: Line[]): Step => ({
  properties: fieldsOf(fields),
  lines,
});
/** The same with something said of its fields. */
const said = (more: Partial<FieldModel>, fields: Readonly<Record<string, Written>>, ...lines: Line[]): Step => ({
  properties: fieldsOf(fields, more),
  lines,
});
/** Another column is there as well, so that a row that cannot be read is told from one value that cannot. */
const changed = (
  name: string,
  from: Written,
  to: Written,
  before: readonly unknown[],
  after: readonly unknown[],
): Case => ({
  name,
  steps: [
    step({ stays: "string", a: from }, ...before.map((a, index) => ({ stays: `old ${index}`, a }))),
    step({ stays: "string", a: to }, ...after.map((a, index) => ({ stays: `new ${index}`, a }))),
  ],
});

const uuid = "0198c0de-0000-7000-8000-000000000000";
const moment = "2026-01-02 03:04:05.678";
const day = "2026-01-02";
const context = (fields: Readonly<Record<string, Written>>): ContextModel[] => [
  { name: "user", fields: fieldsOf(fields) },
];

/** The cases. */
export const cases: readonly Case[] = [
  {
    name: "an optional property is added",
    steps: [step({ a: "string" }, { a: "x" }, {}), step({ a: "string", b: "integer" }, { a: "y", b: 1 }, { b: 2 })],
  },
  {
    name: "a required property is added",
    steps: [
      step({ a: "string" }, { a: "x" }),
      said({ required: true }, { a: "string", b: "date" }, { a: "y", b: day }),
    ],
  },
  {
    name: "a property of every type is added",
    steps: [
      step({ stays: "string" }, { stays: "x" }),
      step(
        {
          stays: "string",
          a: "boolean",
          b: "bigint",
          c: "number",
          d: decimal(38, 9),
          e: "timestamp",
          f: "date",
          g: "json",
          h: struct({ x: list("date") }),
          i: list(struct({ y: "timestamp" })),
          j: map(decimal(9, 2)),
        },
        {
          stays: "y",
          a: true,
          b: 9_223_372_036_854_775_807n,
          c: 0.5,
          d: "1.5",
          e: moment,
          f: day,
          g: "{}",
          h: { x: [day] },
          i: [{ y: moment }],
          j: { k: "1.25" },
        },
      ),
    ],
  },
  changed(
    "a nested field is added at the end",
    struct({ x: "string" }),
    struct({ x: "string", y: "integer" }),
    [{ x: "1" }, null, {}],
    [{ x: "2", y: 3 }, { y: 4 }],
  ),
  changed(
    "a nested field is added in the author's middle",
    struct({ x: "string", z: "string" }),
    struct({ x: "string", y: "string", z: "string" }),
    [{ x: "1", z: "3" }],
    [{ x: "1", y: "2", z: "3" }],
  ),
  changed(
    "a field is added two structs deep",
    struct({ in: struct({ x: "string" }), last: "integer" }),
    struct({ in: struct({ x: "string", y: "date" }), last: "integer" }),
    [{ in: { x: "1" }, last: 7 }],
    [{ in: { x: "2", y: day }, last: 8 }],
  ),
  changed(
    "a field is added to an array's elements",
    list(struct({ x: "string" })),
    list(struct({ x: "string", y: "timestamp" })),
    [[{ x: "1" }, { x: "2" }], []],
    [[{ x: "3", y: moment }, {}]],
  ),
  {
    ...changed(
      "a field is added to a map's values",
      map(struct({ x: "string" })),
      map(struct({ x: "string", y: decimal(9, 2) })),
      [{ k: { x: "1" } }],
      [{ k: { x: "2", y: "1.5" }, l: {} }],
    ),
    unshown: ["iceberg"],
  },
  {
    name: "a property is removed",
    steps: [step({ a: "string", b: "integer" }, { a: "x", b: 1 }), step({ a: "string" }, { a: "y" })],
  },
  changed(
    "a nested field is removed",
    struct({ x: "string", y: "integer", z: "date" }),
    struct({ x: "string", z: "date" }),
    [{ x: "1", y: 2, z: day }],
    [{ x: "3", z: "0001-01-01" }],
  ),
  {
    name: "a removed name comes back with its type",
    steps: [
      step({ a: "string", b: "integer" }, { a: "x", b: 1 }),
      step({ a: "string" }, { a: "y" }),
      step({ a: "string", b: "integer" }, { b: 2 }),
    ],
  },
  {
    name: "a removed name comes back with another type",
    steps: [
      step({ a: "string", b: "string" }, { a: "x", b: "one" }),
      step({ a: "string" }, { a: "y" }),
      step({ a: "string", b: "integer" }, { b: 2 }),
    ],
  },
  {
    name: "a property is renamed",
    steps: [
      step({ stays: "string", a: "integer" }, { stays: "x", a: 1 }),
      {
        properties: [...fieldsOf({ stays: "string" }), ...fieldsOf({ b: "integer" }, { renamedFrom: "a" })],
        lines: [{ stays: "y", b: 2 }],
      },
    ],
  },
  {
    name: "a field moves from the event into a context",
    steps: [
      step({ a: "string", b: "string" }, { a: "x", b: "1" }),
      { properties: fieldsOf({ a: "string" }), contexts: context({ b: "string" }), lines: [{ a: "y", b: "2" }] },
    ],
  },
  {
    name: "a context is added, and removed again",
    steps: [
      step({ a: "string" }, { a: "x" }),
      {
        properties: fieldsOf({ a: "string" }),
        contexts: context({ user_id: "string", since: "date" }),
        lines: [{ user_id: "u", since: day, a: "y" }],
      },
      step({ a: "string" }, { a: "z" }),
    ],
  },
  changed("integer to number", "integer", "number", [1, Number.MAX_SAFE_INTEGER, -7], [0.5, 1]),
  changed("number to integer", "number", "integer", [0.5, 1, -2.75], [3]),
  changed(
    "integer to number, in a struct",
    struct({ x: "integer" }),
    struct({ x: "number" }),
    [{ x: 1 }],
    [{ x: 0.5 }],
  ),
  changed("integer to number, in an array", list("integer"), list("number"), [[1, 2]], [[0.5]]),
  changed("integer to bigint", "integer", "bigint", [1, Number.MAX_SAFE_INTEGER], [9_223_372_036_854_775_807n]),
  changed("integer to string", "integer", "string", [1], ["one"]),
  changed("string to integer", "string", "integer", ["one", "2"], [3]),
  changed("boolean to string", "boolean", "string", [true, false], ["yes"]),
  changed("string to boolean", "string", "boolean", ["yes", "true"], [true]),
  changed("number to decimal", "number", decimal(9, 2), [0.125, 1e20], ["1.25"]),
  changed("decimal to number", decimal(18, 6), "number", ["123456789012.123456"], [0.5]),
  changed("string to decimal", "string", decimal(9, 2), ["one", "1.25"], ["1.25"]),
  changed("scalar to struct", "string", struct({ x: "string" }), ["one"], [{ x: "two" }]),
  changed("struct to scalar", struct({ x: "string" }), "string", [{ x: "one" }], ["two"]),
  changed("scalar to array", "string", list("string"), ["one"], [["two"]]),
  changed("array to scalar", list("string"), "string", [["one"]], ["two"]),
  {
    ...changed("struct to map", struct({ x: "string" }), map("string"), [{ x: "one" }], [{ y: "two" }]),
    // A line looks the same for both; Parquet does not.
    stricter: ["json"],
  },
  changed("map to struct", map("string"), struct({ x: "string" }), [{ x: "one", y: "lost" }], [{ x: "two" }]),
  changed("another type in an array", list("string"), list("integer"), [["one"]], [[2]]),
  changed("another type in a map", map("string"), map("boolean"), [{ k: "one" }], [{ k: true }]),
  changed("string to an enum", "string", oneOf("free", "pro"), ["gold", "free"], ["pro"]),
  changed("an enum to any text", oneOf("free", "pro"), "string", ["free"], ["gold"]),
  changed("string to uuid", "string", "uuid", ["not one"], [uuid]),
  changed("an enum's value is added", oneOf("free"), oneOf("free", "pro"), ["free"], ["pro"]),
  changed("an enum's value is removed", oneOf("free", "pro"), oneOf("free"), ["pro"], ["free"]),
  changed("a pattern is asked for", "string", { kind: "string", pattern: "^[A-Z]+$" }, ["low"], ["HIGH"]),
  changed("a bound is tightened", "integer", { kind: "integer", minimum: 5 }, [1], [6]),
  changed("a bound is loosened", { kind: "string", maxLength: 3 }, "string", ["abc"], ["abcdef"]),
  changed("string to timestamp", "string", "timestamp", ["yesterday", "2026-01-02T03:04:05Z", ""], [moment]),
  changed("string to date", "string", "date", ["yesterday", "01/02/2026"], [day]),
  changed("timestamp to string", "timestamp", "string", [moment, "0001-01-01 00:00:00.000"], ["yesterday"]),
  changed("date to string", "date", "string", [day, "9999-12-31"], ["yesterday"]),
  changed("date to timestamp", "date", "timestamp", [day], [moment]),
  changed("timestamp to date", "timestamp", "date", [moment], [day]),
  changed(
    "a decimal gets more digits: 9 to 12",
    decimal(9, 2),
    decimal(12, 2),
    ["1234567.89", "-0.01"],
    ["9999999999.99"],
  ),
  changed("a decimal gets more digits: 5 to 9", decimal(5, 2), decimal(9, 2), ["123.45"], ["1234567.89"]),
  changed(
    "a decimal gets more digits: 18 to 38",
    decimal(18, 2),
    decimal(38, 2),
    ["1234567890123456.78"],
    ["123456789012345678901234567890123456.78"],
  ),
  changed(
    "a decimal gets more digits, in a struct",
    struct({ x: decimal(9, 2) }),
    struct({ x: decimal(20, 2) }),
    [{ x: "1.25" }],
    [{ x: "123456789012345678.25" }],
  ),
  changed(
    "a decimal's scale grows with its digits",
    decimal(9, 2),
    decimal(12, 5),
    ["1.25", "-1234567.89"],
    ["1.12345"],
  ),
  changed(
    "a decimal's scale grows at the cost of its digits",
    decimal(9, 2),
    decimal(9, 5),
    ["1234567.89"],
    ["1.12345"],
  ),
  changed("a decimal's scale shrinks", decimal(9, 4), decimal(9, 2), ["1.2345"], ["1.25"]),
  changed("a decimal loses digits", decimal(12, 2), decimal(5, 2), ["9999999999.99"], ["1.25"]),
  changed("json to struct", "json", struct({ x: "string" }), ['{"x":"one"}', "[1]"], [{ x: "two" }]),
  changed("struct to json", struct({ x: "string" }), "json", [{ x: "one" }], ['{"x":"two"}']),
  changed("json to a list", "json", list("integer"), ["[1,2]"], [[3]]),
  changed("json to string", "json", "string", ['{"x":1}'], ["two"]),
  changed("string to json", "string", "json", ["one"], ['{"x":1}']),
  {
    name: "required becomes optional, and required again",
    steps: [
      said({ required: true }, { a: "string" }, { a: "x" }),
      step({ a: "string" }, {}),
      said({ required: true }, { a: "string" }, { a: "z" }),
    ],
  },
  {
    name: "null is allowed, and no more",
    steps: [
      step({ a: "string" }, { a: "x" }),
      said({ nullable: true }, { a: "string" }, { a: null }),
      step({ a: "string" }, { a: "z" }),
    ],
  },
  {
    name: "personal data is hashed, masked, left out",
    steps: [
      step({ a: "string" }, { a: "mail" }),
      said({ pii: "mask" }, { a: "string" }, { a: "m***" }),
      said({ pii: "drop" }, { a: "string" }, {}),
    ],
  },
  {
    name: "a unit changes",
    steps: [said({ unit: "s" }, { a: "integer" }, { a: 1 }), said({ unit: "ms" }, { a: "integer" }, { a: 1_000 })],
  },
];

/** The event of a step. */
export function modelOf(name: string, { properties, contexts = [] }: Step): EventModel {
  return { name, major: 1, contexts, properties };
}
