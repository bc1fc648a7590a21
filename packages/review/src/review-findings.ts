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
  const { judgement, responses, level, place, acknowledged, expired, mistaken, label, alsoIn = [], sameAs } = change;
  // The same change of a context is said once, at the first of its events.
  if (level === "safe" || sameAs !== undefined) return [];
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
      ...compatFinding(found, {
        file: place?.file,
        nextMajor,
        also: alsoIn.map((event) => ({ event, fingerprint: judgement.fingerprint })),
      }),
      suggestion: suggestionOf(change),
      fingerprint: judgement.fingerprint,
      ...(place === undefined ? {} : { line: place.line, column: place.column }),
      ...(accepted === undefined ? {} : { accepted }),
    },
  ];
}

/** What a label lets pass is asked for again by a publish, and by nobody here. */
function suggestionOf({ advice, command, label }: ReviewedChange): string {
  if (command === undefined) return advice;
  return label === undefined
    ? `${advice} If it is intended: ${command}`
    : `The label lets this review pass; a publish still asks for: ${command}`;
}

function atTheBase(finding: LocatedFinding): LocatedFinding {
  return { ...finding, severity: "note", message: `It is so at the base already. ${finding.message}` };
}
