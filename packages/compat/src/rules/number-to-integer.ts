// NUMBER_TO_INTEGER: double becomes bigint. Old values with a fraction are cut or refused.
import { contained } from "../contained.js";
import { nextMajor, type Rule, unreadable } from "./rule.js";

/** A number that has to be whole from now on. */
export const numberToInteger: Rule<"NUMBER_TO_INTEGER"> = {
  id: "NUMBER_TO_INTEGER",
  finds: "A number became an integer.",
  judge: ({ from, to }) => ({
    storage: unreadable,
    reader: "break",
    writer: from && to && contained(to, from) ? "safe" : "break",
    caller: "tolerated",
    reason:
      "Old rows hold fractions, which a bigint column cuts or refuses; calls with a fraction compile and are refused.",
    wayOut: nextMajor,
  }),
};
