// What is said of an event, a context or a field, not of its values: differences of single members.
import { type ContextModel, canonicalJson, type EventModel, type FieldModel } from "@tracklake/schema";
import type { Change } from "./change.js";
import type { RuleId } from "./rule-id.js";

const ofEvents = ["description", "owner", "answers", "deprecated", "retention", "expires", "examples"] as const;
const ofFields = ["description", "unit", "deprecated", "renamedFrom", "examples"] as const;

/** Differences of what is said of an event. */
export function eventMetadata(before: EventModel, after: EventModel): Change[] {
  return members("EVENT_METADATA_CHANGED", ofEvents, before, after, after.name);
}

/** Differences of what is said of a context. */
export function contextMetadata(before: ContextModel, after: ContextModel): Change[] {
  return members("EVENT_METADATA_CHANGED", ["description"], before, after, after.name);
}

/** Differences of what is said of a field; a rename that was reported is not said twice. */
export function fieldMetadata(before: FieldModel, after: FieldModel, path: string): Change[] {
  const renamed = before.name !== after.name;
  const keys = ofFields.filter((key) => !(renamed && key === "renamedFrom"));
  return members("FIELD_METADATA_CHANGED", keys, before, after, path).map((change) =>
    before.unit !== undefined && after.unit !== undefined && change.was === `unit: ${before.unit}`
      ? { ...change, rule: "UNIT_CHANGED", was: before.unit, is: after.unit }
      : change,
  );
}

function members<Model extends object, Key extends keyof Model & string>(
  rule: RuleId,
  keys: readonly Key[],
  before: Model,
  after: Model,
  path: string,
): Change[] {
  return keys.flatMap((key): Change[] => {
    if (before[key] === after[key]) return [];
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
