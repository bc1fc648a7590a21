// Random event models, and random values for them: fitting ones, nearly fitting ones, and hostile ones.
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";
import fc from "fast-check";

const fieldNames = fc.constantFrom(
  "a",
  "b1",
  "c_d",
  "constructor",
  "class",
  'q"uo\\te',
  "*/",
  "$" + "{x}",
  "é🎉",
  "to_string",
);
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.constantFrom("\ud800", "a\udc00b", "", '"\\\n\u2028'),
);
const wellFormed = fc.string({ unit: "grapheme", maxLength: 6 });

const numberBounds = fc.record(
  {
    minimum: fc.integer({ min: -5, max: 5 }),
    maximum: fc.integer({ min: -5, max: 9 }),
    exclusiveMinimum: fc.integer({ min: -9, max: 3 }),
    exclusiveMaximum: fc.integer({ min: 0, max: 20 }),
  },
  { requiredKeys: [] },
);

const leaf: fc.Arbitrary<TypeModel> = fc.oneof(
  fc.constantFrom<TypeModel>(
    { kind: "boolean" },
    { kind: "bigint" },
    { kind: "uuid" },
    { kind: "timestamp" },
    { kind: "date" },
    { kind: "json" },
  ),
  numberBounds.map((bounds): TypeModel => ({ kind: "integer", ...bounds })),
  numberBounds.map((bounds): TypeModel => ({ kind: "number", ...bounds })),
  fc
    .integer({ min: 1, max: 38 })
    .chain((precision) =>
      fc.integer({ min: 0, max: precision }).map((scale): TypeModel => ({ kind: "decimal", precision, scale })),
    ),
  fc
    .record(
      {
        minLength: fc.integer({ min: 0, max: 4 }),
        maxLength: fc.integer({ min: 0, max: 9 }),
        pattern: fc.constantFrom("^a", "\\p{L}", '^[^"]*$', ""),
      },
      { requiredKeys: [] },
    )
    .map((bounds): TypeModel => ({ kind: "string", ...bounds })),
  fc.uniqueArray(wellFormed, { minLength: 1, maxLength: 4 }).map((values): TypeModel => ({ kind: "enum", values })),
);

const { type } = fc.letrec<{ type: TypeModel; fields: FieldModel[] }>((tie) => ({
  type: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { arbitrary: leaf, weight: 4 },
    { arbitrary: tie("fields").map((fields): TypeModel => ({ kind: "struct", fields })), weight: 1 },
    {
      arbitrary: fc
        .record({
          items: tie("type"),
          bounds: fc.record({ minItems: fc.nat(2), maxItems: fc.nat(4) }, { requiredKeys: [] }),
        })
        .map(({ items, bounds }): TypeModel => ({ kind: "array", items, ...bounds })),
      weight: 1,
    },
    { arbitrary: tie("type").map((values): TypeModel => ({ kind: "map", values })), weight: 1 },
  ),
  fields: fc.uniqueArray(fieldOf(tie("type")), { selector: (field) => field.name, minLength: 1, maxLength: 5 }),
}));

function fieldOf(types: fc.Arbitrary<TypeModel>): fc.Arbitrary<FieldModel> {
  return fc
    .record({
      name: fieldNames,
      type: types,
      required: fc.boolean(),
      nullable: fc.boolean(),
      pii: fc.option(fc.constantFrom("drop" as const, "hash" as const, "mask" as const)),
    })
    .map(({ name, type, required, nullable, pii }) => {
      const isText = type.kind === "string" || type.kind === "uuid";
      const protection = pii === null || (pii !== "drop" && !isText) ? {} : { pii };
      return { name, type, required, ...(nullable ? { nullable: true as const } : {}), ...protection };
    });
}

/** Models of events called `event`. */
export const arbitraryModel: fc.Arbitrary<EventModel> = fc
  .uniqueArray(fieldOf(type), { selector: (field) => field.name, maxLength: 6 })
  .map((properties) => ({ name: "event", major: 1, contexts: [], properties }));

