// DECIMAL_CHANGED: other digits after the point, or fewer before it. Old values are rounded or do not fit.
import { contained } from "../contained.js";
import { nextMajor, type Rule, unreadable } from "./rule.js";

/** A decimal of another scale or with fewer digits. */
export const decimalChanged: Rule<"DECIMAL_CHANGED"> = {
  id: "DECIMAL_CHANGED",
  finds: "A decimal has another number of digits after the point, or fewer before it.",
  judge: ({ from, to }) => {
    const room = from !== undefined && to !== undefined && contained(from, to);
    return {
      storage: unreadable,
      reader: room ? "safe" : "break",
      writer: from && to && contained(to, from) ? "safe" : "break",
      caller: room ? "safe" : "tolerated",
      reason: "The column has another type, in which files of the old one are rounded, NULL or refused.",
      wayOut: nextMajor,
    };
  },
};
