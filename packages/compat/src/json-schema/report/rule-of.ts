// Which rule a demand breaks that not every document of the other schema meets.
// Numbers are raised or lowered where there was one, else added.
import type { ErrorObject } from "ajv";
import type { ContainmentRule } from "../rules.js";
import type { Leaf } from "./leaves.js";

const rules: Readonly<Record<string, ContainmentRule>> = {
  type: "TYPE_NARROWED",
  required: "PROPERTY_ADDED_TO_REQUIRED",
  unevaluatedProperties: "UNKNOWN_PROPERTIES_REFUSED",
  propertyNames: "PROPERTY_NAMES_NARROWED",
  dependencies: "DEPENDENCY_ADDED",
  dependentRequired: "DEPENDENCY_ADDED",
  dependentSchemas: "DEPENDENCY_ADDED",
  enum: "ENUM_VALUE_REMOVED",
  const: "CONST_CHANGED",
  multipleOf: "MULTIPLE_OF_CHANGED",
  format: "FORMAT_CHANGED",
  contentEncoding: "FORMAT_CHANGED",
  contentMediaType: "FORMAT_CHANGED",
  items: "ITEMS_NARROWED",
  prefixItems: "ITEMS_NARROWED",
  additionalItems: "ITEMS_NARROWED",
  unevaluatedItems: "ITEMS_NARROWED",
  uniqueItems: "UNIQUE_ITEMS_ADDED",
  contains: "CONTAINS_CHANGED",
  anyOf: "UNION_NARROWED",
  oneOf: "UNION_NARROWED",
  not: "NEGATION_WIDENED",
  if: "CONDITION_CHANGED",
  false: "NOTHING_ALLOWED",
  "false schema": "NOTHING_ALLOWED",
};

const bounds: Readonly<Record<string, readonly [ContainmentRule, ContainmentRule, readonly string[]]>> = {
  minimum: ["MINIMUM_ADDED", "MINIMUM_INCREASED", ["minimum", "exclusiveMinimum"]],
  exclusiveMinimum: ["MINIMUM_ADDED", "MINIMUM_INCREASED", ["minimum", "exclusiveMinimum"]],
  maximum: ["MAXIMUM_ADDED", "MAXIMUM_DECREASED", ["maximum", "exclusiveMaximum"]],
  exclusiveMaximum: ["MAXIMUM_ADDED", "MAXIMUM_DECREASED", ["maximum", "exclusiveMaximum"]],
  minLength: ["MIN_LENGTH_ADDED", "MIN_LENGTH_INCREASED", ["minLength"]],
  maxLength: ["MAX_LENGTH_ADDED", "MAX_LENGTH_DECREASED", ["maxLength"]],
  minItems: ["MIN_ITEMS_ADDED", "MIN_ITEMS_INCREASED", ["minItems"]],
  maxItems: ["MAX_ITEMS_ADDED", "MAX_ITEMS_DECREASED", ["maxItems"]],
  minProperties: ["MIN_PROPERTIES_ADDED", "MIN_PROPERTIES_INCREASED", ["minProperties"]],
  maxProperties: ["MAX_PROPERTIES_ADDED", "MAX_PROPERTIES_DECREASED", ["maxProperties"]],
  pattern: ["PATTERN_ADDED", "PATTERN_CHANGED", ["pattern"]],
};

/**
 * The rule of a demand.
 *
 * @param before What the other schema says of the same place.
 * @param errors What ajv says of a document that does not meet it.
 */
export function ruleOf(
  { keyword }: Pick<Leaf, "keyword">,
  before: readonly Readonly<Record<string, unknown>>[],
  errors: readonly ErrorObject[],
): ContainmentRule {
  const bound = Object.hasOwn(bounds, keyword) ? bounds[keyword] : undefined;
  if (bound) return before.some((schema) => bound[2].some((name) => name in schema)) ? bound[1] : bound[0];
  const error = errors.find((one) => one.keyword === keyword);
  if (keyword === "oneOf" && Array.isArray(error?.params.passingSchemas)) return "UNION_NOT_EXCLUSIVE";
  if (keyword === "additionalProperties") {
    const name = String(error?.params.additionalProperty);
    const known = before.some(({ properties }) => properties && Object.hasOwn(properties as object, name));
    return known ? "PROPERTY_REMOVED_FROM_CLOSED_OBJECT" : "UNKNOWN_PROPERTIES_REFUSED";
  }
  return (Object.hasOwn(rules, keyword) ? rules[keyword] : undefined) ?? "TYPE_NARROWED";
}
