// Judgements with the project's answer, what to do, and where the definition says it.
import { acknowledgeCommand, type Judgement, respond } from "@tracklake/compat";
import { compatFinding } from "./compat-finding.js";
import type { ReviewedChange } from "./review.js";
import type { ReviewOptions } from "./review-options.js";

/** Answers judgements of one event. @param nextMajor - The major that is free. */
export function reviewedChanges(
  judgements: readonly Judgement[],
  { policy, acknowledgements = [], today = new Date().toISOString().slice(0, 10), place }: ReviewOptions,
  nextMajor = 1,
): ReviewedChange[] {
  const findings = respond(judgements, { ...(policy === undefined ? {} : { policy }), acknowledgements, today });
  return judgements.map((judgement): ReviewedChange => {
    const finding = findings.find((candidate) => candidate.judgement === judgement);
    const { acknowledged, expiredAcknowledgement: expired, responses = {}, severity = "safe" } = finding ?? {};
    const mistaken = finding?.mistakenAcknowledgement;
    const given = Object.values(responses);
    const helps = severity === "error" && !given.includes("refuse");
    const found = place?.(judgement.path, judgement.major) ?? place?.(judgement.event, judgement.major);
    // The edit of the next major is one of the event's own file, wherever the field is defined.
    const file = place?.(judgement.event, judgement.major)?.file;
    const advised = finding && !helps ? compatFinding(finding, { file, nextMajor }).suggestion : undefined;
    return {
      judgement,
      responses,
      level: severity,
      advice: advised ?? judgement.wayOut,
      ...(acknowledged === undefined ? {} : { acknowledged }),
      ...(expired === undefined ? {} : { expired }),
      ...(mistaken === undefined ? {} : { mistaken }),
      ...(helps ? { command: acknowledgeCommand(judgement) } : {}),
      ...(found === undefined ? {} : { place: found }),
    };
  });
}
