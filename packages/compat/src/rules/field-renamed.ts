// FIELD_RENAMED: `renamedFrom` says so. No column is renamed, since old producers still write the old name.
import { isDemanded } from "../change.js";
import { type Rule, stored } from "./rule.js";

/** A field with another name. */
export const fieldRenamed: Rule<"FIELD_RENAMED"> = {
  id: "FIELD_RENAMED",
  finds: "A field has another name, and says which it had.",
  judge: ({ before, after }) => ({
    storage: stored,
    reader: isDemanded(after) ? "break" : "tolerated",
    writer: isDemanded(before) ? "break" : "tolerated",
    caller: "break",
    reason:
      "The old column stays and the view reads both as one, but each row has one of the two, and calls name the old one.",
    wayOut: "Query the view, not the table; rename in the calls when the new client is taken.",
  }),
};
