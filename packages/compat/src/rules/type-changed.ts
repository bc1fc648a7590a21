// TYPE_CHANGED: another type that no other rule knows: scalar and struct, text and number, array and map.
import { hiveType } from "@tracklake/schema";
import { compiles } from "../compiles.js";
import { nextMajor, type Rule, stored, unreadable } from "./rule.js";

/** Another type altogether. */
export const typeChanged: Rule<"TYPE_CHANGED"> = {
  id: "TYPE_CHANGED",
  finds: "A field has another type.",
  judge: ({ from, to }) => {
    const same = from !== undefined && to !== undefined && hiveType(from) === hiveType(to);
    return {
      storage: same ? stored : unreadable,
      reader: "break",
      writer: "break",
      caller: from && to && compiles(from, to) ? "tolerated" : "break",
      reason: same
        ? "The column is the same, but values of one type are no values of the other."
        : "The column has one type, and files of the other are read as NULL, wrongly or not at all.",
      wayOut: same ? "Add a field of another name, and mark this one as deprecated." : nextMajor,
    };
  },
};
