// A judged change as a finding of `check` and of the gate before a publish: what is wrong, and the exact edit or command.
import { acknowledgeCommand, type CompatFinding, type Judgement } from "@tracklake/compat";
import type { Finding } from "@tracklake/schema";
import { mistakenWords } from "./mistaken-words.js";
import { listed } from "./same-change.js";

/** What the finding's advice names. */
export interface CompatFindingPlace {
  /** The file of the definition, when it is known. */
  readonly file?: string | undefined;
  /** The next free major of the event. */
  readonly nextMajor: number;
  /** The same change of a context in other events, which this finding speaks of too. @default none */
  readonly also?: readonly Pick<Judgement, "event" | "fingerprint">[];
}

/**
 * The finding of a judged change.
 *
 * @example
 * respond(judgements, { today }).map((finding) => compatFinding(finding, { nextMajor: 2 }));
 */
export function compatFinding(found: CompatFinding, place: CompatFindingPlace): Finding {
  const { judgement, severity } = found;
  const { rule, path, was, is, reason, event } = judgement;
  const { also = [] } = place;
  const own = path === event || path.startsWith(`${event}.`) || also.length > 0;
  const shown = own ? path : `${event}: ${path}`;
  const where = also.length === 0 ? "" : `In ${listed([event, ...also.map((other) => other.event)])}.`;
  return {
    rule,
    severity,
    path: shown,
    ...(place.file === undefined ? {} : { file: place.file }),
    message: [axesText(found), reason, where, acknowledgedText(found)].filter((text) => text !== "").join(" "),
    ...(was === undefined ? {} : { was }),
    ...(is === undefined ? {} : { is }),
    suggestion: suggestion(found, place),
  };
}

function axesText({ judgement: { verdicts, otherMajor }, responses }: CompatFinding): string {
  const said = Object.keys(responses) as (keyof typeof responses)[];
  const broken = said.filter((axis) => verdicts[axis] === "break");
  const from = otherMajor === undefined ? "" : ` from major ${otherMajor} to this one`;
  const what = broken.length > 0 ? `Breaks ${broken.join(", ")}` : `Tolerated on ${said.join(", ")}`;
  return `${what}${from}.`;
}

function acknowledgedText({
  acknowledged,
  expiredAcknowledgement,
  mistakenAcknowledgement: mistaken,
}: CompatFinding): string {
  if (mistaken) return mistakenWords(mistaken);
  if (acknowledged) return `Acknowledged by ${acknowledged.author}: ${acknowledged.reason}`;
  if (!expiredAcknowledgement) return "";
  return `Its acknowledgement by ${expiredAcknowledgement.author} expired on ${expiredAcknowledgement.expires}.`;
}

function suggestion(
  { judgement, responses, severity }: CompatFinding,
  { file, nextMajor, also = [] }: CompatFindingPlace,
): string {
  if (severity !== "error") return judgement.wayOut;
  if (
    responses.STORAGE === "refuse" &&
    judgement.verdicts.STORAGE === "break" &&
    // A lake has no majors.
    judgement.major > 0 &&
    judgement.rule !== "NESTED_ORDER_CHANGED"
  ) {
    const where = file === undefined ? `the definition of ${judgement.event}` : file;
    return `Set "major: ${nextMajor}" in ${where}: the old table stays, and the view unites both. Or give the field a name that was never published.`;
  }
  if (Object.values(responses).includes("refuse")) {
    return `${judgement.wayOut} The project's policy refuses it ("compatibility" in tracklake.config.ts).`;
  }
  return `${judgement.wayOut} If it is intended: ${acknowledgeCommand(judgement, ...also)}`;
}
