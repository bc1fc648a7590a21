// A schema taken apart into the single demands that all have to hold, each with the place it is written at and the place in
// a document it is about. What is only one of several alternatives stays whole.
import { type Formula, jsonTypeOf } from "../formula/formula.js";
import { pointer } from "../read/pointer.js";
import { itemRanges } from "../read/read-array.js";
import { namedKeys, otherKeys } from "../read/read-object.js";
import { referencesOf } from "../read/read-references.js";
import { readUnevaluatedItems } from "../read/read-unevaluated-items.js";
import { readUnevaluatedProperties } from "../read/read-unevaluated-properties.js";
import type { Here } from "../read/reader.js";
import type { Place } from "../read/references.js";
import type { SchemaReader } from "../read/schema-reader.js";

/** More demands than this are not taken apart. */
const MOST_LEAVES = 10_000;

/** A single demand. */
export interface Leaf {
  readonly keyword: string;
  /** What the keyword holds. */
  readonly value: unknown;
  /** Where it stands in the schema. */
  readonly path: string;
  /** The steps to the value that it is about; `*` for any key or item. */
  readonly steps: readonly string[];
  /** What it says of the whole document. */
  readonly formula: Formula;
}

/** Keywords that are read together with others. */
const together: Readonly<Record<string, readonly string[]>> = {
  minimum: ["exclusiveMinimum"],
  maximum: ["exclusiveMaximum"],
  contains: ["minContains", "maxContains"],
  if: ["then", "else"],
};

const alone = new Set([
  ...["type", "enum", "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  ...["minLength", "maxLength", "pattern", "format", "contentEncoding", "contentMediaType", "minItems", "maxItems"],
  ...["uniqueItems", "contains", "minProperties", "maxProperties", "propertyNames", "dependencies"],
  ...["dependentRequired", "dependentSchemas", "anyOf", "oneOf", "not", "if"],
]);

/** The demands of a document. */
export function leavesOf(reader: SchemaReader): Leaf[] {
  const { formulas } = reader;
  const leaves: Leaf[] = [];
  type Wrap = (formula: Formula) => Formula;

  const visit = (place: Place, wrap: Wrap, steps: readonly string[], open: readonly string[]): void => {
    if (leaves.length > MOST_LEAVES) return;
    const leaf = (keyword: string, formula: Formula, path = `${place.at}/${keyword}`, value?: unknown) =>
      leaves.push({ keyword, path, steps, value, formula: wrap(formula) });
    if (place.schema === false) leaf("false", formulas.false, place.at);
    if (jsonTypeOf(place.schema) !== "object") return;
    const here: Here = { schema: place.schema as Readonly<Record<string, unknown>>, place };
    const inner = (path: readonly string[], within: (formula: Formula) => Formula, step: string) =>
      visit(reader.placeInside(here, ...path), (formula) => wrap(within(formula)), [...steps, step], open);

    for (const { keyword, place: target } of referencesOf(reader, here)) {
      if (target && !open.includes(target.at)) visit(target, wrap, steps, [...open, target.at]);
      else leaf(keyword, reader.part({ ...here, schema: { [keyword]: here.schema[keyword] } }));
    }
    if ("$ref" in here.schema && !reader.since("2019-09")) return;
    for (const [keyword, value] of Object.entries(here.schema)) {
      if (keyword === "allOf" && Array.isArray(value)) {
        value.forEach((_, index) => {
          visit(reader.placeInside(here, keyword, String(index)), wrap, steps, open);
        });
      } else if (keyword === "required" && Array.isArray(value)) {
        value.forEach((name, index) => {
          const one = reader.part({ ...here, schema: { required: [name] } });
          leaf(keyword, one, `${place.at}/required/${index}`, name);
        });
      } else if (alone.has(keyword)) {
        const schema = Object.fromEntries(
          [keyword, ...(together[keyword] ?? [])]
            .filter((key) => key in here.schema)
            .map((key) => [key, here.schema[key]]),
        );
        leaf(keyword, reader.part({ ...here, schema }), `${place.at}/${keyword}`, value);
      }
    }
    const named = namedKeys(reader, here);
    const every = (keys: Formula) => (schema: Formula) => formulas.statement({ kind: "every", keys, schema });
    for (const { keys, steps: path } of named)
      inner(path, every(keys), path[0] === "properties" ? (path[1] ?? "") : "*");
    if ("additionalProperties" in here.schema) {
      const keys = otherKeys(
        formulas,
        named.map((part) => part.keys),
      );
      if (here.schema.additionalProperties !== false) inner(["additionalProperties"], every(keys), "*");
      else leaf("additionalProperties", every(keys)(formulas.false), undefined, false);
    }
    for (const { from, to, steps: path } of itemRanges(reader, here)) {
      const items = (schema: Formula) => formulas.statement({ kind: "items", from, to, schema });
      if (here.schema[path[0] ?? ""] !== false) inner(path, items, path.length === 2 ? String(from) : "*");
      else leaf(path[0] ?? "", items(formulas.false), `${place.at}${pointer(path)}`, false);
    }
    for (const formula of readUnevaluatedProperties(reader, here)) leaf("unevaluatedProperties", formula);
    for (const formula of readUnevaluatedItems(reader, here)) leaf("unevaluatedItems", formula);
  };

  visit(reader.references.root, (formula) => formula, [], [""]);
  return leaves;
}
