// Money as a double: 0.1 + 0.2 is not 0.3, and a sum over a month is not what the invoices say.
import { allFields, innermost } from "./fields.js";
import type { LintRule } from "./rule.js";
import { isMoney } from "./words/money.js";
import { wordsOf } from "./words/split.js";

/** `money-type` */
export const moneyType: LintRule = {
  id: "money-type",
  purpose: "Money is a decimal or a whole number, whose sums are exact.",
  severity: () => "warning",
  check(model, { published }) {
    return allFields(model)
      .filter(({ field, path }) => innermost(field.type).kind === "number" && !published.field(model, path))
      .filter(({ field }) => isMoney(wordsOf(field.name)))
      .map(({ path }) => ({
        path,
        message: "its name says that it is money, and sums of doubles are not exact.",
        suggestion: "Use column.decimal(14, 2), or a whole number of the smallest unit.",
      }));
  },
};
