// A field whose name says that it holds what gives access: a log is read by many, and kept for long.
import { allFields, innermost } from "./fields.js";
import type { LintRule } from "./rule.js";
import { secretIn } from "./words/people.js";
import { wordsOf } from "./words/split.js";

/** `secret` */
export const secret: LintRule = {
  id: "secret",
  purpose: "Passwords, keys and card numbers are in no event.",
  severity: () => "warning",
  check(model) {
    return allFields(model).flatMap(({ field, path, around }) => {
      if ([field, ...around].some(({ pii, personal }) => pii === "drop" || personal === false)) return [];
      const kind = innermost(field.type).kind;
      const what = kind === "string" || kind === "json" ? secretIn(wordsOf(field.name)) : undefined;
      if (what === undefined) return [];
      return [
        {
          path,
          message: `its name says that it holds a secret (${what}); a hash of it can be tried out.`,
          suggestion: 'Leave it out, or say pii: "drop"; pii: false where it is no secret.',
        },
      ];
    });
  },
};
