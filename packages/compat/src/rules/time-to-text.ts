// TIME_TO_TEXT: a timestamp or a date became text. A call that passes a Date compiles no more.
import { compiles } from "../compiles.js";
import { contained } from "../contained.js";
import { nextMajor, type Rule, unreadable } from "./rule.js";

/** A moment or a day that may be any text from now on. */
export const timeToText: Rule<"TIME_TO_TEXT"> = {
  id: "TIME_TO_TEXT",
  finds: "A timestamp or a date became a text.",
  judge: ({ from, to }) => {
    const known = from !== undefined && to !== undefined;
    const room = known && contained(from, to);
    return {
      storage: unreadable,
      reader: room ? "safe" : "break",
      writer: "break",
      caller: !known || !compiles(from, to) ? "break" : room ? "safe" : "tolerated",
      reason:
        "It is stored as text from then on; queries that compare it with a time, and calls that pass a Date, break.",
      wayOut: nextMajor,
    };
  },
};
