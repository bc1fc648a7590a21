// The differences of two lists of fields, at every depth: added, removed, renamed, and what changed in those that stay.
import type { FieldModel } from "@tracklake/schema";
import type { Change } from "./change.js";
import { fieldMetadata } from "./metadata-changes.js";
import type { RuleId } from "./rule-id.js";
import { typeChanges } from "./type-changes.js";
import { typeText } from "./type-text.js";

/** What differs between the fields of an event, a context or a struct. */
export function fieldChanges(before: readonly FieldModel[], after: readonly FieldModel[], path: string): Change[] {
  if (before === after) return [];
  const earlier = new Map(before.map((field) => [field.name, field]));
  const later = new Set(after.map((field) => field.name));
  const renamed = new Set<string>();
  const changes = after.flatMap((field): Change[] => {
    const was = earlier.get(field.name);
    const at = `${path}.${field.name}`;
    if (was) return oneField(was, field, at);
    const origin =
      field.renamedFrom === undefined || later.has(field.renamedFrom) ? undefined : earlier.get(field.renamedFrom);
    if (!origin || renamed.has(origin.name)) return [added(field, at)];
    renamed.add(origin.name);
    const rename: Change = {
      rule: "FIELD_RENAMED",
      path: at,
      was: origin.name,
      is: field.name,
      before: origin,
      after: field,
    };
    return [rename, ...oneField(origin, field, at).map((change): Change => ({ ...change, renamed: true }))];
  });
  const gone = before.filter((field) => !later.has(field.name) && !renamed.has(field.name));
  return [...changes, ...gone.map((field) => removed(field, `${path}.${field.name}`))];
}

/** What differs between a field and what it became. */
export function oneField(before: FieldModel, after: FieldModel, path: string): Change[] {
  if (before === after) return [];
  const changes: Change[] = typeChanges(before.type, after.type, path, fieldChanges);
  const moved = (rule: RuleId, was: string, is: string) => {
    changes.push({ rule, path, was, is, before, after });
  };
  if (before.required !== after.required) {
    if (after.required) moved("FIELD_BECAME_REQUIRED", "optional", "required");
    else moved("FIELD_BECAME_OPTIONAL", "required", "optional");
  }
  if (before.nullable !== after.nullable) {
    if (after.nullable) moved("FIELD_BECAME_NULLABLE", "not null", "nullable");
    else moved("FIELD_BECAME_NON_NULL", "nullable", "not null");
  }
  if (before.pii !== after.pii) {
    const none = "no protection";
    moved(piiRule(after), before.pii ?? none, after.pii ?? none);
  }
  return [...changes, ...fieldMetadata(before, after, path)];
}

function piiRule({ pii }: FieldModel): RuleId {
  if (pii === undefined) return "PII_REMOVED";
  return pii === "drop" ? "PII_DROPPED" : "PII_CHANGED";
}

function added(field: FieldModel, path: string): Change {
  return {
    rule: field.required ? "REQUIRED_FIELD_ADDED" : "FIELD_ADDED",
    path,
    is: typeText(field.type),
    after: field,
  };
}

function removed(field: FieldModel, path: string): Change {
  return {
    rule: field.required ? "REQUIRED_FIELD_REMOVED" : "FIELD_REMOVED",
    path,
    was: typeText(field.type),
    before: field,
  };
}
