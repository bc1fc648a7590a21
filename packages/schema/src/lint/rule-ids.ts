// The ids of the rules that look at models, in the order in which findings are listed. Ids are stable.
// They stand apart from the rules, so that a configuration's keys are checked by the compiler.

/** The ids; index.ts lists the rules in the same order. */
export const lintRuleIds = [
  "name-style",
  "reserved-name",
  "name-collision",
  "context-conflict",
  "bounds",
  "pii-type",
  "depth",
  "size",
  "description",
  "owner",
  "answers",
  "personal-data",
  "secret",
  "similar-event",
  "similar-property",
  "type-conflict",
  "type-of-name",
  "money-type",
  "unit-missing",
  "unit-mismatch",
  "negative-boolean",
  "generic-name",
  "enum-values",
  "example",
  "replacement",
  "renamed-from",
  "next-major",
  "expired",
  "expires-soon",
  "deprecation",
  "weak-description",
  "event-tense",
  "time-name",
  "repeated-parent",
  "unbounded",
  "wide-event",
  "boolean-prefix",
] as const;

/** The id of a rule that looks at models. */
export type LintRuleId = (typeof lintRuleIds)[number];
