// Bounds that no value or no validator can meet: a minimum over the maximum, a pattern that does not compile.
import type { TypeModel } from "../model.js";
import { allFields, type LintRule } from "./rule.js";

/** `bounds` */
export const bounds: LintRule = {
  id: "bounds",
  purpose: "Bounds leave room for a value, and patterns compile.",
  severity: () => "error",
  check(model) {
    return allFields(model).flatMap(({ field, path }) =>
      problems(field.type).map((message) => ({ path, message, suggestion: "Correct the bound." })),
    );
  },
};

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
    default:
      return [];
  }
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
