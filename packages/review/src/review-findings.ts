// What a review says, as findings: for formats that point at lines, and for `check`.
import { changeWording } from "./change-wording.js";
import type { LocatedFinding } from "./located-finding.js";
import type { Review, ReviewedChange } from "./review.js";

/** What a review says, as findings: safe changes are none, existing ones are notes. */
export function reviewFindings({ events, retired, lake }: Review): LocatedFinding[] {
  return [
    ...lake.flatMap((change) => changeFinding(change)),
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
