// A finding as a warning of this command: what is wrong, and what to do.
// Reports of findings are written by the renderers of the review package.
import type { Finding } from "@tracklake/schema";

/** The text of a warning, in one or two lines. */
export function warningText({ file, path, rule, message, suggestion }: Finding): string {
  const first = `${file === undefined ? "" : `${file}  `}${path}: ${message} (${rule})`;
  return suggestion === undefined ? first : `${first}\n    ${suggestion}`;
}
