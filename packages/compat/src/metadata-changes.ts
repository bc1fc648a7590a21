// What is said of an event, a context or a field, not of its values: differences of single members.
import { type ContextModel, canonicalJson, type EventModel, type FieldModel } from "@tracklake/schema";
import type { Change } from "./change.js";
import type { RuleId } from "./rule-id.js";

/** Members that other rules compare; everything else that a model holds is said of it. */
const structure: ReadonlySet<string> = new Set([
  "name",
  "major",
  "contexts",
  "properties",
  "type",
  "required",
  "nullable",
  "pii",
  "fields",
]);

/** Differences of what is said of an event. */
export function eventMetadata(before: EventModel, after: EventModel): Change[] {
  return members("EVENT_METADATA_CHANGED", before, after, after.name);
}

/** Differences of what is said of a context. */
export function contextMetadata(before: ContextModel, after: ContextModel): Change[] {
  return members("EVENT_METADATA_CHANGED", before, after, after.name);
}

/** Differences of what is said of a field. */
export function fieldMetadata(before: FieldModel, after: FieldModel, path: string): Change[] {
  // A rename that was reported is not said twice.
  const renamed = before.name !== after.name ? { ...before, renamedFrom: after.renamedFrom } : before;
  return members("FIELD_METADATA_CHANGED", renamed, after, path).map((change) =>
    before.unit !== undefined && after.unit !== undefined && change.was === `unit: ${before.unit}`
      ? { ...change, rule: "UNIT_CHANGED", was: before.unit, is: after.unit }
      : change,
  );
}

function members<Model extends object>(rule: RuleId, before: Model, after: Model, path: string): Change[] {
  const keys = Object.keys({ ...before, ...after }) as (keyof Model & string)[];
  return keys.flatMap((key): Change[] => {
    if (structure.has(key) || before[key] === after[key]) return [];
    const [was, is] = [textOf(before[key]), textOf(after[key])];
    if (was === is) return [];
    return [
      {
        rule,
        path,
        ...(was === undefined ? {} : { was: `${key}: ${was}` }),
        ...(is === undefined ? {} : { is: `${key}: ${is}` }),
      },
    ];
  });
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === "string" ? value : canonicalJson(value);
}
