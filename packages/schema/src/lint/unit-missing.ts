// A number whose name says what it is measured in, or that it is measured, and no `unit`: catalogues and charts read `unit`.
// Where the name ends in a unit the fix is mechanical.
import { allFields, innermost } from "./fields.js";
import type { LintRule, Remark } from "./rule.js";
import { isMoney } from "./words/money.js";
import { wordsOf } from "./words/split.js";
import { unitInName } from "./words/units.js";

/** Quantities that are measured in several units in practice. */
const measured: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ["duration latency elapsed timeout uptime ttl delay runtime", '"ms" or "s"'],
    ["distance altitude elevation depth", '"m" or "km"'],
    ["weight", '"g" or "kg"'],
    ["temperature", '"celsius"'],
    ["bandwidth throughput", '"bytes" or "bits", per second'],
  ].flatMap(([names = "", units = ""]) => names.split(" ").map((name) => [name, units])),
);

/** `unit-missing` */
export const unitMissing: LintRule = {
  id: "unit-missing",
  purpose: "Whatever is measured has its unit in `unit`.",
  severity: () => "warning",
  check(model) {
    const fields = allFields(model);
    const currency = fields.some(({ field }) => wordsOf(field.name).includes("currency"));
    return fields.flatMap(({ field, path }): Remark[] => {
      const kind = innermost(field.type).kind;
      if (field.unit !== undefined || !["integer", "bigint", "number", "decimal"].includes(kind)) return [];
      const words = wordsOf(field.name);
      const unit = unitInName(words);
      if (unit !== undefined) {
        return [
          {
            path,
            message: "its name ends in its unit, and it has no `unit`.",
            suggestion: `Add unit: ${JSON.stringify(unit)}.`,
            fix: { kind: "set-unit", path, unit },
          },
        ];
      }
      const choices = measured[words.at(-1) ?? ""];
      if (choices !== undefined) {
        return [{ path, message: "nothing says what it is measured in.", suggestion: `Add unit, such as ${choices}.` }];
      }
      if (!isMoney(words) || currency) return [];
      return [
        {
          path,
          message: "nothing says in which currency it is.",
          suggestion: 'Add unit, such as "JPY", or a property for the currency.',
        },
      ];
    });
  },
};
