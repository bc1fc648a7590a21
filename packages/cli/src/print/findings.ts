// A finding in a message of this command: two lines, what is wrong and what to do.
// Reports of `check` are written by the renderers of the review package.
import type { Finding } from "@tracklake/schema";

/** The lines of a finding, indented by two. */
export function findingLines({ file, path, rule, message, suggestion }: Finding): string[] {
  const first = `  ${file === undefined ? "" : `${file}  `}${path}: ${message} (${rule})`;
  return suggestion === undefined ? [first] : [first, `    ${suggestion}`];
}
