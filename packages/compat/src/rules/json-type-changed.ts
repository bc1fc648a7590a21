// JSON_TYPE_CHANGED: from JSON text to a typed column, or back. Even where both are strings, what they hold differs.
import { nextMajor, type Rule, unreadable } from "./rule.js";

/** JSON text that became typed, or the other way round. */
export const jsonTypeChanged: Rule<"JSON_TYPE_CHANGED"> = {
  id: "JSON_TYPE_CHANGED",
  finds: "A field of JSON text became typed, or a typed field became JSON text.",
  judge: ({ to }) => ({
    storage: unreadable,
    reader: "break",
    writer: "break",
    caller: to?.kind === "json" ? "tolerated" : "break",
    reason: "One column would hold JSON text and plain values, and no query can tell them apart.",
    wayOut: nextMajor,
  }),
};
