// PATTERN_CHANGED: a pattern came, went or is another one. What the two match is compared, where that can be decided.
import type { TypeModel } from "@tracklake/schema";
import { isContained } from "../json-schema/is-contained.js";
import { type Rule, stored } from "./rule.js";

/** Another pattern of a text. */
export const patternChanged: Rule<"PATTERN_CHANGED"> = {
  id: "PATTERN_CHANGED",
  finds: "A text has to match another pattern.",
  judge: ({ from, to }) => {
    const [was, is] = [patternOf(from), patternOf(to)];
    const looser = matchesAll(was, is);
    return {
      storage: stored,
      reader: looser ? "safe" : "break",
      writer: matchesAll(is, was) ? "safe" : looser ? "tolerated" : "break",
      caller: looser ? "safe" : "tolerated",
      reason: looser
        ? "Texts appear that were refused before."
        : "Old rows may hold texts that do not match, and calls with such texts compile and are refused.",
      wayOut: looser
        ? "Look at queries that rely on the old pattern."
        : "Check that no old value is refused, then acknowledge it.",
    };
  },
};

function patternOf(type: TypeModel | undefined): string | undefined {
  return type?.kind === "string" ? type.pattern : undefined;
}

/** Steps that the comparison may take; what is not decided by then is taken to be a break. */
const STEPS = 50_000;

function matchesAll(inner: string | undefined, outer: string | undefined): boolean {
  if (outer === undefined) return true;
  const schema = (pattern: string | undefined) => ({ type: "string", ...(pattern === undefined ? {} : { pattern }) });
  return isContained(schema(inner), schema(outer), { steps: STEPS, reasons: 0 }).contained === true;
}
