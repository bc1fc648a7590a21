// Where a change is, for comparing changes of several revisions with one another.
import type { Change } from "./change.js";
import { contextName } from "./narrowed.js";

/** Whether a change is one of values, not of words. */
export function isStructural({ rule }: Pick<Change, "rule">): boolean {
  return rule !== "FIELD_METADATA_CHANGED" && rule !== "EVENT_METADATA_CHANGED";
}

/** The rule and the place of a change, for an enum the value, for words what they say: two changes of one place are one. */
export function placeOf({ rule, path, was, is }: Pick<Change, "rule" | "path" | "was" | "is">): string {
  switch (rule) {
    case "ENUM_VALUE_ADDED":
    case "ENUM_VALUE_REMOVED":
      return `${rule} ${path} ${is ?? was}`;
    case "CONTEXT_ADDED":
    case "CONTEXT_REMOVED":
      return `${rule} ${path} ${contextName(is ?? was ?? "")}`;
    case "EVENT_METADATA_CHANGED":
    case "FIELD_METADATA_CHANGED":
      return `${rule} ${path} ${memberOf(is ?? was ?? "")}`;
    case "CONSTRAINT_TIGHTENED":
    case "CONSTRAINT_LOOSENED":
      return `${rule} ${path} ${/max/i.test(is ?? was ?? "") ? "upper" : "lower"}`;
    default:
      return `${rule} ${path}`;
  }
}

/** Whether a path is another one, or lies below it. */
export function isWithin(path: string, outer: string): boolean {
  return path.startsWith(outer) && (path.length === outer.length || ".[{".includes(path[outer.length] ?? ""));
}

/** The member that a text such as `description: The plan.` speaks of. */
function memberOf(text: string): string {
  return text.slice(0, text.indexOf(":"));
}
