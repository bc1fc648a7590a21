// That an array or an object is not equal to a given one, as a formula.
// Something is missing, something is too much, or something inside differs.
import type { Formula } from "../formula/formula.js";
import type { Formulas } from "../formula/formulas.js";

/** The formula of whatever is not equal to an array or an object. */
export function differsFrom(formulas: Formulas, value: unknown): Formula {
  if (Array.isArray(value)) {
    return formulas.or([
      formulas.statement({ kind: "minItems", value: value.length + 1 }),
      formulas.statement({ kind: "maxItems", value: value.length - 1 }),
      ...value.map((item, from) => {
        const schema = formulas.values([item], true);
        return formulas.statement({ kind: "atLeast", from, to: from + 1, schema, count: 1 });
      }),
    ]);
  }
  const members = Object.entries(value as Readonly<Record<string, unknown>>);
  const others = formulas.values(
    members.map(([key]) => key),
    true,
  );
  return formulas.or([
    formulas.statement({ kind: "some", keys: others, schema: formulas.true }),
    ...members.map(([key, held]) => {
      // The property is missing or holds something else.
      const same = formulas.statement({
        kind: "some",
        keys: formulas.values([key]),
        schema: formulas.values([held]),
      });
      return formulas.not(same);
    }),
  ]);
}
