// Whether a formula holds for a value: yes, no, or undefined where that is unknown.
// The arithmetic of multiples is that of the validator: one division of two doubles.
import { canonical } from "../formula/canonical.js";
import { type Formula, jsonTypeOf, subjectOf } from "../formula/formula.js";
import type { Languages } from "./languages.js";

/** Evaluates formulas on values. */
export interface Evaluation {
  readonly languages: Languages;
  readonly spend: (steps: number) => void;
}

/** Whether a formula holds for a value. */
export function evaluate(engine: Evaluation, formula: Formula, value: unknown): boolean | undefined {
  engine.spend(1);
  const type = jsonTypeOf(value);
  const subject = subjectOf(formula);
  if (subject !== undefined && subject !== type) return true;
  const inside = (part: Formula, inner: unknown) => evaluate(engine, part, inner);
  switch (formula.kind) {
    case "true":
      return true;
    case "false":
      return false;
    case "and":
      return every(formula.of, (part) => inside(part, value));
    case "or":
      return not(every(formula.of, (part) => not(inside(part, value))));
    case "one": {
      const answers = formula.of.map((part) => inside(part, value));
      const certain = answers.filter((answer) => answer === true).length;
      if (certain < 2 && answers.includes(undefined)) return undefined;
      return (certain === 1) !== formula.negative;
    }
    case "types":
      return formula.types.includes(type);
    case "values":
      return formula.values.has(canonical(value)) !== formula.negative;
    case "reference":
      return inside(formula.read(), value);
    case "unknown":
    case "label":
      return undefined;
    case "minLength":
      return Array.from(value as string).length >= formula.value;
    case "maxLength":
      return Array.from(value as string).length <= formula.value;
    case "pattern": {
      const matches = engine.languages.matches(formula.source, value as string);
      return matches === undefined ? undefined : matches !== formula.negative;
    }
    case "minimum":
      return formula.exclusive ? Number(value) > formula.value : Number(value) >= formula.value;
    case "maximum":
      return formula.exclusive ? Number(value) < formula.value : Number(value) <= formula.value;
    case "multipleOf":
      return isMultiple(Number(value), formula.value);
    case "notMultipleOf":
      return !isMultiple(Number(value), formula.value);
    default:
      return type === "array"
        ? evaluateArray(formula, value as readonly unknown[], inside)
        : evaluateObject(formula, value as Readonly<Record<string, unknown>>, inside);
  }
}

/** Whether a number is a multiple of another, as validators reckon. */
export function isMultiple(value: number, of: number): boolean {
  return Number.isInteger(value / of);
}

type Inside = (part: Formula, value: unknown) => boolean | undefined;

function evaluateArray(formula: Formula, items: readonly unknown[], inside: Inside): boolean | undefined {
  switch (formula.kind) {
    case "minItems":
      return items.length >= formula.value;
    case "maxItems":
      return items.length <= formula.value;
    case "items":
      return every(items.slice(formula.from, formula.to), (item) => inside(formula.schema, item));
    case "unique":
    case "notUnique":
      return (new Set(items.map(canonical)).size === items.length) === (formula.kind === "unique");
    case "atLeast":
    case "atMost": {
      const answers = items.slice(formula.from, formula.to).map((item) => inside(formula.schema, item));
      const certain = answers.filter((answer) => answer === true).length;
      const possible = answers.filter((answer) => answer !== false).length;
      if (formula.kind === "atLeast")
        return certain >= formula.count ? true : possible < formula.count ? false : undefined;
      return possible <= formula.count ? true : certain > formula.count ? false : undefined;
    }
    default:
      return undefined;
  }
}

function evaluateObject(
  formula: Formula,
  object: Readonly<Record<string, unknown>>,
  inside: Inside,
): boolean | undefined {
  switch (formula.kind) {
    case "minProperties":
      return Object.keys(object).length >= formula.value;
    case "maxProperties":
      return Object.keys(object).length <= formula.value;
    case "every":
      return every(keysAmong(object, formula.keys), (key) =>
        or(not(inside(formula.keys, key)), () => inside(formula.schema, object[key])),
      );
    case "some":
      return not(
        every(keysAmong(object, formula.keys), (key) =>
          or(not(inside(formula.keys, key)), () => not(inside(formula.schema, object[key]))),
        ),
      );
    default:
      return undefined;
  }
}

/** The keys of an object that may be meant: where a set names them, no others are looked at. */
function keysAmong(object: Readonly<Record<string, unknown>>, keys: Formula): readonly string[] {
  if (keys.kind !== "values" || keys.negative) return Object.keys(object);
  const names = [...keys.values.values()];
  return names.filter((name): name is string => typeof name === "string" && Object.hasOwn(object, name));
}

function every<Item>(items: readonly Item[], holds: (item: Item) => boolean | undefined): boolean | undefined {
  let answer: boolean | undefined = true;
  for (const item of items) {
    const one = holds(item);
    if (one === false) return false;
    if (one === undefined) answer = undefined;
  }
  return answer;
}

function not(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}

function or(a: boolean | undefined, b: () => boolean | undefined): boolean | undefined {
  if (a === true) return true;
  const other = b();
  return other === true ? true : a === undefined || other === undefined ? undefined : false;
}
