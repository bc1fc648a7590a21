// The policy: how the project answers a break on each axis, and to single rules otherwise.
// The default lets the commonest change, a new property, through with a warning.
import type { RuleId } from "./rule-id.js";
import type { Axis, Verdict } from "./verdict.js";

/** The answers, from the hardest: refused, refused until it is acknowledged, a warning, a note, nothing. */
export const responses = ["refuse", "acknowledge", "warn", "note", "off"] as const;

/** How a project answers. */
export type Response = (typeof responses)[number];

/** What a project decided; what it leaves out is as in {@link defaultPolicy}. */
export interface CompatPolicy {
  /** The answer to a break on an axis. */
  readonly axes?: Readonly<Partial<Record<Axis, Response>>>;
  /** The answer to what is tolerated, on any axis. */
  readonly tolerated?: Response;
  /** The answer to a rule, on every axis where its change is not safe or on some; it goes before the two above. */
  readonly rules?: Readonly<Partial<Record<RuleId, Response | Readonly<Partial<Record<Axis, Response>>>>>>;
}

/** The policy of a project that says nothing. */
export const defaultPolicy = {
  axes: { STORAGE: "refuse", READER: "acknowledge", WRITER: "warn", CALLER: "warn" },
  tolerated: "note",
  rules: {
    REQUIRED_FIELD_ADDED: { READER: "warn" },
    FIELD_RENAMED: { READER: "warn" },
    PII_DROPPED: { READER: "warn" },
    PII_REMOVED: { READER: "acknowledge" },
  },
} as const satisfies CompatPolicy;

/** The answer of a policy to one verdict of one rule; nothing to what is safe. */
export function responseTo(rule: RuleId, axis: Axis, verdict: Verdict, policy: CompatPolicy): Response | undefined {
  if (verdict === "safe") return undefined;
  const instead = standsFor[axis];
  const general = verdict === "break" ? policy.axes?.[axis] : policy.tolerated;
  return (
    ofRule(policy, rule, axis) ??
    (rule === "FIELD_RENAMED" && instead ? ofRule(policy, instead, axis) : undefined) ??
    // What a project says of an axis goes before what the default says of a rule.
    general ??
    ofRule(defaultPolicy, rule, axis) ??
    (verdict === "break" ? defaultPolicy.axes[axis] : defaultPolicy.tolerated)
  );
}

/** A rename is not answered harder than the removal and the addition that it stands for. */
const standsFor: Readonly<Partial<Record<Axis, RuleId>>> = {
  READER: "REQUIRED_FIELD_ADDED",
  WRITER: "REQUIRED_FIELD_REMOVED",
};

function ofRule({ rules }: CompatPolicy, rule: RuleId, axis: Axis): Response | undefined {
  const said = rules?.[rule];
  return typeof said === "object" ? said[axis] : said;
}
