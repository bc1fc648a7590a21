// FIELD_BECAME_NULLABLE: null may be passed, which is left out of the line as a missing value is.
import { isDemanded } from "../change.js";
import { type Rule, stored } from "./rule.js";

/** A field that may be null from now on. */
export const fieldBecameNullable: Rule<"FIELD_BECAME_NULLABLE"> = {
  id: "FIELD_BECAME_NULLABLE",
  finds: "A field may be null.",
  judge: ({ before }) => ({
    storage: stored,
    reader: "safe",
    writer: isDemanded(before) ? "tolerated" : "safe",
    caller: "safe",
    reason: "The table allows NULL as before; NULLs appear where there may have been none.",
    wayOut: "Let queries expect NULL.",
  }),
};
