// Random values for a model: fitting ones, nearly fitting ones and hostile ones, some of which are filled up to a limit.
import { lineLimits } from "@tracklake/envelope";
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";
import fc from "fast-check";

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.constantFrom("\ud800", "a\udc00b", "", '"\\\n\u2028'),
);
const wellFormed = fc.string({ unit: "grapheme", maxLength: 6 });

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

/** JSON about as deep as it may be, with brackets in texts, which are no levels. */
const deepJson = fc
  .record({
    levels: fc.integer({ min: lineLimits.jsonDepth - 2, max: lineLimits.jsonDepth + 2 }),
    inner: fc.constantFrom<unknown>(0, "[{", '\\"[', null),
    kinds: fc.infiniteStream(fc.boolean()),
  })
  .map(({ levels, inner, kinds }) => {
    let value = inner;
    for (let level = 0; level < levels; level++) value = kinds.next().value ? [value] : { '"[': value, a: "]" };
    return value;
  });

/** Days that stay within the years of a line in every time zone. */
const [FIRST, LAST] = [new Date("0001-01-02"), new Date("9999-12-30")];

/** Values that fit a type most of the time. */
function fitting(type: TypeModel, depth = 0): fc.Arbitrary<unknown> {
  // What nests deep would otherwise grow with every level.
  const most = depth > 2 ? 1 : 4;
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
        { arbitrary: fc.uuid(), weight: 5 },
        { arbitrary: fc.uuid().map((id) => id.toUpperCase()), weight: 4 },
        { arbitrary: fc.uuid().map((id) => id.slice(1)), weight: 1 },
      );
    case "enum":
      return fc.oneof(
        { arbitrary: fc.constantFrom(...type.values), weight: 9 },
        { arbitrary: fc.constant(`${type.values[0]}x`), weight: 1 },
      );
    case "timestamp":
      return fc.oneof(
        { arbitrary: fc.date({ noInvalidDate: false, min: FIRST, max: LAST }), weight: 4 },
        {
          arbitrary: fc.date({ noInvalidDate: true, min: FIRST, max: LAST }).map((date) => date.toISOString()),
          weight: 4,
        },
        { arbitrary: fc.constantFrom("2026-01-01T09:00:00.1+09:00", "2026-01-01 00:00:00.000"), weight: 2 },
        { arbitrary: fc.oneof(dateTimes, fc.date()), weight: 1 },
      );
    case "date":
      return fc.oneof(
        {
          arbitrary: fc
            .date({ noInvalidDate: true, min: FIRST, max: LAST })
            .map((date) => date.toISOString().slice(0, 10)),
          weight: 6,
        },
        { arbitrary: fc.constantFrom("2025-02-29", "0000-01-01", "2024-02-29"), weight: 1 },
      );
    case "json":
      return fc.oneof(fc.jsonValue(), anything, deepJson);
    case "struct":
      return structValue(type.fields, depth + 1);
    case "array":
      return fc.array(nearly(fitting(type.items, depth + 1)), { minLength: depth > 2 ? 1 : 0, maxLength: most });
    case "map":
      return fc.dictionary(
        fc.oneof(wellFormed, fc.constantFrom("__proto__", "constructor", "\ud800")),
        nearly(fitting(type.values, depth + 1)),
        { maxKeys: most },
      );
  }
}

function structValue(fields: readonly FieldModel[], depth = 0): fc.Arbitrary<unknown> {
  const members = fields.map((field) => {
    const present = nearly(fitting(field.type, depth));
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

/** How a value's filler is filled: with which text again and again, and how far from the limit the line then ends. */
export interface Fill {
  readonly unit: string;
  /** Bytes from the limit: up to 0 it is kept. */
  readonly distance: number;
}

/** What one run tracks. */
export interface Tracked {
  readonly value: unknown;
  /** What is set of the event's contexts, and one that it does not list. */
  readonly contexts: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly fill: Fill | null;
}

const fill: fc.Arbitrary<Fill> = fc.record({
  unit: fc.constantFrom("x", "é", "漢", "🎉", '"', "\n", "\u0001", "a漢\\"),
  distance: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -90, max: 90 })),
});

/** Calls of track for an event of this model. */
export function arbitraryTracked(model: EventModel): fc.Arbitrary<Tracked> {
  const members = model.contexts.map(({ name, fields }) =>
    fc
      .oneof(
        { arbitrary: structValue(fields), weight: 30 },
        { arbitrary: fc.constantFrom(undefined, null), weight: 8 },
        { arbitrary: anything, weight: 1 },
      )
      .map((value) => [name, value] as const),
  );
  const stranger = fc.option(fc.constant(["stranger", { a: 1 }] as const), { freq: 6 });
  return fc.record({
    value: fc.oneof({ arbitrary: structValue(model.properties), weight: 40 }, { arbitrary: anything, weight: 1 }),
    contexts: fc
      .tuple(fc.tuple(...members), stranger)
      .map(([entries, extra]) => Object.fromEntries(extra ? [...entries, extra] : entries)),
    time: fc.oneof(
      fc.integer({ min: 0, max: 4e12 }),
      fc.integer({ min: 0, max: 9e4 }).map((day) => day * 86_400_000),
    ),
    fill: fc.oneof({ arbitrary: fc.constant(null), weight: 7 }, { arbitrary: fill, weight: 1 }),
  });
}
