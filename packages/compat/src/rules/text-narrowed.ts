// TEXT_NARROWED: any text became one of some, or a UUID. The column is a string before and after.
import { compiles } from "../compiles.js";
import { contained } from "../contained.js";
import { type Rule, stored } from "./rule.js";

/** A text of which fewer are allowed. */
export const textNarrowed: Rule<"TEXT_NARROWED"> = {
  id: "TEXT_NARROWED",
  finds: "A text became an enum or a UUID.",
  judge: ({ from, to }) => {
    const known = from !== undefined && to !== undefined;
    const room = known && contained(from, to);
    return {
      storage: stored,
      reader: room ? "safe" : "break",
      writer: known && contained(to, from) ? "safe" : "break",
      caller: !known || !compiles(from, to) ? "break" : room ? "safe" : "tolerated",
      reason: "Old rows may hold texts that are not allowed any more, and calls with them are refused.",
      wayOut: "Leave the type and check the values in the application, or add a field of another name.",
    };
  },
};
