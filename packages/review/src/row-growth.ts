// What a change adds to every row, for as long as rows are kept: an estimate, and it says on what it rests.
// Bytes are those of the line as JSON, before compression; what compresses well costs less.
import type { EventModel, FieldModel, TypeModel } from "@tracklake/schema";

/** How much wider rows become. */
export interface RowGrowth {
  /** Bytes that every row has more. */
  readonly always: number;
  /** Bytes that a row has more when every optional value is given. */
  readonly atMost: number;
  /** Days that rows are meant to be kept; `null` where the definition does not say. */
  readonly retention: number | null;
}

/** What the estimate takes a text to be long, where nothing bounds it. */
export const ASSUMED_CHARACTERS = 20;
/** What it takes a list or a map to hold, where nothing bounds it. */
export const ASSUMED_ITEMS = 3;
/** What it takes a JSON text to be long. */
const ASSUMED_JSON = 100;

/** What added fields add to rows; `undefined` where none was added. Other changes widen values, not every row. */
export function rowGrowth(before: EventModel | undefined, after: EventModel): RowGrowth | undefined {
  if (!before) return undefined;
  const [was, is] = [before, after].map(({ contexts, properties }) => [
    ...contexts.flatMap(({ fields }) => fields),
    ...properties,
  ]);
  const growth = fieldsWidth(added(was ?? [], is ?? []));
  return growth.atMost === 0 ? undefined : { ...growth, retention: after.retention ?? null };
}

/** The fields that are new, and those that hold new ones, reduced to them. */
function added(before: readonly FieldModel[], after: readonly FieldModel[]): FieldModel[] {
  const known = new Map(before.map((field) => [field.name, field]));
  return after.flatMap((field): FieldModel[] => {
    const was = known.get(field.name);
    if (was === undefined) return field.renamedFrom !== undefined && known.has(field.renamedFrom) ? [] : [field];
    const type = addedWithin(was.type, field.type);
    // The field's own name was there before.
    return type === undefined ? [] : [{ ...field, name: "", type }];
  });
}

function addedWithin(before: TypeModel, after: TypeModel): TypeModel | undefined {
  if (before.kind === "struct" && after.kind === "struct") {
    const fields = added(before.fields, after.fields);
    return fields.length === 0 ? undefined : { ...after, fields };
  }
  if (before.kind === "array" && after.kind === "array") {
    const type = addedWithin(before.items, after.items);
    return type && { ...after, items: type };
  }
  if (before.kind !== "map" || after.kind !== "map") return undefined;
  const values = addedWithin(before.values, after.values);
  return values && { ...after, values };
}

interface Width {
  readonly always: number;
  readonly atMost: number;
}

function fieldsWidth(fields: readonly FieldModel[]): Width {
  return fields.reduce<Width>(
    (sum, field) => {
      const value = typeWidth(field.type);
      // `"name":value,`; what holds new fields and was there before has no name here, and brackets that are counted for.
      const key = field.name === "" ? -2 : field.name.length + 4;
      const always = field.required && !field.nullable && field.pii !== "drop" ? key + value.always : 0;
      const atMost = field.pii === "drop" ? 0 : key + value.atMost;
      return { always: sum.always + always, atMost: sum.atMost + atMost };
    },
    { always: 0, atMost: 0 },
  );
}

function typeWidth(type: TypeModel): Width {
  switch (type.kind) {
    case "struct":
      return plus(fieldsWidth(type.fields), 2);
    case "array":
      return times(typeWidth(type.items), items(type.minItems, type.maxItems), 1);
    case "map":
      return times(typeWidth(type.values), ASSUMED_ITEMS, ASSUMED_CHARACTERS + 4);
    case "enum":
      return same(2 + average(type.values.map((value) => value.length)));
    case "string":
      return same(
        2 + Math.max(type.minLength ?? 0, Math.min(ASSUMED_CHARACTERS, type.maxLength ?? ASSUMED_CHARACTERS)),
      );
    case "decimal":
      return same(type.precision + 3);
    case "json":
      return same(ASSUMED_JSON);
    default:
      return same(plainWidths[type.kind]);
  }
}

/** Characters of a value of usual size, quotes among them. */
const plainWidths = { boolean: 5, integer: 6, bigint: 12, number: 10, uuid: 38, timestamp: 25, date: 12 } as const;

function items(least = 0, most = ASSUMED_ITEMS): number {
  return Math.max(least, Math.min(ASSUMED_ITEMS, most));
}

function same(width: number): Width {
  return { always: width, atMost: width };
}

function plus(width: Width, more: number): Width {
  return { always: width.always + more, atMost: width.atMost + more };
}

/** A number of values, each with something before it, in brackets. */
function times(width: Width, count: number, each: number): Width {
  return { always: 2 + count * (width.always + each), atMost: 2 + count * (width.atMost + each) };
}

function average(lengths: readonly number[]): number {
  return lengths.length === 0 ? 0 : Math.round(lengths.reduce((sum, length) => sum + length, 0) / lengths.length);
}
