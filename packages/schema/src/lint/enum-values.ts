// Values of one choice that are one value written twice, or in several styles: every query has to know them all.
// Values that are published stay; they are what new ones are compared with.
import type { EnumType, EventModel, TypeModel } from "../model.js";
import { allFields } from "./fields.js";
import type { LintRule, LintScope } from "./rule.js";
import { likenessWording, similarNames } from "./words/similar-names.js";

/** `enum-values` */
export const enumValues: LintRule = {
  id: "enum-values",
  purpose: "The values of a choice are written in one style, each of them once.",
  severity: () => "warning",
  check(model, scope) {
    return allFields(model).flatMap(({ field, path }) => {
      const type = enumWithin(field.type);
      if (!type) return [];
      const problem = firstProblem(type.values, publishedValues(model, path, scope));
      return problem === undefined
        ? []
        : [{ path, message: problem, suggestion: "Write every value once, in one style: lower_snake." }];
    });
  },
};

function enumWithin(type: TypeModel): EnumType | undefined {
  if (type.kind === "enum") return type;
  if (type.kind === "array") return enumWithin(type.items);
  return type.kind === "map" ? enumWithin(type.values) : undefined;
}

function publishedValues(model: EventModel, path: string, { published }: LintScope): ReadonlySet<string> {
  const before = published.field(model, path);
  return new Set((before && enumWithin(before.type)?.values) ?? []);
}

function firstProblem(values: readonly string[], old: ReadonlySet<string>): string | undefined {
  const added = values.filter((value) => !old.has(value));
  const empty = added.find((value) => value.trim() !== value || value === "");
  if (empty !== undefined) return `the value ${JSON.stringify(empty)} begins or ends with a space, or is empty.`;
  const alike = similarNames(values);
  for (const value of added) {
    // `usd_jpy` and `jpy_usd` are two values: the order of the words is no likeness here.
    const other = alike.get(value)?.find(({ likeness }) => likeness !== "order");
    if (other)
      return `the values "${other.name}" and "${value}" are almost the same: ${likenessWording[other.likeness]}.`;
  }
  const mixed = mixedStyles(values);
  if (mixed === undefined || added.length === 0) return undefined;
  return `the values are written in several styles: "${mixed[0]}" and "${mixed[1]}".`;
}

/** Two values of different styles, if there are any. */
function mixedStyles(values: readonly string[]): readonly [string, string] | undefined {
  const firsts = new Map<string, string>();
  for (const value of values) {
    const style = styleOf(value);
    if (style !== undefined && !firsts.has(style)) firsts.set(style, value);
  }
  const word = firsts.get("word");
  firsts.delete("word");
  const [one, other] = firsts.values();
  if (one !== undefined && other !== undefined) return [one, other];
  // A word in lower-case letters fits every style but those with capitals in front.
  return one !== undefined && word !== undefined && /^[A-Z]/.test(one) ? [word, one] : undefined;
}

/** The style of a value, or nothing for what has none: a number, a code such as JPY or v1.2. */
function styleOf(value: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9]*(?:[ _-][A-Za-z0-9]+)*$/.test(value)) return undefined;
  const separator = /[ _-]/.exec(value)?.[0] ?? "";
  if (value === value.toLowerCase()) return separator === "" ? "word" : `lower${separator}`;
  if (value === value.toUpperCase()) return separator === "" && value.length <= 3 ? undefined : "UPPER";
  return separator === "" ? (/^[a-z]/.test(value) ? "camel" : "Pascal") : `Title${separator}`;
}
