// The words for changes: the only place that has them.
import type { Change } from "@tracklake/compat";

/** One line about a change, in Markdown when `code` quotes by backticks. */
export function changeWording(change: Change, code: (text: string) => string = (text) => text): string {
  const { was = "", is = "" } = change;
  switch (change.kind) {
    case "event-added":
      return "new event";
    case "context-added":
      return `context ${code(is)} added`;
    case "context-removed":
      return `context ${code(was)} removed`;
    case "field-added":
      return `added, ${code(is)}, ${change.required ? "required" : "optional"}`;
    case "field-removed":
      return `removed; the column ${code(was)} stays`;
    case "field-renamed":
      return `renamed from ${code(was)}`;
    case "enum-value-added":
      return `allows ${code(is)}`;
    case "enum-value-removed":
      return `allows ${code(was)} no more`;
    case "event-metadata-changed":
    case "field-metadata-changed":
      return metadata(was, is, code);
    case "constraint-tightened":
    case "constraint-loosened":
      return `${change.kind === "constraint-tightened" ? "tightened" : "loosened"}: ${arrow(was || "no bound", is || "no bound", code)}`;
    case "pattern-changed":
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
