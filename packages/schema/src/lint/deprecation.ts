// Something deprecated without a replacement: whoever uses it knows that they must not, and not what to do.
import type { Deprecation } from "../model.js";
import { allFields } from "./fields.js";
import type { LintRule } from "./rule.js";

/** `deprecation` */
export const deprecation: LintRule = {
  id: "deprecation",
  purpose: "What is deprecated says why, and what to use instead.",
  severity: () => "note",
  check(model) {
    const said: { path: string; deprecated: Deprecation | undefined }[] = [
      { path: model.name, deprecated: model.deprecated },
      ...allFields(model).map(({ field, path }) => ({ path, deprecated: field.deprecated })),
    ];
    return said.flatMap(({ path, deprecated }) => {
      // A reason of several words may say it all: "We stopped selling seats."
      if (!deprecated || deprecated.replacedBy !== undefined || isReason(deprecated.reason)) return [];
      return [
        {
          path,
          message: "it is deprecated, and nothing says why or what to use instead.",
          suggestion: 'Say deprecated: { reason: "…", replacedBy: "…" }.',
        },
      ];
    });
  },
};

function isReason(reason: string): boolean {
  return reason !== "Not to be used any more." && reason.trim().split(/\s+/).length >= 3;
}
