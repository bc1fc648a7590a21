// The changes that reach queries, from what the rules of compatibility say: a name that is gone, another type, an event
// that comes no more.
import { siblingPath } from "@tracklake/compat";
import type { FieldChange, QueryChange } from "./affected-query.js";

/** What is read of a judgement of `@tracklake/compat`. */
export interface JudgedChange {
  readonly rule: string;
  readonly event: string;
  /** The event or the context, then the field's path. */
  readonly path: string;
  readonly was?: string;
}

const kinds: Readonly<Record<string, QueryChange>> = {
  FIELD_REMOVED: "removed",
  REQUIRED_FIELD_REMOVED: "removed",
  FIELD_RENAMED: "renamed",
  TYPE_CHANGED: "type-changed",
  INTEGER_TO_NUMBER: "type-changed",
  NUMBER_TO_INTEGER: "type-changed",
  TEXT_TO_TIME: "type-changed",
  TIME_TO_TEXT: "type-changed",
  DATE_TIMESTAMP_CHANGED: "type-changed",
  JSON_TYPE_CHANGED: "type-changed",
  DECIMAL_CHANGED: "type-changed",
};

/**
 * The changes of fields and events among judgements; those that reach no query are left out.
 *
 * @example
 * fieldChanges([{ rule: "FIELD_REMOVED", event: "plan_changed", path: "plan_changed.seats" }]);
 * // [{ event: "plan_changed", field: "seats", change: "removed" }]
 */
export function fieldChanges(judgements: readonly JudgedChange[]): FieldChange[] {
  const changes = judgements.flatMap(({ rule, event, path, was }): FieldChange[] => {
    if (rule === "EVENT_RETIRED") return [{ event, change: "retired" }];
    if (rule === "CONTEXT_REMOVED") return contextFields(was).map((field) => ({ event, field, change: "removed" }));
    const change = kinds[rule];
    const field = path.slice(path.indexOf(".") + 1);
    if (change === undefined || !path.includes(".")) return [];
    return [{ event, field: change === "renamed" ? siblingPath(field, was) : field, change }];
  });
  const keys = changes.map((change) => JSON.stringify(change));
  return changes.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}

/** The fields of `user (user_id, plan)`, as the rule names them. */
function contextFields(was = ""): string[] {
  return (/\((.*)\)$/.exec(was)?.[1] ?? "").split(", ").filter((name) => name !== "");
}
