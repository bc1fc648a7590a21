// TEXT_TO_TIME: text became a timestamp or a date, which is another column.
import { contained } from "../contained.js";
import { nextMajor, type Rule, unreadable } from "./rule.js";

/** A text that has to be a moment or a day from now on. */
export const textToTime: Rule<"TEXT_TO_TIME"> = {
  id: "TEXT_TO_TIME",
  finds: "A text became a timestamp or a date.",
  judge: ({ from, to }) => ({
    storage: unreadable,
    reader: "break",
    writer: from && to && contained(to, from) ? "safe" : "break",
    caller: "tolerated",
    reason:
      "Old rows hold any text, which the new column reads as NULL or refuses; calls with other texts compile and are refused.",
    wayOut: nextMajor,
  }),
};
