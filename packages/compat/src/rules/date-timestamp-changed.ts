// DATE_TIMESTAMP_CHANGED: a day became a moment, or a moment a day.
import { compiles } from "../compiles.js";
import { nextMajor, type Rule, unreadable } from "./rule.js";

/** A day that became a moment, or the other way round. */
export const dateTimestampChanged: Rule<"DATE_TIMESTAMP_CHANGED"> = {
  id: "DATE_TIMESTAMP_CHANGED",
  finds: "A date became a timestamp, or a timestamp a date.",
  judge: ({ from, to }) => ({
    storage: unreadable,
    reader: "break",
    writer: "break",
    caller: from && to && compiles(from, to) ? "tolerated" : "break",
    reason: "The two are written differently and have columns of different types.",
    wayOut: nextMajor,
  }),
};
