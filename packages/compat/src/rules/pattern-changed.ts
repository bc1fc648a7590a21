// PATTERN_CHANGED: a pattern came, went or is another one. Whether one pattern lies within another is not asked.
import type { TypeModel } from "@tracklake/schema";
import { type Rule, stored } from "./rule.js";

/** Another pattern of a text. */
export const patternChanged: Rule<"PATTERN_CHANGED"> = {
  id: "PATTERN_CHANGED",
  finds: "A text has to match another pattern.",
  judge: ({ from, to }) => {
    const [had, has] = [hasPattern(from), hasPattern(to)];
    return {
      storage: stored,
      reader: has ? "break" : "safe",
      writer: !had ? "safe" : has ? "break" : "tolerated",
      caller: has ? "tolerated" : "safe",
      reason: has
        ? "Old rows may hold texts that do not match, and calls with such texts compile and are refused."
        : "Texts appear that were refused before.",
      wayOut: has
        ? "Check that no old value is refused, then acknowledge it."
        : "Look at queries that rely on the old pattern.",
    };
  },
};

function hasPattern(type: TypeModel | undefined): boolean {
  return type?.kind === "string" && type.pattern !== undefined;
}
