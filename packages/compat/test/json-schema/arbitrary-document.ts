// Random documents that a schema leads to: values that its keywords speak of, and values beside them.
// Most are not valid; the validator says which are.
import type { Schema } from "./arbitrary-schema.js";

/** A source of random numbers, from 0 to below 1. */
export type Random = () => number;

const strings = ["", "a", "b", "c", "ab", "ba", "bc", "abc", "aa", "1", "12", "x", "aab", "abab"];
const numbers = [0, 1, 2, 3, -1, -2, 0.5, 1.5, 2.5, 4, 5, 6, 10, 12, -0.5, 0.1, 0.3, 100];

/** A document for a schema. `root` is what references lead to. */
export function documentFor(schema: unknown, root: Schema, random: Random, depth = 4): unknown {
  if (random() < 0.12) return anything(random, depth);
  if (typeof schema !== "object" || schema === null) return anything(random, depth);
  const of = schema as Readonly<Record<string, unknown>>;
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const into = (inner: unknown) => documentFor(inner, root, random, depth - 1);
  if (typeof of.$ref === "string" && (random() < 0.7 || Object.keys(of).length === 1)) {
    const definitions = (root as { definitions?: { s?: unknown } }).definitions;
    return depth <= 0 ? null : into(of.$ref === "#" ? root : definitions?.s);
  }
  const inPlace = [of.allOf, of.anyOf, of.oneOf].flatMap((list) => (Array.isArray(list) ? list : []));
  inPlace.push(...[of.if, of.then, of.else, of.not].filter((part) => part !== undefined));
  const dependent = Object.values({ ...(of.dependentSchemas as object), ...(of.dependencies as object) });
  inPlace.push(...dependent.filter((part) => !Array.isArray(part)));
  if (inPlace.length > 0 && random() < 0.5 && depth > 0) return withParts(into(pick(inPlace)), of, root, random, depth);
  if ("const" in of && random() < 0.8) return of.const;
  if (Array.isArray(of.enum) && random() < 0.8) return pick(of.enum);
  return ofType(pick(typesOf(of)) ?? "object", of, root, random, depth);
}

/** What a schema adds to an object made for one of its parts. */
function withParts(value: unknown, of: Readonly<Record<string, unknown>>, root: Schema, random: Random, depth: number) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (!of.properties && !of.required && !of.patternProperties) return value;
  return { ...(ofType("object", of, root, random, depth) as object), ...value };
}

function typesOf(of: Readonly<Record<string, unknown>>): string[] {
  const said = Array.isArray(of.type) ? of.type : of.type === undefined ? [] : [of.type];
  if (said.length > 0) return said as string[];
  const has = (...keywords: string[]) => keywords.some((keyword) => keyword in of);
  const types: string[] = [];
  if (has("properties", "required", "patternProperties", "additionalProperties", "propertyNames")) types.push("object");
  if (has("minProperties", "maxProperties", "dependencies", "dependentRequired", "dependentSchemas"))
    types.push("object");
  if (has("unevaluatedProperties")) types.push("object");
  if (has("items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems", "unevaluatedItems"))
    types.push("array");
  if (has("minLength", "maxLength", "pattern")) types.push("string");
  if (has("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")) types.push("number");
  return types.length > 0 ? types : ["object", "array", "string", "number", "boolean", "null"];
}

function ofType(
  type: string,
  of: Readonly<Record<string, unknown>>,
  root: Schema,
  random: Random,
  depth: number,
): unknown {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const into = (inner: unknown) => documentFor(inner, root, random, depth - 1);
  switch (type) {
    case "null":
      return null;
    case "boolean":
      return random() < 0.5;
    case "integer":
      return pick(numbers.filter(Number.isInteger));
    case "number":
      return pick(numbers);
    case "string":
      return pick(strings);
    case "array": {
      if (depth <= 0) return [];
      const tuple = [of.prefixItems, of.items].find(Array.isArray) as unknown[] | undefined;
      const rest = [of.items, of.additionalItems, of.unevaluatedItems].find((part) => part && !Array.isArray(part));
      const length = Math.floor(random() * 4);
      return Array.from({ length }, (_, index) =>
        "contains" in of && random() < 0.3 ? into(of.contains) : into(tuple?.[index] ?? rest),
      );
    }
    default: {
      if (depth <= 0) return {};
      const properties = (of.properties ?? {}) as Readonly<Record<string, unknown>>;
      const byPattern = Object.entries((of.patternProperties ?? {}) as Readonly<Record<string, unknown>>);
      const object: Record<string, unknown> = {};
      for (const [name, inner] of Object.entries(properties)) if (random() < 0.6) object[name] = into(inner);
      for (const name of Array.isArray(of.required) ? of.required : []) {
        if (random() < 0.9) object[String(name)] ??= into(properties[String(name)]);
      }
      for (const name of ["a", "b", "ab", "c", "bc", "1"]) {
        if (random() > 0.15 || name in object) continue;
        const matching = byPattern.find(([source]) => new RegExp(source, "u").test(name));
        object[name] = into(matching?.[1] ?? of.additionalProperties ?? of.unevaluatedProperties);
      }
      return object;
    }
  }
}

function anything(random: Random, depth: number): unknown {
  const kind = Math.floor(random() * (depth > 0 ? 8 : 6));
  if (kind < 2) return strings[Math.floor(random() * strings.length)];
  if (kind < 4) return numbers[Math.floor(random() * numbers.length)];
  if (kind === 4) return random() < 0.5;
  if (kind === 5) return null;
  const length = Math.floor(random() * 3);
  const values = Array.from({ length }, () => anything(random, depth - 1));
  return kind === 6 ? values : Object.fromEntries(values.map((value, index) => ["abc"[index] ?? "x", value]));
}
