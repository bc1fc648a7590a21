// A finding with its place in a file: what every format that points at lines is written from.
import type { Finding } from "@tracklake/schema";
import { changeWording } from "./change-wording.js";
import type { FindPlace } from "./locate/source-places.js";
import type { Review, ReviewedChange } from "./review.js";

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
    const found = place(finding.path);
    if (!found || (finding.file !== undefined && finding.file !== found.file && !isContext(finding))) return finding;
    return { ...finding, file: found.file, line: found.line, column: found.column };
  });
}

/** A context's field may be defined in another file than the event that lint speaks of. */
function isContext({ path }: Finding): boolean {
  return path.includes(".");
}

/** What a review says, as findings: safe changes are none, existing ones are notes. */
export function reviewFindings({ events, retired }: Review): LocatedFinding[] {
  return [
    ...events.flatMap(({ changes, existing }) => [
      ...changes.flatMap((change) => changeFinding(change)),
      ...existing.flatMap((change) => changeFinding(change, true)),
    ]),
    ...retired.flatMap(({ changes }) => changes.flatMap((change) => changeFinding(change))),
  ];
}

function changeFinding(change: ReviewedChange, existing = false): LocatedFinding[] {
  const { judgement, level, place, command, acknowledged, label } = change;
  if (level === "safe") return [];
  const { rule, path, reason, wayOut, was, is, fingerprint } = judgement;
  const accepted =
    acknowledged !== undefined
      ? `acknowledged by ${acknowledged.author} until ${acknowledged.expires}: ${acknowledged.reason}`
      : label !== undefined
        ? `acknowledged by the label ${label}`
        : undefined;
  const known = existing ? "It is so at the base already. " : "";
  return [
    {
      rule,
      severity: existing ? "note" : level,
      path,
      message: `${changeWording(judgement)}. ${known}${reason}`,
      ...(was === undefined ? {} : { was }),
      ...(is === undefined ? {} : { is }),
      suggestion: command === undefined || existing ? wayOut : `${wayOut} If it is intended: ${command}`,
      fingerprint,
      ...(place === undefined ? {} : place),
      ...(accepted === undefined ? {} : { accepted }),
    },
  ];
}
