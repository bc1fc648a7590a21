// Hashing and masking write text, so they protect text only; anything can be dropped.
import { allFields } from "./fields.js";
import type { LintRule } from "./rule.js";

/** `pii-type` */
export const piiType: LintRule = {
  id: "pii-type",
  purpose: "Only text is hashed or masked.",
  essential: true,
  severity: () => "error",
  check(model) {
    return allFields(model)
      .filter(({ field }) => field.pii !== undefined && field.pii !== "drop")
      .filter(({ field }) => field.type.kind !== "string" && field.type.kind !== "uuid")
      .map(({ field, path }) => ({
        path,
        message: `a ${field.type.kind} cannot be protected by "${field.pii}".`,
        suggestion: 'Use pii: "drop", or make it a text.',
      }));
  },
};
