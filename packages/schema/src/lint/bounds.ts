// Bounds that no value, no validator or no column can meet: a minimum over the maximum, a pattern that does not compile.
// A model from outside can say what column.* and TypeBox never would: decimals of 99 digits, structs of nothing.
import { athenaLimits } from "@tracklake/envelope";
import type { EventModel, TypeModel } from "../model.js";
import { datePattern } from "../patterns.js";
import { allFields } from "./fields.js";
import type { LintRule } from "./rule.js";

/** `bounds` */
export const bounds: LintRule = {
  id: "bounds",
  purpose: "Bounds leave room for a value that a column can hold, and patterns compile.",
  essential: true,
  severity: () => "error",
  check(model) {
    const remarks = allFields(model).flatMap(({ field, path }) =>
      problems(field.type).map((message) => ({ path, message })),
    );
    return [...eventProblems(model).map((message) => ({ path: model.name, message })), ...remarks].map((remark) => ({
      ...remark,
      suggestion: "Correct the bound.",
    }));
  },
};

function eventProblems({ retention, expires }: EventModel): string[] {
  const days = retention === undefined || (Number.isSafeInteger(retention) && retention >= 1);
  const day = expires === undefined || new RegExp(datePattern).test(expires);
  return [
    ...(days ? [] : [`its retention is ${retention}; it is a whole number of days from 1.`]),
    ...(day ? [] : [`it expires on ${JSON.stringify(expires)}; that is a day, YYYY-MM-DD.`]),
  ];
}

function problems(type: TypeModel): string[] {
  switch (type.kind) {
    case "integer":
    case "number": {
      const low = Math.max(type.minimum ?? -Infinity, type.exclusiveMinimum ?? -Infinity);
      const high = Math.min(type.maximum ?? Infinity, type.exclusiveMaximum ?? Infinity);
      return low > high ? [`no value is at least ${low} and at most ${high}.`] : [];
    }
    case "string":
      return [...lengths("length", type.minLength, type.maxLength), ...patternProblem(type.pattern)];
    case "array":
      return [...lengths("number of items", type.minItems, type.maxItems), ...problems(type.items)];
    case "map":
      return problems(type.values);
    case "decimal":
      return decimalProblem(type.precision, type.scale);
    case "enum":
      return enumProblem(type.values);
    case "struct":
      return type.fields.length === 0 ? ["a struct without fields has no column."] : [];
    default:
      return [];
  }
}

function decimalProblem(precision: number, scale: number): string[] {
  const most = athenaLimits.decimalPrecision;
  const fits = Number.isInteger(precision) && precision >= 1 && precision <= most;
  if (fits && Number.isInteger(scale) && scale >= 0 && scale <= precision) return [];
  return [`decimal(${precision},${scale}) has no column: the precision is 1 to ${most}, the scale 0 to the precision.`];
}

function enumProblem(values: readonly string[]): string[] {
  if (values.length === 0) return ["no text is allowed."];
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  return twice === undefined ? [] : [`the text ${JSON.stringify(twice)} is allowed twice.`];
}

function lengths(what: string, low = 0, high = Infinity): string[] {
  const whole = [low, high].every((bound) => bound === Infinity || (Number.isSafeInteger(bound) && bound >= 0));
  if (!whole) return [`a bound of the ${what} is no whole number from 0.`];
  return low > high ? [`no ${what} is at least ${low} and at most ${high}.`] : [];
}

function patternProblem(pattern: string | undefined): string[] {
  if (pattern === undefined) return [];
  try {
    new RegExp(pattern, "u");
    return [];
  } catch (error) {
    return [`the pattern does not compile: ${(error as Error).message}.`];
  }
}
