// TEXT_WIDENED: an enum or a UUID became any text. The column is a string before and after.
import { contained } from "../contained.js";
import { type Rule, stored } from "./rule.js";

/** A text of which more are allowed. */
export const textWidened: Rule<"TEXT_WIDENED"> = {
  id: "TEXT_WIDENED",
  finds: "An enum or a UUID became any text.",
  judge: ({ from, to }) => {
    const room = from !== undefined && to !== undefined && contained(from, to);
    return {
      storage: stored,
      reader: room ? "safe" : "break",
      writer: "break",
      caller: room ? "safe" : "tolerated",
      reason: "From now on there may be texts that who holds the old schema does not expect.",
      wayOut: "Add the values to the enum instead, if they are known.",
    };
  },
};
