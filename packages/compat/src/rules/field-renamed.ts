// FIELD_RENAMED: `renamedFrom` says so. No column is renamed, since old producers still write the old name.
import { isDemanded } from "../change.js";
import { type Rule, stored } from "./rule.js";

/** A field with another name. */
export const fieldRenamed: Rule<"FIELD_RENAMED"> = {
  id: "FIELD_RENAMED",
  finds: "A field has another name, and says which it had.",
  judge: ({ before, after }) => ({
    storage: stored,
    // As the removal and the addition that it stands for; the view loses nothing, which these would.
    reader: isDemanded(after) ? "break" : "safe",
    writer: isDemanded(before) ? "break" : "safe",
    caller: "break",
    reason:
      "The old column stays; the view reads both as one and shows it under either name, while a row of the table has one of the two. Calls with the old name do not compile.",
    wayOut: "Rename in the calls when the new client is taken; queries on the view go on and can be renamed any day.",
  }),
};
