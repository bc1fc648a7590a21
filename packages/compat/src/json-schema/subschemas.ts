// Where a schema holds other schemas: the one table of keywords by what stands in them.
// A part is "in place" when it says something of the same value, and "value" when it says it of a value inside.
import { jsonTypeOf } from "./formula/formula.js";

/** What a schema in a keyword is about. */
export type SubschemaRole = "in-place" | "negated" | "value" | "key" | "definition";

/** A schema inside another. */
export interface Subschema {
  readonly keyword: string;
  /** The steps from the outer schema, such as `["properties", "seats"]`. */
  readonly path: readonly string[];
  readonly role: SubschemaRole;
  readonly schema: unknown;
}

const one = new Map<string, SubschemaRole>([
  ["not", "negated"],
  ["if", "negated"],
  ["then", "in-place"],
  ["else", "in-place"],
  ["additionalProperties", "value"],
  ["unevaluatedProperties", "value"],
  ["propertyNames", "key"],
  ["items", "value"],
  ["additionalItems", "value"],
  ["unevaluatedItems", "value"],
  ["contains", "value"],
]);

const list = new Map<string, SubschemaRole>([
  ["allOf", "in-place"],
  ["anyOf", "in-place"],
  ["oneOf", "in-place"],
  ["items", "value"],
  ["prefixItems", "value"],
]);

const map = new Map<string, SubschemaRole>([
  ["properties", "value"],
  ["patternProperties", "value"],
  ["dependentSchemas", "in-place"],
  ["dependencies", "in-place"],
  ["$defs", "definition"],
  ["definitions", "definition"],
]);

/** Calls `visit` for each schema directly inside a schema. */
export function eachSubschema(schema: unknown, visit: (part: Subschema) => void): void {
  if (jsonTypeOf(schema) !== "object") return;
  for (const [keyword, held] of Object.entries(schema as Record<string, unknown>)) {
    const roles = { one: one.get(keyword), list: list.get(keyword), map: map.get(keyword) };
    if (Array.isArray(held)) {
      const role = roles.list;
      if (!role) continue;
      for (const [index, part] of held.entries())
        visit({ keyword, path: [keyword, String(index)], role, schema: part });
    } else if (roles.one && isSchema(held)) visit({ keyword, path: [keyword], role: roles.one, schema: held });
    else if (roles.map && jsonTypeOf(held) === "object") {
      for (const [name, part] of Object.entries(held as Record<string, unknown>)) {
        if (isSchema(part)) visit({ keyword, path: [keyword, name], role: roles.map, schema: part });
      }
    }
  }
}

/** A copy of a schema in which each schema directly inside is replaced. */
export function mapSubschemas(schema: unknown, replace: (part: Subschema) => unknown): unknown {
  if (jsonTypeOf(schema) !== "object") return schema;
  const replaced = new Map<string, unknown>();
  eachSubschema(schema, (part) => {
    replaced.set(JSON.stringify(part.path), replace(part));
  });
  const at = (path: readonly string[], held: unknown): unknown => {
    const key = JSON.stringify(path);
    if (replaced.has(key)) return replaced.get(key);
    if (path.length > 1) return held;
    if (Array.isArray(held)) return held.map((part, index) => at([...path, String(index)], part));
    if (jsonTypeOf(held) !== "object" || !map.has(path[0] ?? "")) return held;
    return entries(held, (name, part) => at([...path, name], part));
  };
  return entries(schema, (keyword, held) => at([keyword], held));
}

/** A schema is an object or a boolean. */
export function isSchema(value: unknown): boolean {
  return typeof value === "boolean" || jsonTypeOf(value) === "object";
}

function entries(object: unknown, replace: (name: string, value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(object as Record<string, unknown>).map(([name, value]) => [name, replace(name, value)]),
  );
}
