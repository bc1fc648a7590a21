// What a review says, as findings: for formats that point at lines, and for `check`.
import { compatFinding } from "./compat-finding.js";
import type { LocatedFinding } from "./located-finding.js";
import type { Review, ReviewedChange } from "./review.js";

/** What a review says, as findings: safe changes are none, existing ones are notes. */
export function reviewFindings({ events, retired, lake }: Review): LocatedFinding[] {
  return [
    ...lake.flatMap((change) => changeFinding(change, 1)),
    ...events.flatMap(({ changes, existing, nextMajor }) => [
      ...changes.flatMap((change) => changeFinding(change, nextMajor)),
      ...existing.flatMap((change) => changeFinding(change, nextMajor).map(atTheBase)),
    ]),
    ...retired.flatMap(({ changes }) => changes.flatMap((change) => changeFinding(change, 1))),
  ];
}

function changeFinding(change: ReviewedChange, nextMajor: number): LocatedFinding[] {
  const { judgement, responses, level, place, acknowledged, expired, mistaken, label, advice, command } = change;
  if (level === "safe") return [];
  const found = {
    judgement,
    responses,
    severity: level,
    ...(acknowledged === undefined ? {} : { acknowledged }),
    ...(expired === undefined ? {} : { expiredAcknowledgement: expired }),
    ...(mistaken === undefined ? {} : { mistakenAcknowledgement: mistaken }),
  };
  const accepted =
    acknowledged !== undefined
      ? `acknowledged by ${acknowledged.author} until ${acknowledged.expires}: ${acknowledged.reason}`
      : label !== undefined
        ? `acknowledged by the label ${label}`
        : undefined;
  return [
    {
      ...compatFinding(found, { file: place?.file, nextMajor }),
      suggestion: command === undefined ? advice : `${advice} If it is intended: ${command}`,
      fingerprint: judgement.fingerprint,
      ...(place === undefined ? {} : { line: place.line, column: place.column }),
      ...(accepted === undefined ? {} : { accepted }),
    },
  ];
}

function atTheBase(finding: LocatedFinding): LocatedFinding {
  return { ...finding, severity: "note", message: `It is so at the base already. ${finding.message}` };
}