/** Date-times of every form, most of them right. */
const dateTimes = fc
  .tuple(
    fc.constantFrom("2024-02-29", "2023-02-29", "0001-01-01", "9999-12-31", "2026-07-04", "2026-13-01"),
    fc.constantFrom("T", " ", "t"),
    fc.constantFrom("00:00:00", "23:59:59", "24:00:00", "12:60:00", "12:30:45"),
    fc.constantFrom("", ".5", ".12", ".123", ".1234", ".123456789", ".1234567890", "."),
    fc.constantFrom("Z", "z", "", "+09:00", "-00:30", "+24:00", "+0900"),
  )
  .map((parts) => parts.join(""));

/** Anything at all. */
const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true, withNullPrototype: true }),
  text,
  fc.constantFrom<unknown>(Number.NaN, -0, 1e21, 2 ** 53, Symbol("s"), undefined, null, new String("a"), () => 1),
);

/** Values that fit a type most of the time. */
function fitting(type: TypeModel): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.oneof(fc.integer({ min: -10, max: 20 }), fc.maxSafeInteger());
    case "number":
      return fc.oneof(fc.double(), fc.integer({ min: -10, max: 20 }), fc.double({ min: -10, max: 20, noNaN: true }));
    case "bigint":
      return fc.oneof(fc.bigInt({ min: -(2n ** 63n) - 2n, max: 2n ** 63n + 2n }), fc.integer().map(String));
    case "decimal":
      return fc.oneof(
        fc.integer({ min: -999, max: 999 }).map(String),
        fc.tuple(fc.nat(99), fc.nat(999)).map(([whole, part]) => `${whole}.${part}`),
      );
    case "string":
      return fc.oneof(
        text,
        wellFormed.map((rest) => `a${rest}`),
      );
    case "uuid":
      return fc.oneof(
        fc.uuid(),
        fc.uuid().map((id) => id.toUpperCase()),
        fc.uuid().map((id) => id.slice(1)),
      );
    case "enum":
      return fc.constantFrom(...type.values, `${type.values[0]}x`);
    case "timestamp":
      return fc.oneof(
        fc.date({ noInvalidDate: false }),
        fc
          .date({ noInvalidDate: true, min: new Date("0001-01-02"), max: new Date("9999-12-30") })
          .map((date) => date.toISOString()),
        fc.constantFrom("2026-01-01T09:00:00.1+09:00", "2026-02-30T00:00:00Z", "2026-01-01 00:00:00.000", "2026-01-01"),
        dateTimes,
      );
    case "date":
      return fc.oneof(
        fc
          .date({ noInvalidDate: true, min: new Date("0001-01-02"), max: new Date("9999-12-30") })
          .map((date) => date.toISOString().slice(0, 10)),
        fc.constantFrom("2025-02-29", "0000-01-01", "2024-02-29"),
      );
    case "json":
      return fc.oneof(fc.jsonValue(), anything);
    case "struct":
      return structValue(type.fields);
    case "array":
      return fc.array(nearly(fitting(type.items)), { maxLength: 5 });
    case "map":
      return fc.dictionary(
        fc.oneof(wellFormed, fc.constantFrom("__proto__", "constructor", "\ud800")),
        nearly(fitting(type.values)),
        { maxKeys: 4 },
      );
  }
}

function structValue(fields: readonly FieldModel[]): fc.Arbitrary<unknown> {
  const members = fields.map((field) => {
    const present = nearly(fitting(field.type));
    const maybe =
      field.required && !field.nullable
        ? { arbitrary: fc.constantFrom(undefined, null), weight: 1 }
        : { arbitrary: fc.constantFrom(undefined, null), weight: 8 };
    return fc.oneof({ arbitrary: present, weight: 24 }, maybe).map((value) => [field.name, value] as const);
  });
  const strange = fc.option(fc.tuple(fc.constantFrom("stranger", "toJSON", "valueOf"), fc.anything()), { freq: 6 });
  return fc
    .tuple(fc.tuple(...members), strange)
    .map(([entries, extra]) => Object.fromEntries(extra ? [...entries, extra] : entries));
}

function nearly(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: values, weight: 40 }, { arbitrary: anything, weight: 1 });
}

/** Values for an event of this model. */
export function arbitraryValue(model: EventModel): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: structValue(model.properties), weight: 30 }, { arbitrary: anything, weight: 1 });
}
