// JSON_TYPE_CHANGED: from JSON text to a typed column, or back. Where both are strings, files are read as they were
// written, and what they hold differs all the same.
import { hiveType } from "@tracklake/schema";
import { nextMajor, type Rule, stored, unreadable } from "./rule.js";

/** JSON text that became typed, or the other way round. */
export const jsonTypeChanged: Rule<"JSON_TYPE_CHANGED"> = {
  id: "JSON_TYPE_CHANGED",
  finds: "A field of JSON text became typed, or a typed field became JSON text.",
  judge: ({ from, to }) => {
    const same = from !== undefined && to !== undefined && hiveType(from) === hiveType(to);
    return {
      storage: same ? stored : unreadable,
      reader: "break",
      writer: "break",
      caller: to?.kind === "json" ? "tolerated" : "break",
      reason: "One column would hold JSON text and plain values, and no query can tell them apart.",
      wayOut: same ? "Add a field of another name, and mark this one as deprecated." : nextMajor,
    };
  },
};
