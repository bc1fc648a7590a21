// The changes that reach queries, from what the rules of compatibility say: a name that is gone, another type, values that
// mean something else, an event that comes no more; and from what becomes of the views' columns.
import { siblingPath } from "@tracklake/compat";
import type { ChangedViewColumn } from "../review.js";
import type { FieldChange, QueryChange } from "./affected-query.js";

/** What is read of a judgement of `@tracklake/compat`. */
export interface JudgedChange {
  readonly rule: string;
  readonly event: string;
  /** The event or the context, then the field's path. */
  readonly path: string;
  readonly was?: string;
  readonly is?: string;
  /** Where STORAGE is safe though the type is another one, a column of its own has it: the views say what becomes of it. */
  readonly verdicts?: { readonly STORAGE: string };
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
  NAME_REUSED: "type-changed",
  ENUM_VALUE_REMOVED: "value-removed",
  UNIT_CHANGED: "unit-changed",
  PII_CHANGED: "protection-changed",
  PII_REMOVED: "protection-changed",
  PII_DROPPED: "dropped",
};

/** What is said in full by its name: the type that a removed field had tells nobody anything. */
const whole: ReadonlySet<QueryChange> = new Set(["removed", "dropped"]);

/**
 * The changes of fields and events among judgements; those that reach no query are left out.
 *
 * @example
 * fieldChanges([{ rule: "FIELD_REMOVED", event: "plan_changed", path: "plan_changed.seats" }]);
 * // [{ event: "plan_changed", field: "seats", change: "removed" }]
 */
export function fieldChanges(judgements: readonly JudgedChange[]): FieldChange[] {
  const changes = judgements.flatMap(({ rule, event, path, was, is, verdicts }): FieldChange[] => {
    if (rule === "EVENT_RETIRED") return [{ event, change: "retired" }];
    if (rule === "CONTEXT_REMOVED") return contextFields(was).map((field) => ({ event, field, change: "removed" }));
    const change = kinds[rule];
    const field = path.slice(path.indexOf(".") + 1);
    if (change === undefined || !path.includes(".")) return [];
    if (change === "renamed")
      return [{ event, field: siblingPath(field, was), change, ...(is === undefined ? {} : { is }) }];
    if (change === "type-changed" && verdicts?.STORAGE === "safe") return [];
    if (whole.has(change)) return [{ event, field, change }];
    return [{ event, field, change, ...(was === undefined ? {} : { was }), ...(is === undefined ? {} : { is }) }];
  });
  const keys = changes.map((change) => JSON.stringify(change));
  return changes.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}

/** The changes of columns of views. */
export function viewChanges(event: string, columns: readonly ChangedViewColumn[]): FieldChange[] {
  return columns.map(({ view, name, was, is }) => ({
    event,
    field: name,
    change: is === undefined ? "gone" : "type-changed",
    was,
    ...(is === undefined ? {} : { is }),
    column: { view, name },
  }));
}

/** The fields of `user (user_id, plan)`, as the rule names them. */
function contextFields(was = ""): string[] {
  return (/\((.*)\)$/.exec(was)?.[1] ?? "").split(", ").filter((name) => name !== "");
}
