// FIELD_BECAME_NON_NULL: null is refused. An optional field takes null in any case, as a missing value.
import { isDemanded } from "../change.js";
import { type Rule, stored } from "./rule.js";

/** A field that may be null no more. */
export const fieldBecameNonNull: Rule<"FIELD_BECAME_NON_NULL"> = {
  id: "FIELD_BECAME_NON_NULL",
  finds: "A field may be null no more.",
  judge: ({ after }) => ({
    storage: stored,
    reader: isDemanded(after) ? "break" : "safe",
    writer: "safe",
    caller: after?.required === true ? "break" : "safe",
    reason: "Old rows may hold NULL, and calls that pass null do not compile where the field is required.",
    wayOut: "Pass a value at every call first; queries have to expect NULL in older rows all the same.",
  }),
};
