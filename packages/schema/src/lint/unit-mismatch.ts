// A name that ends in one unit, and another in `unit`: whoever reads only one of them is wrong by a factor.
import { allFields } from "./fields.js";
import type { LintRule } from "./rule.js";
import { wordsOf } from "./words/split.js";
import { unitInName, unitOf } from "./words/units.js";

/** `unit-mismatch` */
export const unitMismatch: LintRule = {
  id: "unit-mismatch",
  purpose: "Name and `unit` say the same unit.",
  severity: () => "warning",
  check(model) {
    return allFields(model).flatMap(({ field, path }) => {
      const named = unitInName(wordsOf(field.name));
      const said = field.unit === undefined ? undefined : unitOf(field.unit);
      if (named === undefined || said === undefined || named === said) return [];
      return [
        {
          path,
          message: `its name says ${named}, and its unit ${JSON.stringify(field.unit)}.`,
          suggestion: "Find out which is sent, and correct the other.",
        },
      ];
    });
  },
};
