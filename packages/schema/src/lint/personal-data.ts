// A field whose name says that it holds a person's data, while nobody decided what becomes of it.
// The decision stands in the definition: `pii` protects it, `pii: false` says that it is not personal.
import type { FieldModel } from "../model.js";
import { allFields, type FieldAt, innermost } from "./fields.js";
import type { LintRule } from "./rule.js";
import { personalIn } from "./words/people.js";
import { wordsOf } from "./words/split.js";

/** `personal-data` */
export const personalData: LintRule = {
  id: "personal-data",
  purpose: "Whoever names a field like a person's data says what becomes of it.",
  severity: () => "warning",
  check(model) {
    return allFields(model).flatMap((at) => {
      if (isDecided(at) || !holdsText(at.field)) return [];
      const what = personalIn(wordsOf(at.field.name), wordsOf(at.within));
      // Below a field that was spoken of there is nothing to add.
      if (what === undefined || at.around.some((field) => personalIn(wordsOf(field.name), []) !== undefined)) return [];
      return [
        {
          path: at.path,
          message: `its name says that it holds personal data (${what}), and nothing says what becomes of it.`,
          suggestion: suggestionFor(at.field),
        },
      ];
    });
  },
};

/** Whether the author decided, for the field or for what it lies in. */
export function isDecided({ field, around }: FieldAt): boolean {
  return [field, ...around].some(({ pii, personal }) => pii !== undefined || personal === false);
}

/** Flags, counts and choices of a few words identify nobody. */
function holdsText({ type }: FieldModel): boolean {
  return ["string", "uuid", "json", "date", "timestamp", "struct"].includes(innermost(type).kind);
}

function suggestionFor({ type }: FieldModel): string {
  const modes = type.kind === "string" || type.kind === "uuid" ? 'pii: "drop", "hash" or "mask"' : 'pii: "drop"';
  return `Say ${modes}, or pii: false where it is nobody's.`;
}
