// The words for changes: the only place that has them.
import type { Judgement } from "@tracklake/compat";

/** One line about a change, in Markdown when `code` quotes by backticks. */
export function changeWording(
  { rule, was = "", is = "" }: Pick<Judgement, "rule" | "was" | "is">,
  code: (text: string) => string = (text) => text,
): string {
  switch (rule) {
    case "EVENT_ADDED":
      return "new event";
    case "EVENT_RETIRED":
      return "defined no more; table and view stay";
    case "MAJOR_ADDED":
      return `new major: ${arrow(was, is, code)}`;
    case "CONTEXT_ADDED":
      return `context ${code(is)} added`;
    case "CONTEXT_REMOVED":
      return `context ${code(was)} removed`;
    case "FIELD_ADDED":
      return `added, ${code(is)}, optional`;
    case "REQUIRED_FIELD_ADDED":
      return `added, ${code(is)}, required`;
    case "FIELD_READDED":
      return `added again, ${code(is)}, optional`;
    case "FIELD_REMOVED":
    case "REQUIRED_FIELD_REMOVED":
      return `removed; it was ${code(was)}`;
    case "FIELD_RENAMED":
      return `renamed from ${code(was)}`;
    case "FIELD_MOVED":
      return `moved from ${code(was)}`;
    case "ENUM_VALUE_ADDED":
      return `allows ${code(is)}`;
    case "ENUM_VALUE_REMOVED":
      return `allows ${code(was)} no more`;
    case "EVENT_METADATA_CHANGED":
    case "FIELD_METADATA_CHANGED":
      return metadata(was, is, code);
    case "UNIT_CHANGED":
      return `unit: ${arrow(was, is, code)}`;
    case "CONSTRAINT_TIGHTENED":
      return `tightened: ${arrow(was || "no bound", is || "no bound", code)}`;
    case "CONSTRAINT_LOOSENED":
      return `loosened: ${arrow(was || "no bound", is || "no bound", code)}`;
    case "PATTERN_CHANGED":
      return `pattern: ${arrow(was || "none", is || "none", code)}`;
    default:
      return arrow(was, is, code);
  }
}

function metadata(was: string, is: string, code: (text: string) => string): string {
  if (was === "") return `says ${code(is)}`;
  return is === "" ? `says ${code(was)} no more` : arrow(was, is, code);
}

function arrow(was: string, is: string, code: (text: string) => string): string {
  return `${code(was)} → ${code(is)}`;
}
