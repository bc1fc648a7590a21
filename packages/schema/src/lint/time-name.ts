// Moments end in `_at`, days in `_on` or `_date`: whoever writes a filter knows by the name which of them it compares with.
import { allFields } from "./fields.js";
import type { LintRule } from "./rule.js";
import { wordsOf } from "./words/split.js";

/** Words that say a time as well: `valid_until`, `built_after`. */
const either = new Set("until since from to before after by".split(" "));

/** `time-name` */
export const timeName: LintRule = {
  id: "time-name",
  purpose: "Moments end in `_at`, days in `_on` or `_date`.",
  severity: () => "note",
  check(model, { published }) {
    return allFields(model).flatMap(({ field, path }) => {
      const { kind } = field.type;
      if ((kind !== "timestamp" && kind !== "date") || published.field(model, path)) return [];
      const words = wordsOf(field.name);
      const last = words.at(-1) ?? "";
      if (either.has(last)) return [];
      if (kind === "timestamp" ? last === "at" : ["on", "date", "day", "month", "birthday"].includes(last)) return [];
      return [
        {
          path,
          message:
            kind === "timestamp"
              ? "it is a moment, and does not end in _at."
              : "it is a day, and does not end in _on or _date.",
          suggestion: `Call it "${instead(words, kind)}".`,
        },
      ];
    });
  },
};

/** Words that say no more than that it is a time. */
const times = new Set("at on date day time timestamp datetime".split(" "));

function instead(words: readonly string[], kind: "timestamp" | "date"): string {
  const what = words.filter((word, index) => index === 0 || !times.has(word));
  const rest = what.length === 1 && times.has(what[0] ?? "") ? ["happened"] : what;
  return [...rest, kind === "timestamp" ? "at" : "on"].join("_");
}
