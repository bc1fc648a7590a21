// Random models of events: few names, so that edits meet what was there before.
import type { ContextModel, EventModel, FieldModel, TypeModel } from "@tracklake/schema";
import type { Random } from "./random.js";

export const names = ["a", "b", "c", "d", "e", "f"];
export const enumValues = ["x", "y", "z", "xx", "0198c0de-0000-7000-8000-000000000000"];
/** Patterns with texts that match them. */
export const patterns: Readonly<Record<string, readonly string[]>> = {
  "^x": ["x", "xyz", "xx"],
  "^[a-z]*$": ["", "x", "yz", "abcdef"],
  "^.{2,4}$": ["xx", "ab1", "日本語"],
};

/** A type, of at most so many levels. */
export function randomType(r: Random, levels = 3): TypeModel {
  const nested = levels > 1 && r.once(3);
  if (nested) {
    switch (r.below(3)) {
      case 0:
        return { kind: "struct", fields: randomFields(r, 1 + r.below(3), levels - 1) };
      case 1:
        return { kind: "array", items: randomType(r, levels - 1), ...items(r) };
      default:
        return { kind: "map", values: randomType(r, levels - 1) };
    }
  }
  switch (r.below(13)) {
    case 0:
      return { kind: "boolean" };
    case 1:
    case 2:
      return { kind: "integer", ...bounds(r) };
    case 3:
      return { kind: "bigint" };
    case 4:
      return { kind: "number", ...bounds(r) };
    case 5:
      return decimal(r);
    case 6:
    case 7:
      return { kind: "string", ...lengths(r) };
    case 8:
      return { kind: "uuid" };
    case 9:
      return { kind: "enum", values: some(r, enumValues) };
    case 10:
      return { kind: "timestamp" };
    case 11:
      return { kind: "date" };
    default:
      return { kind: "json" };
  }
}

/** A field. */
export function randomField(r: Random, name: string, levels = 3): FieldModel {
  const type = randomType(r, levels);
  return {
    name,
    type,
    required: r.once(2),
    ...(r.once(4) ? { nullable: true as const } : {}),
    ...(type.kind === "string" && r.once(6) ? { pii: r.pick(["drop", "hash", "mask"] as const) } : {}),
    ...(r.once(6) ? { unit: r.pick(["ms", "s"]) } : {}),
  };
}

/** Fields of different names. */
export function randomFields(r: Random, count: number, levels = 3, from: readonly string[] = names): FieldModel[] {
  return some(r, from, count).map((name) => randomField(r, name, levels));
}

/** An event with up to two contexts, no column of it twice. */
export function randomEvent(r: Random, name = "e"): EventModel {
  const free = [...names];
  const take = (count: number) => {
    const fields = randomFields(r, Math.min(count, free.length), 3, free);
    for (const field of fields) free.splice(free.indexOf(field.name), 1);
    return fields;
  };
  const contexts: ContextModel[] = ["user", "org"]
    .filter(() => r.once(3))
    .map((context) => ({ name: context, fields: take(1 + r.below(2)) }));
  return { name, major: 1, contexts, properties: take(r.below(5)) };
}

/** A decimal of few digits. */
export function decimal(r: Random): TypeModel & { kind: "decimal" } {
  const scale = r.below(3);
  return { kind: "decimal", scale, precision: Math.max(1, scale + r.below(4)) };
}

/** Bounds of a number, or none, or one. */
export function bounds(r: Random) {
  const low = r.below(6) - 3;
  const high = low + r.below(8);
  return {
    ...(r.once(3) ? { [r.pick(["minimum", "exclusiveMinimum"])]: low } : {}),
    ...(r.once(3) ? { [r.pick(["maximum", "exclusiveMaximum"])]: high } : {}),
  };
}

/** Bounds of a text. */
export function lengths(r: Random) {
  const least = r.below(3);
  return {
    ...(r.once(4) ? { minLength: least } : {}),
    ...(r.once(4) ? { maxLength: least + r.below(40) } : {}),
    ...(r.once(5) ? { pattern: r.pick(Object.keys(patterns)) } : {}),
  };
}

/** Bounds of a list. */
export function items(r: Random) {
  const least = r.below(2);
  return { ...(r.once(4) ? { minItems: least } : {}), ...(r.once(4) ? { maxItems: least + r.below(3) } : {}) };
}

/** Some of these, at least one, in their order or another. */
export function some<Item>(r: Random, from: readonly Item[], count = 1 + r.below(from.length)): Item[] {
  const left = [...from];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(r.below(left.length), 1)).flat();
}
