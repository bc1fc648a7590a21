// FIELD_BECAME_OPTIONAL: from now on it may be missing, which is NULL.
import { isDemanded } from "../change.js";
import { type Rule, stored } from "./rule.js";

/** A required field that may be left out. */
export const fieldBecameOptional: Rule<"FIELD_BECAME_OPTIONAL"> = {
  id: "FIELD_BECAME_OPTIONAL",
  finds: "A required field became optional.",
  judge: ({ before }) => ({
    storage: stored,
    reader: "safe",
    writer: isDemanded(before) ? "tolerated" : "safe",
    caller: "safe",
    reason: "The table allows NULL as before; NULLs appear where there were none.",
    wayOut: "Let queries expect NULL.",
  }),
};
