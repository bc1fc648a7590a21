// A field whose name says that it holds a person's data, while nobody decided what becomes of it.
// The decision stands in the definition: `pii` protects it, `pii: false` says that it is not personal.
import type { FieldModel } from "../model.js";
import { allFields, type FieldAt, innermost } from "./fields.js";
import type { LintRule } from "./rule.js";
import { isCoordinate, personalIn } from "./words/people.js";
import { wordsOf } from "./words/split.js";

/** `personal-data` */
export const personalData: LintRule = {
  id: "personal-data",
  purpose: "Whoever names a field like a person's data says what becomes of it.",
  severity: () => "warning",
  check(model) {
    return allFields(model).flatMap((at) => {
      const words = wordsOf(at.field.name);
      if (isDecided(at) || !(holdsText(at.field) || (holdsNumber(at.field) && isCoordinate(words)))) return [];
      const isTop = at.depth === 0 && at.within === model.name;
      if (isTop && words.join("_") === "name") return [{ path: at.path, ...unsaid }];
      const what = personalIn(words, wordsOf(at.within), isTop);
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

const unsaid = {
  message: "its name does not say whose it is: a person's name is personal data, and nothing says what becomes of it.",
  suggestion:
    'Say whose it is, such as product_name, or pii: "drop", "hash" or "mask"; pii: false where it is nobody\'s.',
};

/** Whether the author decided, for the field or for what it lies in. */
export function isDecided({ field, around }: FieldAt): boolean {
  return [field, ...around].some(({ pii, personal }) => pii !== undefined || personal === false);
}

/** Flags, counts and choices of a few words identify nobody. */
function holdsText({ type }: FieldModel): boolean {
  return ["string", "uuid", "json", "date", "timestamp", "struct"].includes(innermost(type).kind);
}

function holdsNumber({ type }: FieldModel): boolean {
  return ["number", "decimal"].includes(innermost(type).kind);
}

function suggestionFor({ type }: FieldModel): string {
  const modes = type.kind === "string" || type.kind === "uuid" ? 'pii: "drop", "hash" or "mask"' : 'pii: "drop"';
  return `Say ${modes}, or pii: false where it is nobody's.`;
}
