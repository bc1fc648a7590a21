// A boolean that is true when something is not: `WHERE NOT is_not_paid` is read wrong sooner or later.
import { allFields } from "./fields.js";
import type { LintRule } from "./rule.js";
import { wordsOf } from "./words/split.js";

const negations = new Set("no not non never without isnt hasnt cannot".split(" "));
const questions = new Set("is has was are were had can could should did does do will be".split(" "));
/** Words with the name to use instead. */
const negated: Readonly<Record<string, string>> = {
  disabled: "enabled",
  disallowed: "allowed",
  inactive: "active",
  unavailable: "available",
  unverified: "verified",
  unconfirmed: "confirmed",
  unpaid: "paid",
  unread: "read",
  invalid: "valid",
  incomplete: "complete",
  unsuccessful: "successful",
  unauthenticated: "authenticated",
  unauthorized: "authorized",
  invisible: "visible",
};

/** `negative-boolean` */
export const negativeBoolean: LintRule = {
  id: "negative-boolean",
  purpose: "A boolean says what is, and not what is not.",
  severity: () => "warning",
  check(model, { published }) {
    return allFields(model).flatMap(({ field, path }) => {
      if (field.type.kind !== "boolean" || published.field(model, path)) return [];
      const instead = positive(wordsOf(field.name));
      if (instead === undefined) return [];
      return [
        {
          path,
          message: "it is true when something is not; its negation is a double one.",
          suggestion: instead === "" ? "Name what is true." : `Call it "${instead}" and turn the value round.`,
        },
      ];
    });
  },
};

/** The name without its negation, empty when there is none to suggest, or nothing when it is not negative. */
function positive(words: readonly string[]): string | undefined {
  const at = words.findIndex(
    (word, index) => negations.has(word) && (index === 0 || questions.has(words[index - 1] ?? "")),
  );
  // `no_show`, `no_code`: one word may name a thing; a question in front leaves no doubt.
  if (at === 0 && words[0] === "no" && words.length === 2 && words[1] === "show") return undefined;
  if (at >= 0) return words.filter((_, index) => index !== at).join("_");
  const last = words.at(-1) ?? "";
  return negated[last] === undefined ? undefined : [...words.slice(0, -1), negated[last]].join("_");
}
