// What the policy makes of judgements: how bad each is, and whether an acknowledgement covers it.
// What is safe on every axis, or answered with nothing, is no finding.
import type { Severity } from "@tracklake/schema";
import { type Acknowledgement, latestExpiry } from "./acknowledgement.js";
import type { Judgement } from "./judgement.js";
import { type CompatPolicy, type Response, responseTo } from "./policy.js";
import { type Axis, axes } from "./verdict.js";

/** A judgement with the answer of the project to it. */
export interface CompatFinding {
  readonly judgement: Judgement;
  /** The answer on each axis where the change is not safe. */
  readonly responses: Readonly<Partial<Record<Axis, Response>>>;
  /** `error` for what is refused, or has to be acknowledged and is not. */
  readonly severity: Severity;
  /** The acknowledgement that covers it. */
  readonly acknowledged?: Acknowledgement;
  /** One that covered it until it expired. */
  readonly expiredAcknowledgement?: Acknowledgement;
  /** One that has its fingerprint and does not hold, or must not stand there. */
  readonly mistakenAcknowledgement?: MistakenAcknowledgement;
}

/** An entry of a change that is not right. */
export interface MistakenAcknowledgement {
  readonly acknowledgement: Acknowledgement;
  /** `other-change`: it names another rule, event or path than what its fingerprint is of. `too-long`: its day is too far off. */
  readonly why: "other-change" | "too-long";
}

/** What the answer depends on beside the judgements. */
export interface RespondOptions {
  /** @default defaultPolicy */
  readonly policy?: CompatPolicy;
  /** @default none */
  readonly acknowledgements?: readonly Acknowledgement[];
  /** Today, `YYYY-MM-DD`, in UTC: what expires today still holds. */
  readonly today: string;
}

/**
 * The findings of judgements.
 *
 * @returns In the order of the judgements.
 * @example
 * respond(judgements, { today: "2026-01-01" }).filter(({ severity }) => severity === "error");
 */
export function respond(
  judgements: readonly Judgement[],
  { policy = {}, acknowledgements = [], today }: RespondOptions,
): CompatFinding[] {
  return judgements.flatMap((judgement): CompatFinding[] => {
    const responses = responsesTo(judgement, policy);
    const given = new Set(Object.values(responses));
    if (given.size === 0) return [];
    const said = answered(judgement, acknowledgements, today);
    return [{ judgement, responses, severity: severityOf(given, said.acknowledged !== undefined), ...said }];
  });
}

type Answered = Pick<CompatFinding, "acknowledged" | "expiredAcknowledgement" | "mistakenAcknowledgement">;

/** What the acknowledgements say of a change: any entry that holds will do, and none may say that it is another change. */
function answered(judgement: Judgement, all: readonly Acknowledgement[], today: string): Answered {
  const entries = all.filter(({ fingerprint }) => fingerprint === judgement.fingerprint);
  const other = entries.find(
    ({ rule, event, path }) => rule !== judgement.rule || event !== judgement.event || path !== judgement.path,
  );
  if (other) return { mistakenAcknowledgement: { acknowledgement: other, why: "other-change" } };
  const latest = latestExpiry(today);
  const holding = entries.find(({ expires }) => expires >= today && expires <= latest);
  if (holding) return { acknowledged: holding };
  const long = entries.find(({ expires }) => expires > latest);
  if (long) return { mistakenAcknowledgement: { acknowledgement: long, why: "too-long" } };
  const [expired] = entries;
  return expired ? { expiredAcknowledgement: expired } : {};
}

function responsesTo({ rule, verdicts, otherMajor }: Judgement, policy: CompatPolicy): CompatFinding["responses"] {
  const responses: Partial<Record<Axis, Response>> = {};
  for (const axis of axes) {
    const response = responseTo(rule, axis, verdicts[axis], policy);
    if (response === undefined || response === "off") continue;
    // A new major says by itself that the break is intended, and the old table stays.
    const intended = otherMajor !== undefined && (response === "acknowledge" || response === "refuse");
    responses[axis] = intended ? "warn" : response;
  }
  return responses;
}

function severityOf(responses: ReadonlySet<Response>, acknowledged: boolean): Severity {
  if (responses.has("refuse")) return "error";
  if (responses.has("acknowledge")) return acknowledged ? "note" : "error";
  return responses.has("warn") ? "warning" : "note";
}
