// An example that no event could hold: it is what people copy into tests and queries.
import { allFields } from "./fields.js";
import { fieldsMisfit, misfit } from "./fits-type.js";
import type { LintRule, Remark } from "./rule.js";

/** `example` */
export const example: LintRule = {
  id: "example",
  purpose: "Examples are values that an event can hold.",
  severity: () => "warning",
  check(model) {
    const ofEvent = wrong(model.name, model.examples, (value) => fieldsMisfit(value, model.properties));
    const ofFields = allFields(model).flatMap(({ field, path }) =>
      wrong(path, field.examples, (value) =>
        value === null && (field.nullable || !field.required) ? undefined : misfit(value, field.type),
      ),
    );
    return [...ofEvent, ...ofFields];
  },
};

function wrong(
  path: string,
  examples: readonly unknown[] = [],
  why: (value: unknown) => string | undefined,
): readonly Remark[] {
  return examples.flatMap((value) => {
    let reason: string | undefined;
    try {
      reason = why(value);
    } catch (error) {
      // A pattern that does not compile is the finding of `bounds`.
      if (!(error instanceof SyntaxError)) throw error;
    }
    if (reason === undefined) return [];
    return [{ path, message: `the example ${shown(value)} is no such value: ${reason}.`, suggestion: "Correct it." }];
  });
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
