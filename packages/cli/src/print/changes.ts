// What differs between two revisions of an event, field by field, in a line each.
// What a change means for tables, old data and readers is the review's to say.
import { canonicalJson, type EventModel, type FieldModel, hiveType, type TypeModel } from "@tracklake/schema";

/**
 * The lines of a change: `+` added, `-` removed, `~` changed.
 *
 * @example
 * changedFields(before, after); // ["+ seats  bigint", "~ description"]
 */
export function changedFields(before: EventModel, after: EventModel): string[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const about = aboutKeys.filter((key) => canonicalText(before[key]) !== canonicalText(after[key]));
  return [
    ...about.map((key) => `~ ${key}`),
    ...[...is].flatMap(([path, field]) => {
      const earlier = was.get(path);
      if (earlier === undefined) return [`+ ${path}  ${hiveType(field.type)}${field.required ? ", required" : ""}`];
      const parts = differences(earlier, field);
      return parts.length === 0 ? [] : [`~ ${path}  ${parts.join(", ")}`];
    }),
    ...[...was.keys()].filter((path) => !is.has(path)).map((path) => `- ${path}`),
  ];
}

const aboutKeys = ["description", "owner", "answers", "deprecated", "retention", "expires", "examples"] as const;

function differences(was: FieldModel, is: FieldModel): string[] {
  const keys = ["description", "pii", "unit", "deprecated", "renamedFrom", "examples"] as const;
  const [before, after] = [hiveType(was.type), hiveType(is.type)];
  return [
    ...(kindOf(was.type) === kindOf(is.type) ? [] : [before === after ? "constraints" : `${before} → ${after}`]),
    ...(was.required === is.required ? [] : [is.required ? "now required" : "now optional"]),
    ...(was.nullable === is.nullable ? [] : [is.nullable ? "now nullable" : "no more nullable"]),
    ...keys.filter((key) => canonicalText(was[key]) !== canonicalText(is[key])),
  ];
}

/** A type without the fields inside it, which are compared by themselves. */
function kindOf(type: TypeModel): string {
  if (type.kind === "struct") return "struct";
  if (type.kind === "array") return canonicalText({ ...type, items: kindOf(type.items) });
  return type.kind === "map" ? `map of ${kindOf(type.values)}` : canonicalText(type);
}

function fieldsOf(model: EventModel): Map<string, FieldModel> {
  const found = new Map<string, FieldModel>();
  const visit = (field: FieldModel, prefix: string) => {
    const path = `${prefix}${field.name}`;
    found.set(path, field);
    within(field.type, path);
  };
  const within = (type: TypeModel, path: string): void => {
    if (type.kind === "struct") for (const field of type.fields) visit(field, `${path}.`);
    else if (type.kind === "array") within(type.items, `${path}[]`);
    else if (type.kind === "map") within(type.values, `${path}{}`);
  };
  for (const context of model.contexts) for (const field of context.fields) visit(field, `${context.name}.`);
  for (const field of model.properties) visit(field, "");
  return found;
}

function canonicalText(value: unknown): string {
  return value === undefined ? "" : canonicalJson(value);
}
