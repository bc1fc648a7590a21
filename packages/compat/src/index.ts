// The difference of two models of an event, as data.
export { type Change, type ChangeKind, changeKinds } from "./change.js";
export { diffEvents } from "./diff-events.js";
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
export { typeText } from "./type-changes.js";
