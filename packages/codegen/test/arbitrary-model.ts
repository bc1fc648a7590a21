// Random event models with their contexts: every type, hostile names, every protection, the deepest nesting, and often a
// field called `filler` that can be filled up to the limits of a line.
import { lineLimits } from "@tracklake/envelope";
import type { ContextModel, EventModel, FieldModel, TypeModel } from "@tracklake/schema";
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
  "name",
  "plan",
  "toString",
  "__a",
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

const textBounds = fc.record(
  {
    minLength: fc.integer({ min: 0, max: 4 }),
    maxLength: fc.integer({ min: 0, max: 9 }),
    pattern: fc.constantFrom("^a", "\\p{L}", '^[^"]*$', ""),
  },
  { requiredKeys: [] },
);

/** Bounds that only some types have, since few values would fit all of them. */
function seldom<Bounds extends object>(bounds: fc.Arbitrary<Bounds>): fc.Arbitrary<Bounds | object> {
  return fc.oneof({ arbitrary: fc.constant({}), weight: 2 }, { arbitrary: bounds, weight: 1 });
}

const leaf: fc.Arbitrary<TypeModel> = fc.oneof(
  fc.constantFrom<TypeModel>(
    { kind: "boolean" },
    { kind: "bigint" },
    { kind: "uuid" },
    { kind: "timestamp" },
    { kind: "date" },
    { kind: "json" },
  ),
  seldom(numberBounds).map((bounds): TypeModel => ({ kind: "integer", ...bounds })),
  seldom(numberBounds).map((bounds): TypeModel => ({ kind: "number", ...bounds })),
  fc
    .integer({ min: 1, max: 38 })
    .chain((precision) =>
      fc.integer({ min: 0, max: precision }).map((scale): TypeModel => ({ kind: "decimal", precision, scale })),
    ),
  seldom(textBounds).map((bounds): TypeModel => ({ kind: "string", ...bounds })),
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

/** Types that nest as deep as lint lets them, or nearly. */
const deepType: fc.Arbitrary<TypeModel> = fc
  .tuple(leaf, fc.array(fc.constantFrom("struct", "array", "map"), { minLength: 6, maxLength: lineLimits.depth }))
  .map(([innermost, levels]) => levels.reduce(within, innermost));

function within(type: TypeModel, level: "struct" | "array" | "map"): TypeModel {
  if (level === "array") return { kind: "array", items: type };
  if (level === "map") return { kind: "map", values: type };
  return { kind: "struct", fields: [{ name: "in", type, required: true }] };
}

/** The name of the field that is filled up to a limit. */
export const FILLER = "filler";
const text: TypeModel = { kind: "string" };
const filler: fc.Arbitrary<FieldModel> = fc
  .record({
    type: fc.constantFrom<TypeModel>(
      text,
      text,
      { kind: "json" },
      { kind: "array", items: text },
      { kind: "map", values: text },
    ),
    pii: fc.option(fc.constantFrom("drop" as const, "hash" as const, "mask" as const), { freq: 2 }),
  })
  .map(({ type, pii }) => {
    const protection = pii === null ? {} : { pii: type === text ? pii : ("drop" as const) };
    return { name: FILLER, type, required: false, ...protection };
  });

const contextNames = ["person", "con*/text", "constructor"];

/** Models of events called `event`, with none to three contexts; no name of a column is there twice. */
export const arbitraryModel: fc.Arbitrary<EventModel> = fc
  .record({
    fields: fc.uniqueArray(fieldOf(fc.oneof({ arbitrary: type, weight: 12 }, { arbitrary: deepType, weight: 1 })), {
      selector: (field) => field.name,
      maxLength: 7,
    }),
    filler: fc.option(filler, { freq: 3 }),
    at: fc.nat(9),
    contexts: fc.nat(contextNames.length),
    owners: fc.infiniteStream(fc.nat(2 * contextNames.length)),
  })
  .map(({ fields, filler, at, contexts, owners }) => {
    const all = filler ? fields.toSpliced(at, 0, filler) : fields;
    // Half of the fields or more are the event's own.
    const owned = all.map((field) => ({ field, owner: Math.min(owners.next().value, contexts) }));
    const of = (owner: number) => owned.filter((one) => one.owner === owner).map(({ field }) => field);
    return {
      name: "event",
      major: 1,
      contexts: contextNames
        .map((name, index): ContextModel => ({ name, fields: of(index) }))
        .slice(0, contexts)
        .filter((context) => context.fields.length > 0),
      properties: of(contexts),
    };
  });
