// What a change of an event does: its difference, the verdicts of the rules on four axes, and the project's answer.
export {
  type Acknowledgement,
  acknowledge,
  acknowledgeCommand,
  acknowledgementsText,
  latestExpiry,
  readAcknowledgements,
} from "./acknowledgement.js";
export type { Change } from "./change.js";
export { diffEvents } from "./diff-events.js";
export { CompatError, type CompatErrorCode, compatErrorCodes, isCompatError } from "./errors.js";
export { inPublishedOrder } from "./field-order.js";
export { closeSchema } from "./json-schema/close-schema.js";
export {
  type Comparison,
  type ComparisonOptions,
  type CompatibilityLabel,
  compareSchemas,
} from "./json-schema/compare-schemas.js";
export { type Dialect, dialectOf, dialects } from "./json-schema/dialect.js";
export { type Containment, type ContainmentOptions, isContained } from "./json-schema/is-contained.js";
export { openSchema } from "./json-schema/open-schema.js";
export type { Reason as ContainmentReason } from "./json-schema/reason.js";
export { type ContainmentRule, containmentRules } from "./json-schema/rules.js";
export { type JudgeOptions, judgeEvent, type PublishedModel } from "./judge-event.js";
export { type FixedLake, judgeLake, judgeRetired } from "./judge-other.js";
export type { Counterexample, EventJudgement, Judgement } from "./judgement.js";
export { type CompatPolicy, defaultPolicy, type Response, responses, responseTo } from "./policy.js";
export { type CompatFinding, type MistakenAcknowledgement, type RespondOptions, respond } from "./respond.js";
export { type RuleId, ruleIds } from "./rule-id.js";
export { rules } from "./rules/index.js";
export type { Rule, Ruling, Storage } from "./rules/rule.js";
export { siblingPath } from "./sibling-path.js";
export { typeText } from "./type-text.js";
export {
  type Axis,
  axes,
  lakeFormats,
  type StorageFormat,
  storageFormats,
  type Verdict,
  type Verdicts,
} from "./verdict.js";
