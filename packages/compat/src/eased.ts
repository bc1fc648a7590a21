// What a rule says is said of one column. A new major has a table of its own, and a new name a column of its own: neither
// reads the old files as the new type, whatever the rule says of one column.
import type { Change } from "./change.js";
import { type Ruling, stored } from "./rules/rule.js";
import type { Verdict } from "./verdict.js";

/** The ruling of a change from another major, or of a field that has another name too. */
export function eased(
  ruling: Ruling,
  { rule, before, after, renamed = false }: Change,
  otherMajor: number | undefined,
): Ruling {
  if (otherMajor === undefined && !renamed) return ruling;
  const breaks = Object.values(ruling.storage).includes("break");
  const words = otherMajor === undefined ? renamedWords : majorWords(otherMajor);
  const removed = otherMajor !== undefined && rule.endsWith("_REMOVED") && before !== undefined && after === undefined;
  const own = { ...ruling, storage: stored, ...(breaks ? words : {}), ...(removed ? removedWords(otherMajor) : {}) };
  // Whether old and new events satisfy one another is FIELD_RENAMED's: none of them has both names.
  return renamed ? { ...own, reader: atMostTolerated(own.reader), writer: atMostTolerated(own.writer) } : own;
}

function atMostTolerated(verdict: Verdict): Verdict {
  return verdict === "break" ? "tolerated" : verdict;
}

const renamedWords = {
  reason:
    "The new name has a column of its own; the view reads the old one as the new type where that is defined, and shows it as it is where not.",
  wayOut: "Look at the queries that read it under the old name: where the view reads both as one, it has the new type.",
};

function removedWords(major: number): Pick<Ruling, "reason"> {
  return {
    reason: `The table of major ${major} keeps it; the event's view shows it, NULL in rows of the new major, and calls that pass it do not compile.`,
  };
}

function majorWords(major: number): Pick<Ruling, "reason" | "wayOut"> {
  return {
    reason: `Major ${major} keeps its table and its rows. The event's view reads these as the new type where that is defined, and as a column of major ${major} where not.`,
    wayOut: "Change the queries that read it from the view, and the calls when the new client is taken.",
  };
}
