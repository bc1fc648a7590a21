// A finding with its place in a file: what every format that points at lines is written from.
import type { Finding, RelatedPlace } from "@tracklake/schema";
import type { FindPlace } from "./locate/source-places.js";

/** A finding of lint, of the history or of compatibility, with its line where it is known. */
export interface LocatedFinding extends Finding {
  /** From 1. */
  readonly line?: number;
  /** From 1, in UTF-16 units. */
  readonly column?: number;
  /** What stays the same while the same change is found again. */
  readonly fingerprint?: string;
  /** Why a finding that would stop the change does not: its acknowledgement. */
  readonly accepted?: string;
}

/** Findings with their lines, where the finder knows them. */
export function locatedFindings(findings: readonly Finding[], place: FindPlace): LocatedFinding[] {
  return findings.map((finding) => {
    if (finding.related !== undefined) return locatedTogether(finding, finding.related, place);
    const found = place(finding.path);
    if (!found || (finding.file !== undefined && finding.file !== found.file && !isContext(finding))) return finding;
    return { ...finding, file: found.file, line: found.line, column: found.column };
  });
}

/** What is defined twice is found in the file that is spoken of; in one file it is the second that is. */
function locatedTogether(finding: Finding, related: readonly RelatedPlace[], place: FindPlace): LocatedFinding {
  const { path, file } = finding;
  const after = related.filter((other) => other.file === file).length;
  const own = place(path, undefined, { file, after }) ?? place(path, undefined, { file });
  const others = related.map((other) => place(path, undefined, { file: other.file }) ?? other);
  return { ...finding, ...own, related: others };
}

/** A context's field may be defined in another file than the event that lint speaks of. */
function isContext({ path }: Finding): boolean {
  return path.includes(".");
}
