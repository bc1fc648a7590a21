// Rules that speak while a definition is read: what JSON Schema allows and a column cannot hold.
// Each names the way out. They are findings of toEventModel, since no model could carry them further.
import type { Finding } from "../finding.js";

/** Ids of the rules that a definition can break before it has a model, and what each is for. */
export const unmappedRules = {
  "no-column": "Every type has a column.",
  "mixed-union": "A union is of string literals, or of one type and null.",
  "empty-object": "An object has properties; Hive has no empty struct.",
  "map-key": "A map's keys are any strings.",
  "open-object": "An object is closed; what it may hold beside its properties has no column.",
  "unsupported-keyword": "Only keywords that the encoder, the table and the types all honour.",
} as const;

/** A rule of {@link unmappedRules}. */
export type UnmappedRule = keyof typeof unmappedRules;

/** A finding of one of these rules. */
export function unmapped(rule: UnmappedRule, path: string, message: string, suggestion: string): Finding {
  return { rule, severity: "error", path, message, suggestion };
}
